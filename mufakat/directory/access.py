"""The one check: `can(user, "commitment.record", at=node)`, and the same question asked of the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.core import clock

from .models import Assignment, Forum, Membership, Office, Organisation, Person, Region, User
from .roles import ROLES, Role

Node = Region | Organisation | Forum
NOWHERE = Q(pk__in=())
SHOWN_WITH = {
    "meeting": "meeting.see",
    "attendance": "meeting.see",
    "note": "meeting.see",
    "decision": "meeting.see",
    "commitment": "commitment.see",
    "update": "commitment.see",
    "verdict": "commitment.see",
    "forum": "forum.see",
    "role": "role.see",
}
RUNNING_ROLES = ("host", "secretary")


@dataclass(frozen=True)
class Grant:
    """A role at a node, today."""

    role: type[Role]
    node_kind: str
    node_id: str
    node_path: str
    node_name: str


def grants(user: Any) -> list[Grant]:
    """The roles whose eyes the user has: the own ones, or the one of "lihat sebagai"."""
    if getattr(user, "is_authenticated", False) and user.seen_as is not None:
        return [user.seen_as]
    return own_grants(user)


def own_grants(user: Any) -> list[Grant]:
    """What the user holds today, read once per request."""
    if not getattr(user, "is_authenticated", False):
        return []
    if not hasattr(user, "_grants"):
        held = Assignment.objects.on(clock.today()).filter(user=user).order_by("id")
        user._grants = [
            Grant(ROLES[a.role], a.node_kind, a.node_id, a.node_path, a.node_name)
            for a in held
            if a.role in ROLES
        ]
    return list(user._grants)


def forums_of(user: Any, held: list[Grant]) -> dict[Any, bool]:
    """The forums in which an organisation of these grants sits today: id → does it run the forum (host, secretary)?"""
    key, looking = tuple(held), user.seen_as is not None and held == [user.seen_as]
    if not hasattr(user, "_forums"):
        user._forums = {}
    if key not in user._forums:
        paths = Q()
        for grant in held:
            if grant.node_kind == "organisation":
                paths |= Q(organisation__path__under=grant.node_path)
        own = Q(person_id=user.person_id) if user.person_id and not looking else Q()
        found: dict[Any, bool] = {}
        if paths or own:
            today = clock.today()
            rows = Membership.objects.on(today).filter(paths | own).values_list("forum_id", "role")
            for forum_id, role in rows:
                found[forum_id] = found.get(forum_id, False) or role in RUNNING_ROLES
        user._forums[key] = found
    return dict(user._forums[key])


def _each_side(user: Any, verb: str) -> list[tuple[list[Grant], str]]:
    """What must all hold: the user's own right; and while viewing as another role that role's right and the
    own right to see there, so that nobody sees with another's eyes what he may not see with his own."""
    if getattr(user, "seen_as", None) is None:
        return [(own_grants(user), verb)]
    return [([user.seen_as], verb), (own_grants(user), _what_it_shows(verb))]


def _what_it_shows(verb: str) -> str:
    """The right to see that goes with a verb: the page of a write shows what it writes on."""
    if verb.endswith(".see"):
        return verb
    return SHOWN_WITH.get(verb.partition(".")[0], "directory.see")


def can(user: Any, verb: str, at: Node | None = None) -> bool:
    """May this user do `verb` at this node? Without a node: anywhere at all?"""
    return all(_can(user, held, each, at) for held, each in _each_side(user, verb))


def _can(user: Any, held: list[Grant], verb: str, at: Node | None) -> bool:
    for grant in held:
        if at is None:
            if verb in grant.role.verbs | grant.role.member_verbs:
                return True
        elif verb in grant.role.verbs and _covers(grant, at):
            return True
        elif isinstance(at, Forum) and grant.node_kind == "organisation":
            runs = forums_of(user, held).get(at.pk)
            if runs is not None and verb in (grant.role.verbs if runs else grant.role.member_verbs):
                return True
    return False


def _covers(grant: Grant, node: Node) -> bool:
    if grant.node_kind == "region":
        return node.region_path.startswith(grant.node_path)
    if grant.node_kind == "organisation":
        return isinstance(node, Organisation) and node.path.startswith(grant.node_path)
    return isinstance(node, Forum) and node.path.startswith(grant.node_path)


def forums_where(user: Any, verb: str, prefix: str = "") -> Q:
    """The condition "the forum at `prefix` is one where the user may do `verb`" ("forum__" for its meetings)."""
    found = Q()
    for held, each in _each_side(user, verb):
        found &= _forums_where(user, held, each, prefix)
    return found


def _forums_where(user: Any, held: list[Grant], verb: str, prefix: str) -> Q:
    found = Q()
    for grant in held:
        if verb in grant.role.verbs and grant.node_kind == "region":
            found |= Q(**{f"{prefix}region_path__under": grant.node_path})
        if verb in grant.role.verbs and grant.node_kind == "forum":
            found |= Q(**{f"{prefix}path__under": grant.node_path})
        if grant.node_kind == "organisation":
            ids = [
                forum
                for forum, runs in forums_of(user, held).items()
                if verb in (grant.role.verbs if runs else grant.role.member_verbs)
            ]
            if ids:
                found |= Q(**{f"{prefix}id__in": ids})
    return found or NOWHERE


def organisations_where(user: Any, verb: str, prefix: str = "") -> Q:
    """The condition "the organisation at `prefix` is one for which the user may do `verb`"."""
    found = Q()
    for held, each in _each_side(user, verb):
        found &= _organisations_where(held, each, prefix)
    return found


def _organisations_where(held: list[Grant], verb: str, prefix: str) -> Q:
    found = Q()
    for grant in held:
        if verb not in grant.role.verbs:
            continue
        if grant.node_kind == "region":
            found |= Q(**{f"{prefix}region_path__under": grant.node_path})
        if grant.node_kind == "organisation":
            found |= Q(**{f"{prefix}path__under": grant.node_path})
    return found or NOWHERE


def require(user: Any, verb: str, at: Node | None = None) -> None:
    """403 unless the user may."""
    if not can(user, verb, at):
        raise PermissionDenied


def visible_forums(user: Any) -> QuerySet[Forum]:
    return Forum.objects.filter(forums_where(user, "forum.see"))


def get_forum(user: Any, pk: Any, verb: str = "forum.see") -> Forum:
    """404 if the user may not even see the forum, 403 if he may see but not do."""
    forum = get_object_or_404(Forum.objects.select_related("region", "parent"), pk=pk)
    if not can(user, "forum.see", forum):
        raise Http404
    require(user, verb, forum)
    return forum


def get_organisation(user: Any, pk: Any, verb: str = "directory.see") -> Organisation:
    """The directory of bodies is open to everyone who has a role; changing it is not."""
    require(user, "directory.see")
    found = Organisation.objects.select_related("region", "parent", "facility")
    organisation = get_object_or_404(found, pk=pk)
    if verb != "directory.see":
        require(user, verb, organisation)
    return organisation


def get_region(user: Any, code: str, verb: str = "directory.see", on: date | None = None) -> Region:
    """The list of regions is open to everyone who has a role; figures of a region are not (`rollup.see`)."""
    require(user, "directory.see")
    region = get_object_or_404(Region.objects.select_related("parent"), code=code)
    if verb != "directory.see":
        require(user, verb, region)
    return region


def may_record_person(user: Any, person: Person | None) -> bool:
    """One who keeps the directory of an organisation keeps the people who hold or held an office there."""
    if person is None or not person.offices.exists():
        return can(user, "person.record")
    return person.offices.filter(
        organisations_where(user, "person.record", "organisation__")
    ).exists() or (
        Membership.objects.filter(person=person)
        .filter(forums_where(user, "person.record", "forum__"))
        .exists()
    )


def may_see_contact(user: Any, person: Person) -> bool:
    """A telephone number is for those who keep the directory where the person holds or held an office, and for its
    owner; of a person without any office, for all who keep a directory."""
    if getattr(user, "person_id", None) == person.pk:
        return True
    if not person.offices.exists():
        return can(user, "contact.see")
    return person.offices.filter(
        organisations_where(user, "contact.see", "organisation__")
    ).exists()


def get_person(user: Any, pk: Any, verb: str = "directory.see") -> Person:
    require(user, "directory.see")
    person = get_object_or_404(Person, pk=pk)
    if verb == "person.record" and not may_record_person(user, person):
        raise PermissionDenied
    return person


def may_record_office(user: Any, organisation: Organisation) -> bool:
    """One who keeps the directory of the organisation, or of a forum in which it sits today."""
    if can(user, "person.record", organisation):
        return True
    seats = Membership.objects.on(clock.today()).filter(organisation=organisation)
    return bool(seats.filter(forums_where(user, "person.record", "forum__")).exists())


def get_office(user: Any, pk: Any, verb: str) -> Office:
    """403 unless the user keeps the offices of its organisation; the verb is `person.record`."""
    require(user, verb)
    office = get_object_or_404(Office.objects.select_related("person", "organisation"), pk=pk)
    if not may_record_office(user, office.organisation):
        raise PermissionDenied
    return office


def may_give_login(user: Any, person: Person) -> bool:
    """One who gives roles somewhere gives a login to those who hold an office there, or none anywhere."""
    if not person.offices.exists():
        return can(user, "role.assign")
    return person.offices.filter(
        organisations_where(user, "role.assign", "organisation__")
    ).exists()


def within_reach(user: Any, verb: str, *nodes: Node | None) -> bool:
    """May the user do `verb` at one of the places that a new thing is to lie in?"""
    return any(node is not None and can(user, verb, node) for node in nodes)


def memberships_seen(user: Any, of: Organisation | Person) -> list[Membership]:
    """In which forums a body or person sits or sat, as far as the user sees those forums."""
    whose: Any = {"person": of} if isinstance(of, Person) else {"organisation": of}
    found = Membership.objects.filter(forums_where(user, "forum.see", "forum__"), **whose)
    return list(found.select_related("forum__region").order_by("-valid_from", "id"))


def get_membership(user: Any, pk: Any, verb: str) -> Membership:
    membership = get_object_or_404(
        Membership.objects.select_related("forum__region", "organisation", "person"), pk=pk
    )
    get_forum(user, membership.forum_id, verb)
    return membership


def node_of(assignment: Assignment) -> Node | None:
    """The thing an assignment is granted at, if it is still on record."""
    model: Any = {"region": Region, "organisation": Organisation, "forum": Forum}[
        assignment.node_kind
    ]
    found: Node | None = model.objects.filter(pk=assignment.node_id).first()
    return found


def visible_assignments(user: Any, verb: str = "role.see") -> QuerySet[Assignment]:
    """The assignments whose node lies below one of the user's own."""
    found = Q()
    for held, each in _each_side(user, verb):
        found &= _assignments_where(held, each)
    return Assignment.objects.filter(found).select_related("user__person")


def _assignments_where(held: list[Grant], verb: str) -> Q:
    found = Q()
    for grant in held:
        if verb not in grant.role.verbs:
            continue
        if grant.node_kind == "region":
            path = grant.node_path
            found |= Q(node_kind="region", node_path__under=path)
            organisations = Organisation.objects.filter(region_path__under=path).values("path")
            forums = Forum.objects.filter(region_path__under=path).values("path")
            found |= Q(node_kind="organisation", node_path__in=organisations)
            found |= Q(node_kind="forum", node_path__in=forums)
        elif grant.node_kind == "organisation":
            found |= Q(node_kind="organisation", node_path__under=grant.node_path)
    return found or NOWHERE


def get_assignment(user: Any, pk: Any, verb: str = "role.see") -> Assignment:
    return get_object_or_404(visible_assignments(user, verb), pk=pk)


def get_user(user: Any, pk: Any, verb: str) -> User:
    require(user, verb)
    return get_object_or_404(User.objects.select_related("person"), pk=pk)

"""The one check: `can(user, "commitment.record", at=node)`, and the same question asked of the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from .models import Assignment, Forum, Membership, Organisation, Person, Region, User
from .roles import ROLES, Role

Node = Region | Organisation | Forum
NOWHERE = Q(pk__in=())
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
    """What the user holds today, read once per request."""
    if not getattr(user, "is_authenticated", False):
        return []
    if user.seen_as is not None:
        return [user.seen_as]
    if not hasattr(user, "_grants"):
        held = Assignment.objects.on(timezone.localdate()).filter(user=user).order_by("id")
        user._grants = [
            Grant(ROLES[a.role], a.node_kind, a.node_id, a.node_path, a.node_name)
            for a in held
            if a.role in ROLES
        ]
    return list(user._grants)


def forums_of(user: Any) -> dict[Any, bool]:
    """The forums in which an organisation of the user sits today: id → does it run the forum (host, secretary)?"""
    key = (user.seen_as,)
    if getattr(user, "_forums_key", None) != key:
        paths = Q()
        for grant in grants(user):
            if grant.node_kind == "organisation":
                paths |= Q(organisation__path__under=grant.node_path)
        own = Q(person_id=user.person_id) if user.person_id and user.seen_as is None else Q()
        found: dict[Any, bool] = {}
        if paths or own:
            today = timezone.localdate()
            rows = Membership.objects.on(today).filter(paths | own).values_list("forum_id", "role")
            for forum_id, role in rows:
                found[forum_id] = found.get(forum_id, False) or role in RUNNING_ROLES
        user._forums, user._forums_key = found, key
    return dict(user._forums)


def can(user: Any, verb: str, at: Node | None = None) -> bool:
    """May this user do `verb` at this node? Without a node: anywhere at all?"""
    for grant in grants(user):
        if at is None:
            if verb in grant.role.verbs | grant.role.member_verbs:
                return True
        elif verb in grant.role.verbs and _covers(grant, at):
            return True
        elif isinstance(at, Forum) and grant.node_kind == "organisation":
            runs = forums_of(user).get(at.pk)
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
    for grant in grants(user):
        if verb in grant.role.verbs and grant.node_kind == "region":
            found |= Q(**{f"{prefix}region_path__under": grant.node_path})
        if verb in grant.role.verbs and grant.node_kind == "forum":
            found |= Q(**{f"{prefix}path__under": grant.node_path})
        if grant.node_kind == "organisation":
            ids = [
                forum
                for forum, runs in forums_of(user).items()
                if verb in (grant.role.verbs if runs else grant.role.member_verbs)
            ]
            if ids:
                found |= Q(**{f"{prefix}id__in": ids})
    return found or NOWHERE


def organisations_where(user: Any, verb: str, prefix: str = "") -> Q:
    """The condition "the organisation at `prefix` is one for which the user may do `verb`"."""
    found = Q()
    for grant in grants(user):
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
    """A telephone number is for those who keep the directory there, and for its owner."""
    if getattr(user, "person_id", None) == person.pk:
        return True
    return person.offices.filter(
        organisations_where(user, "contact.see", "organisation__")
    ).exists()


def get_person(user: Any, pk: Any, verb: str = "directory.see") -> Person:
    require(user, "directory.see")
    person = get_object_or_404(Person, pk=pk)
    if verb == "person.record" and not may_record_person(user, person):
        raise PermissionDenied
    return person


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
    for grant in grants(user):
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
    return Assignment.objects.filter(found or NOWHERE).select_related("user__person")


def get_assignment(user: Any, pk: Any, verb: str = "role.see") -> Assignment:
    return get_object_or_404(visible_assignments(user, verb), pk=pk)


def get_user(user: Any, pk: Any, verb: str) -> User:
    require(user, verb)
    return get_object_or_404(User.objects.select_related("person"), pk=pk)

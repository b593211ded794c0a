"""The one check: `can(user, "commitment.record", at=node)`, and the same question asked of the database."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import DateField, Q, UUIDField

from mufakat.core import clock
from mufakat.core.asked import Asked
from mufakat.directory.models import Assignment, Forum, Membership, Organisation, Region
from mufakat.directory.roles import ROLES, Role

Node = Region | Organisation | Forum
NOWHERE = Q(pk__in=())
SHOWN_WITH = {
    "meeting": "meeting.see",
    "attendance": "meeting.see",
    "note": "meeting.see",
    "decision": "meeting.see",
    "commitment": "commitment.see",
    "escalation": "meeting.see",
    "update": "commitment.see",
    "verdict": "commitment.see",
    "forum": "forum.see",
    "link": "meeting.see",
    "letter": "meeting.see",
    "invitation": "meeting.see",
    "programme": "programme.see",
    "instrument": "programme.see",
    "visit": "programme.see",
    "assessment": "assessment.see",
    "call": "assessment.see",
    "snapshot": "rollup.see",
    "review": "review.see",
    "role": "role.see",
    "password": "role.see",
    "user": "role.see",
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


_HELD = Asked(
    lambda user, today: (
        Assignment.objects.on(today)
        .filter(user=user)
        .order_by("id")
        .values_list("role", "node_kind", "node_id", "node_path", "node_name")
    ),
    user=UUIDField(),
    today=DateField(),
)


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
        held = _HELD(user=user.pk, today=clock.today())
        user._grants = [Grant(ROLES[role], *node) for role, *node in held if role in ROLES]
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


def each_side(user: Any, verb: str) -> list[tuple[list[Grant], str]]:
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
    return all(_can(user, held, each, at) for held, each in each_side(user, verb))


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
    return isinstance(node, Forum) and str(node.pk) == grant.node_id  # not those below it: ADR 0013


def forums_where(user: Any, verb: str, prefix: str = "") -> Q:
    """The condition "the forum at `prefix` is one where the user may do `verb`" ("forum__" for its meetings)."""
    found = Q()
    for held, each in each_side(user, verb):
        found &= _forums_where(user, held, each, prefix)
    return found


def _forums_where(user: Any, held: list[Grant], verb: str, prefix: str) -> Q:
    found = Q()
    for grant in held:
        if verb in grant.role.verbs and grant.node_kind == "region":
            found |= _under(grant.node_path, prefix)
        if verb in grant.role.verbs and grant.node_kind == "forum":
            found |= Q(**{f"{prefix}id": UUID(grant.node_id)})
        if grant.node_kind == "organisation":
            ids = [
                forum
                for forum, runs in forums_of(user, held).items()
                if verb in (grant.role.verbs if runs else grant.role.member_verbs)
            ]
            if ids:
                found |= Q(**{f"{prefix}id__in": ids})
    return found or NOWHERE


def sees_a_province(user: Any) -> bool:
    """Does one of the user's roles cover a province or more? What he sees is then asked for in another way."""
    held = [grant for side, _verb in each_side(user, "forum.see") for grant in side]
    return any(g.node_kind == "region" and g.node_path.count(".") < 2 for g in held)


def organisations_where(user: Any, verb: str, prefix: str = "") -> Q:
    """The condition "the organisation at `prefix` is one for which the user may do `verb`"."""
    found = Q()
    for held, each in each_side(user, verb):
        found &= _organisations_where(held, each, prefix)
    return found


def _organisations_where(held: list[Grant], verb: str, prefix: str) -> Q:
    found = Q()
    for grant in held:
        if verb not in grant.role.verbs:
            continue
        if grant.node_kind == "region":
            found |= _under(grant.node_path, prefix)
        if grant.node_kind == "organisation":
            found |= Q(**{f"{prefix}path__under": grant.node_path})
    return found or NOWHERE


def _under(path: str, prefix: str) -> Q:
    """All of the nation is a condition that joins no table more."""
    return Q(**{f"{prefix}region_path__under": path} if path else {f"{prefix}pk__isnull": False})


def regions_where(user: Any, verb: str, prefix: str = "") -> Q:
    """The condition "the region at `prefix` is one for which the user may do `verb`"."""
    found = Q()
    for held, each in each_side(user, verb):
        paths = [g.node_path for g in held if g.node_kind == "region" and each in g.role.verbs]
        here = Q()
        for path in paths:
            here |= Q(**{f"{prefix}path__under": path})
        found &= here if paths else NOWHERE
    return found


def require(user: Any, verb: str, at: Node | None = None) -> None:
    """403 unless the user may."""
    if not can(user, verb, at):
        raise PermissionDenied


def within_reach(user: Any, verb: str, *nodes: Node | None) -> bool:
    """May the user do `verb` at one of the places that a new thing is to lie in?"""
    return any(node is not None and can(user, verb, node) for node in nodes)

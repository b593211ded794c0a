"""Who leads the sessions of a forum and who writes them down, where the forum knows it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from mufakat.directory.models import Assignment, Forum
from mufakat.directory.models.forums import MemberRole
from mufakat.directory.models.users import NodeKind
from mufakat.directory.queries import members_of, offices_on

LED = {"chair": MemberRole.CHAIR, "notulis": MemberRole.SECRETARY}
LAST_SESSIONS = 8


class Known(NamedTuple):
    """Who may do a part: with whom a session begins (empty: it is not known), and all that one may choose from."""

    first: str
    names: list[str]


def officers_of(forum: Forum, on: date) -> dict[str, str]:
    """`chair` and `notulis` as a session of the forum begins with them: who sits in it as such, who holds the role
    here, who did it in the last session. Of two it is not known which; then, and if there is none, empty."""
    return {part: known.first for part, known in known_officers(forum, on).items()}


def known_officers(forum: Forum, on: date) -> dict[str, Known]:
    """For each part who sits in the forum as such, who holds the role, who did it in the last sessions: each once, with
    titles; in four queries."""
    members = members_of(forum, on)
    hosts = [str(m.organisation_id) for m in members if m.role == MemberRole.HOST]
    seated = _seated(members, on)
    with_role = _with_role(forum, hosts, on)
    held = forum.meetings.filter(starts_at__isnull=False).exclude(state="cancelled")
    last: list[Any] = list(held.order_by("-starts_at").values(*LED)[:LAST_SESSIONS])
    found = {}
    for part, seat in LED.items():
        did = [row[part] for row in last if row[part]]
        first = _only(seated[seat]) or _only(with_role[part]) or next(iter(did), "")
        names = dict.fromkeys((*seated[seat], *with_role[part], *did))
        found[part] = Known(first, list(names))
    return found


def _only(names: Iterable[str]) -> str:
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _seated(members: list[Any], on: date) -> dict[str, list[str]]:
    """The members with each seat; of an organisation, who holds office there."""
    seats = [m for m in members if m.role in LED.values()]
    bodies = {m.organisation_id: m.role for m in seats if m.organisation_id and not m.person_id}
    found: dict[str, list[str]] = {seat: [] for seat in LED.values()}
    for member in seats:
        if member.person:
            found[member.role].append(str(member.person))
    for office in offices_on(on, list(bodies)) if bodies else ():
        found[bodies[office.organisation_id]].append(str(office.person))
    return found


def _with_role(forum: Forum, hosts: list[str], on: date) -> dict[str, list[str]]:
    """The people whose login holds the role in this forum itself, else in an organisation that hosts it."""
    given = Assignment.objects.on(on).filter(role__in=LED, node_id__in=[str(forum.pk), *hosts])
    given = given.filter(user__is_active=True, user__person__isnull=False)
    found: dict[str, list[str]] = {}
    rows = list(given.select_related("user__person").order_by("id"))
    for part in LED:
        ours = [each for each in rows if each.role == part]
        here = [each for each in ours if each.node_kind == NodeKind.FORUM]
        found[part] = [str(each.user.person) for each in here or ours]
    return found

"""Who leads the sessions of a forum and who writes them down, where the forum knows it."""

from collections.abc import Iterable
from datetime import date

from mufakat.directory.models import Assignment, Forum
from mufakat.directory.models.forums import MemberRole
from mufakat.directory.models.users import NodeKind
from mufakat.directory.queries import members_of, offices_on

LED = {"chair": MemberRole.CHAIR, "notulis": MemberRole.SECRETARY}


def officers_of(forum: Forum, on: date) -> dict[str, str]:
    """`chair` and `notulis` as a session of the forum begins with them: who sits in it as such, who holds the role
    here, who did it in the last session. Of two it is not known which; then, and if there is none, empty."""
    return {
        part: _only(_seated(forum, seat, on))
        or _only(_with_role(forum, part, on))
        or _last(forum, part)
        for part, seat in LED.items()
    }


def _only(names: Iterable[str]) -> str:
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def _seated(forum: Forum, seat: str, on: date) -> list[str]:
    """The members with this seat; of an organisation, who holds office there."""
    seats = [m for m in members_of(forum, on) if m.role == seat]
    bodies = [m.organisation_id for m in seats if m.organisation_id and not m.person_id]
    offices = offices_on(on, bodies) if bodies else []
    return [str(m.person) for m in seats if m.person] + [str(o.person) for o in offices]


def _with_role(forum: Forum, role: str, on: date) -> list[str]:
    """The people whose login holds the role in this forum itself, else in an organisation that hosts it."""
    hosts = [m.organisation_id for m in members_of(forum, on) if m.role == MemberRole.HOST]
    places = (
        (NodeKind.FORUM, [str(forum.pk)]),
        (NodeKind.ORGANISATION, [str(pk) for pk in hosts if pk]),
    )
    for kind, ids in places:
        given = Assignment.objects.on(on).filter(role=role, node_kind=kind, node_id__in=ids)
        given = given.filter(user__is_active=True, user__person__isnull=False)
        if names := [str(each.user.person) for each in given.select_related("user__person")]:
            return names
    return []


def _last(forum: Forum, part: str) -> str:
    held = forum.meetings.filter(starts_at__isnull=False).exclude(state="cancelled")
    names = held.exclude(**{part: ""}).order_by("-starts_at").values_list(part, flat=True)
    return names.first() or ""

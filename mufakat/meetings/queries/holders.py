"""Who holds an open promise of a forum, is no member, and is not on the list of a session."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, DateField, Exists, OuterRef, Q, UUIDField

from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.core.asked import Asked
from mufakat.directory.models import Membership, Organisation, Person, written_person
from mufakat.directory.models.dated import valid_on
from mufakat.meetings.models import Meeting, Participant

MOST = 60  # invited by one tap
MOST_GONE = 10  # shown


class Outside(NamedTuple):
    """A body, a person, or a person for a body, and how many open promises are held there."""

    organisation: Any
    person: Any
    office: str | None
    before: str | None
    name: str | None
    after: str | None
    promises: int

    @property
    def told(self) -> str:
        """As a list names him: the person for the body."""
        return _told(self.office, self.before, self.name, self.after)


class Gone(NamedTuple):
    """An open promise, and who held it."""

    id: Any
    what: str
    told: str


def _told(office: str | None, before: str | None, name: str | None, after: str | None) -> str:
    person = written_person(before or "", name, after or "") if name else ""
    return " · ".join(x for x in (office, person) if x)


def _held(forum: Any, meeting: Any, on: Any) -> Any:
    """A body or a person that sits in the forum, or is on the list, stands for the promise of both."""
    same = Q(organisation=OuterRef("owner_organisation")) | Q(person=OuterRef("owner_person"))
    seats = Membership.objects.on(on).filter(same, forum=forum)
    listed = Participant.objects.filter(same, meeting=meeting)
    return Commitment.objects.filter(~Exists(seats), ~Exists(listed), forum=forum, state="open")


def _stands(on: Any) -> Q:
    """The body or the person still stands on that day: one of them can be invited."""
    body = Q(owner_organisation__isnull=False) & valid_on(on, "owner_organisation__")
    return body | Q(owner_person__isnull=False) & valid_on(on, "owner_person__")


NAMES = (
    *("owner_organisation__name", "owner_person__title_before", "owner_person__name"),
    "owner_person__title_after",
)
PERIODS = tuple(
    f"{owner}__{end}"
    for owner in ("owner_organisation", "owner_person")
    for end in ("valid_from", "valid_to")
)


def _outside(forum: Any, meeting: Any, on: Any) -> Any:
    rows = _held(forum, meeting, on).filter(_stands(on))
    rows = rows.order_by("owner_organisation__name", "owner_person__name", "owner_person_id")
    return rows.values_list("owner_organisation_id", "owner_person_id", *NAMES, *PERIODS).annotate(
        n=Count("id")
    )[:MOST]


def _gone(forum: Any, meeting: Any, on: Any) -> Any:
    rows = _held(forum, meeting, on).exclude(_stands(on)).order_by("due_on", "id")
    return rows.values_list("id", "what", *NAMES)[:MOST_GONE]


_ASKED = {"forum": UUIDField(), "meeting": UUIDField(), "on": DateField()}
_OUTSIDE, _GONE = Asked(_outside, **_ASKED), Asked(_gone, **_ASKED)


def holders_outside(meeting: Meeting) -> list[Outside]:
    """In one query; nothing once the session has begun. Who has left by its day is not named beside his body, nor a
    body that has ended beside its person."""
    if meeting.state != "planned":
        return []
    on = _day_of(meeting)
    found: dict[tuple[Any, Any], Outside] = {}
    for body, person, office, before, name, after, *ends, n in _OUTSIDE(**_where(meeting)):
        if not _holds(on, *ends[:2]):
            body = office = None
        if not _holds(on, *ends[2:]):
            person = before = name = after = None
        held = found[body, person].promises if (body, person) in found else 0
        found[body, person] = Outside(body, person, office, before, name, after, held + n)
    return list(found.values())


def holders_gone(meeting: Meeting) -> list[Gone]:
    """The open promises whose holder stands no more on the day of the session: nobody can be invited for them."""
    if meeting.state != "planned":
        return []
    return [Gone(key, what, _told(*names)) for key, what, *names in _GONE(**_where(meeting))]


def _day_of(meeting: Meeting) -> date:
    return meeting.starts_on or clock.today(meeting.zone)


def _where(meeting: Meeting) -> dict[str, Any]:
    return {"forum": meeting.forum_id, "meeting": meeting.pk, "on": _day_of(meeting)}


def _holds(on: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)


def seats_outside(meeting: Meeting) -> list[tuple[Organisation | None, Person | None]]:
    """The same as bodies and people, to be put on the list."""
    found = holders_outside(meeting)
    bodies = Organisation.objects.in_bulk({row.organisation for row in found} - {None})
    people = Person.objects.in_bulk({row.person for row in found} - {None})
    return [(bodies.get(row.organisation), people.get(row.person)) for row in found]

"""Who is on the list of a session and since when, which entries wait, and the door that is open."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, UUIDField

from mufakat.core.asked import Asked, AskedThings
from mufakat.core.dates import day_of
from mufakat.directory.models import Link, LinkKind
from mufakat.meetings import rules
from mufakat.meetings.models import CheckIn, CheckInState, Meeting, Participant, Reply

MOST_LOOKED_THROUGH = 60  # waiting entries


class Listed(NamedTuple):
    """Somebody on the list, as the desk and the door show him. `body` is the organisation by its short name."""

    id: Any
    name: str
    title: str
    body: str
    body_name: str
    body_typed: str
    sector: str
    invited: bool
    present: bool
    arrived_at: datetime | None
    left_at: datetime | None
    late_at: datetime | None
    represents: str
    represented: Any
    answer: str
    coming_instead: str
    phone: str
    person_phone: str
    instead_office: str = ""
    days: Any = {}

    @property
    def stands_for(self) -> Any:
        return self.represented

    @property
    def organisation(self) -> str:
        return self.body or self.body_name or self.body_typed

    @property
    def office(self) -> str:
        return ", ".join(part for part in (self.title, self.organisation) if part)

    @property
    def known(self) -> rules.Known:
        phone = self.phone or self.person_phone or ""
        bodies = tuple(b for b in (self.body, self.body_name, self.body_typed) if b)
        return rules.Known(self.id, self.name, phone, bodies, self.sector)


_LISTED = Asked(
    lambda meeting: (
        Participant.objects.filter(meeting=meeting)
        .order_by("name", "id")
        .values_list(
            *("id", "name", "title", "organisation__short_name", "organisation__name"),
            *("organisation_name", "sector", "invited", "present", "arrived_at", "left_at"),
            *(
                "late_at",
                "represents",
                "represented",
                "answer",
                "represented_by",
                "phone",
                "person__phone",
                "represented_office",
                "days",
            ),
        )
    ),
    meeting=UUIDField(),
)


def listed_in(meeting: Meeting) -> list[Listed]:
    """Everybody on the list of a session, by name."""
    return [Listed(*row) for row in _LISTED(meeting=meeting.pk)]


def is_filled(**more: Any) -> Exists:
    """Of an invited one: is there somebody in his stead?"""
    others = Participant.objects.filter(represented=OuterRef("pk"), present=True, **more)
    return Exists(others)


def stood_in_for(people: Sequence[Listed]) -> dict[Any, str]:
    """Who did not come himself, by his id → who came in his stead."""
    return {p.represented: p.name for p in people if p.represented and p.present}


def announced(people: Sequence[Listed], text: str) -> list[Listed]:
    """Those who answered that somebody comes in their stead in whose name every word of the text stands."""
    words = text.casefold().split()
    told = [p for p in people if p.answer == Reply.REPRESENTED and p.coming_instead]
    return [p for p in told if all(word in p.coming_instead.casefold() for word in words)]


def found_among(people: Sequence[Listed], text: str, sectors: dict[str, str]) -> list[Listed]:
    """Those in whose name, office or sector every word of the text stands."""
    words = text.casefold().split()
    told = (
        (p, f"{p.name} {p.office} {p.body_name or ''} {sectors.get(p.sector, '')}") for p in people
    )
    return [p for p, said in told if all(word in said.casefold() for word in words)]


_WAITING = AskedThings(
    CheckIn,
    lambda meeting: CheckIn.objects.filter(meeting=meeting, state=CheckInState.WAITING).order_by(
        "at", "id"
    )[:MOST_LOOKED_THROUGH],
    "represented",
    meeting=UUIDField(),
)


def waiting_checkins(meeting: Meeting) -> list[CheckIn]:
    """The entries that wait for the registrar, the oldest first; more than a desk shows are not looked through."""
    return _WAITING(meeting=meeting.pk)


_COUNTED = Asked(
    lambda meeting: (
        CheckIn.objects.filter(meeting=meeting, state=CheckInState.WAITING)
        .order_by()
        .values_list("meeting")
        .annotate(n=Count("id"))
    ),
    meeting=UUIDField(),
)


def count_waiting_checkins(meeting: Meeting) -> int:
    rows = _COUNTED(meeting=meeting.pk)
    return int(rows[0][1]) if rows else 0


def known_of(entry: CheckIn) -> rules.Known:
    """Who signed in, as names are compared."""
    return rules.Known(entry.pk, entry.name, entry.phone, (entry.organisation_name,), entry.sector)


def has_entries(participant: Participant) -> bool:
    """Did somebody sign in as this one, or in his stead?"""
    own = Q(participant=participant) | Q(represented=participant)
    return (
        CheckIn.objects.filter(own).exists()
        or participant.representatives.exists()  # both protected
    )


def door_of(meeting: Meeting, at: datetime) -> Link | None:
    """The link behind the QR code of a session, if one is open."""
    found = Link.objects.filter(kind=LinkKind.DOOR, thing_id=str(meeting.pk), ended_at=None)
    return found.filter(valid_until__gt=at).order_by("-id").first()


def signatures_in(meeting: Meeting) -> dict[Any, list[list[int]]]:
    """The last signature that each participant gave, by the id of the participant."""
    return {who: signed for (who, _day), signed in signatures_by_day(meeting).items()}


def signatures_by_day(meeting: Meeting) -> dict[tuple[Any, date], list[list[int]]]:
    """The last signature that each participant gave on each day, by his id and the day at the place; in the order in
    which they were given."""
    settled = (CheckInState.ACCEPTED, CheckInState.MERGED)
    rows = meeting.checkins.filter(state__in=settled).order_by("at", "id")
    given = rows.values_list("participant", "at", "signature")
    return {(who, day_of(at, meeting.timezone)): signed for who, at, signed in given if signed}

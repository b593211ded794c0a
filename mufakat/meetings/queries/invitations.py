"""Who is invited, how each is reached, and what each has answered."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Q, UUIDField

from mufakat.core.asked import Asked
from mufakat.directory.access import people_where
from mufakat.directory.models import Link, LinkKind, Office, Organisation, Person
from mufakat.journal.models import Event
from mufakat.meetings.models import Letter, Meeting, Participant


def invited_to(meeting: Meeting) -> list[Participant]:
    """Everyone invited, by sector and name, with person and organisation."""
    found = meeting.participants.filter(invited=True).select_related("person", "organisation")
    return list(found.order_by("sector", "name", "id"))


def participant_keys(meeting: Meeting) -> list[str]:
    return [str(pk) for pk in meeting.participants.values_list("pk", flat=True)]


class Door(NamedTuple):
    """The personal link of somebody invited: the newest of his."""

    id: Any
    valid_until: datetime
    ended_at: datetime | None

    def is_open_at(self, moment: datetime) -> bool:
        return self.ended_at is None and moment < self.valid_until


_DOORS = Asked(
    lambda things: (
        Link.objects.filter(kind=LinkKind.INVITATION, thing_id__in=things)
        .order_by("id")
        .values_list("thing_id", "id", "valid_until", "ended_at")
    ),
    things=[CharField()],
)


def doors_of(participants: Iterable[Participant]) -> dict[str, Door]:
    """The newest personal link of each, by the key of the participant."""
    keys = [str(p.pk) for p in participants]
    return {thing: Door(*rest) for thing, *rest in _DOORS(things=keys)}


def invited_without_link(meeting: Meeting, at: datetime) -> list[Participant]:
    invited = invited_to(meeting)
    doors = doors_of(invited)
    return [
        each
        for each in invited
        if str(each.pk) not in doors or not doors[str(each.pk)].is_open_at(at)
    ]


def open_links_of(participant: Participant, at: datetime) -> list[Link]:
    found = Link.objects.filter(kind=LinkKind.INVITATION, thing_id=str(participant.pk))
    return list(found.filter(ended_at=None, valid_until__gt=at).select_related("forum"))


def contacts_seen(user: Any, people: Iterable[Person]) -> set[Any]:
    """Of which of these people the reader may see telephone and e-mail."""
    ids = [person.pk for person in people]
    if not ids:
        return set()
    seen = Person.objects.filter(people_where(user, "contact.see"), pk__in=ids)
    return set(seen.values_list("pk", flat=True))


_REPLIES = Asked(
    lambda meeting: (
        Participant.objects.filter(meeting=meeting, invited=True)
        .order_by()
        .values_list("answer")
        .annotate(n=Count("id"))
    ),
    meeting=UUIDField(),
)


def replies_to(meeting: Meeting) -> Counter[str]:
    """How many of the invited gave which answer; those without one under the empty word."""
    return Counter(dict(_REPLIES(meeting=meeting.pk)))


def moved_since(meeting: Meeting) -> Event | None:
    """The last time that the session was given another day or hour: when, and which it had before."""
    changes = Event.objects.filter(
        verb="meeting.changed", subject_kind="meeting", subject_id=str(meeting.pk)
    )
    for event in changes.order_by("-seq")[:20]:
        old, _new = event.data.get("changes", {}).get("starts_at", (None, None))
        if old:
            return event
    return None


def letters_of(meeting: Meeting) -> list[Letter]:
    """The editions of the letter, the newest first."""
    found = meeting.letters.select_related("organisation").defer("snapshot")
    return list(found.order_by("-edition"))


def last_letter(organisations: Iterable[Any]) -> Letter | None:
    """The letter that one of these offices wrote last: the next one begins with its words."""
    found = Letter.objects.filter(organisation__in=list(organisations)).defer("snapshot")
    return found.order_by("-id").first()


def with_email(meeting: Meeting, *, waiting: bool = False) -> list[Participant]:
    """Those invited whom an e-mail reaches; `waiting`: of these only who has not answered."""
    found = meeting.participants.filter(invited=True).filter(
        Q(email__gt="") | Q(person__email__gt="")
    )
    if waiting:
        found = found.filter(answer="")
    return list(found.select_related("person", "organisation").order_by("name", "id"))


def offices_of_person(person: Person, on: date) -> list[Office]:
    found = Office.objects.on(on).filter(person=person).select_related("organisation")
    return list(found.order_by("id"))


def sectors_lacking(
    invitees: Iterable[dict[str, str]], present: Iterable[str]
) -> list[dict[str, str]]:
    """Of the typical invitees of a kind of meeting those whose sector nobody on the list stands for."""
    there = set(present)
    return [row for row in invitees if row["sector"] not in there]


def bodies_of(meeting: Meeting, sectors: Iterable[str], on: date) -> dict[str, list[Organisation]]:
    """Organisations of these sectors in the region of the session, by sector, at most three of each."""
    wanted = sorted(set(sectors))
    if not wanted:
        return {}
    rows = Organisation.objects.on(on).filter(
        region_path__under=meeting.region.path, sector__in=wanted
    )
    found: dict[str, list[Organisation]] = {}
    for row in rows.exclude(participations__meeting=meeting).order_by("name")[:60]:
        if len(found.setdefault(row.sector, [])) < 3:
            found[row.sector].append(row)
    return found

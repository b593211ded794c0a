"""Who is invited, how each is reached, and what each has answered."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, Q, UUIDField
from django.db.models.lookups import In

from mufakat.core.asked import Asked, AskedThings
from mufakat.directory.access import people_where
from mufakat.directory.models import Link, LinkKind, Office, Organisation, Person
from mufakat.journal.models import Event
from mufakat.meetings.models import Letter, Meeting, Participant

_INVITED = AskedThings(
    Participant,
    lambda meeting: Participant.objects.filter(meeting=meeting, invited=True).order_by(
        "sector", "name", "id"
    ),
    "person",
    "organisation",
    meeting=UUIDField(),
)


def invited_to(meeting: Meeting) -> list[Participant]:
    """Everyone invited, by sector and name, with person and organisation."""
    return _INVITED(meeting=meeting.pk)


class Reached(NamedTuple):
    """One invited, as far as the list counts him: thousands of these are cheap."""

    pk: Any
    sector: str
    answer: str
    email: str


_REACHED = Asked(
    lambda meeting: (
        Participant.objects.filter(meeting=meeting, invited=True)
        .order_by("sector", "name", "id")
        .values_list("id", "sector", "answer", "email", "person__email")
    ),
    meeting=UUIDField(),
)
_LISTED = AskedThings(
    Participant,
    lambda keys: Participant.objects.filter(In(F("pk"), keys)).order_by("sector", "name", "id"),
    "person",
    "organisation",
    keys=[UUIDField()],
)


def reached_by(meeting: Meeting) -> list[Reached]:
    """Everyone invited, by sector and name: sector, answer, and the e-mail that reaches him."""
    rows = _REACHED(meeting=meeting.pk)
    return [Reached(pk, sector, said, own or kept or "") for pk, sector, said, own, kept in rows]


def listed_of(reached: Iterable[Reached]) -> list[Participant]:
    """These of the invited, by sector and name, with person and organisation."""
    return _LISTED(keys=[each.pk for each in reached])


def participant_keys(meeting: Meeting) -> list[str]:
    return [str(pk) for pk in meeting.participants.values_list("pk", flat=True)]


class PersonalLink(NamedTuple):
    """The personal link of somebody invited: the newest of his."""

    id: Any
    valid_until: datetime
    ended_at: datetime | None

    def is_open_at(self, moment: datetime) -> bool:
        return self.ended_at is None and moment < self.valid_until


_LINKS = Asked(
    lambda things: (
        Link.objects.filter(kind=LinkKind.INVITATION, thing_id__in=things)
        .order_by("id")
        .values_list("thing_id", "id", "valid_until", "ended_at")
    ),
    things=[CharField()],
)


def links_of(participants: Iterable[Participant | Reached]) -> dict[str, PersonalLink]:
    """The newest personal link of each, by the key of the participant."""
    keys = [str(p.pk) for p in participants]
    return {thing: PersonalLink(*rest) for thing, *rest in _LINKS(things=keys)}


def invited_without_link(meeting: Meeting, at: datetime) -> list[Participant]:
    invited = invited_to(meeting)
    links = links_of(invited)
    return [
        each
        for each in invited
        if str(each.pk) not in links or not links[str(each.pk)].is_open_at(at)
    ]


def open_links_of(participant: Participant, at: datetime) -> list[Link]:
    found = Link.objects.filter(kind=LinkKind.INVITATION, thing_id=str(participant.pk))
    return list(found.filter(ended_at=None, valid_until__gt=at).select_related("forum"))


def contacts_seen(user: Any, people: Iterable[Person]) -> set[Any]:
    """Of which of these people the reader may see telephone and e-mail."""
    ids = [person.pk for person in people if person.phone or person.email or person.nip]
    if not ids:
        return set()
    seen = Person.objects.filter(people_where(user, "contact.see"), pk__in=ids)
    return set(seen.values_list("pk", flat=True))


def replies_in(invited: Iterable[Participant | Reached]) -> Counter[str]:
    """How many of the invited gave which answer; those without one under the empty word."""
    return Counter(participant.answer for participant in invited)


class Moved(NamedTuple):
    """The session was given another day or hour: when, and which it had before."""

    at: datetime
    before: datetime


_CHANGES = Asked(
    lambda meeting: (
        Event.objects.filter(verb="meeting.changed", subject_kind="meeting", subject_id=meeting)
        .order_by("-seq")
        .values_list("at", "data")[:20]
    ),
    meeting=CharField(),
)


def moved_since(meeting: Meeting) -> Moved | None:
    """The last time that the session was moved from a day to another."""
    for at, data in _CHANGES(meeting=str(meeting.pk)):
        old, _new = data.get("changes", {}).get("starts_at", (None, None))
        if old:
            return Moved(at, datetime.fromisoformat(old))
    return None


class Edition(NamedTuple):
    """A letter of the session, as its page lists it."""

    id: Any
    edition: int
    number: str
    reason: str
    issued_at: datetime | None
    issued_by: str
    office: str


_LETTERS = Asked(
    lambda meeting: (
        Letter.objects.filter(meeting=meeting)
        .order_by("-edition")
        .values_list(
            *("id", "edition", "number", "reason", "issued_at", "issued_by"), "organisation__name"
        )
    ),
    meeting=UUIDField(),
)


def letters_of(meeting: Meeting) -> list[Edition]:
    """The editions of the letter, the newest first."""
    return [Edition(*row) for row in _LETTERS(meeting=meeting.pk)]


def last_letters(organisations: Iterable[Any]) -> list[Letter]:
    """What these offices wrote last, the newest first: the next letter begins with their words."""
    found = Letter.objects.filter(organisation__in=list(organisations)).defer("snapshot")
    return list(found.order_by("-id")[:30])


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


_BODIES = Asked(
    lambda path, sectors, on: (
        Organisation.objects.on(on)
        .filter(In(F("sector"), sectors), region_path__under=path)
        .order_by("name")
        .values_list("sector", "id", "name")[:60]
    ),
    path=CharField(),
    sectors=[CharField()],
    on=DateField(),
)


def bodies_of(
    meeting: Meeting, sectors: Iterable[str], on: date
) -> dict[str, list[tuple[Any, str]]]:
    """Id and name of organisations of these sectors in the region of the session, at most three of each."""
    wanted, found = sorted(set(sectors)), dict[str, list[tuple[Any, str]]]()
    if not wanted or not meeting.region.path:
        return found
    for sector, pk, name in _BODIES(path=meeting.region.path, sectors=wanted, on=on):
        if len(found.setdefault(sector, [])) < 3:
            found[sector].append((pk, name))
    return found

"""The entries of search as they should be, made from the rows of the things they are of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from mufakat.commitments.models import Commitment
from mufakat.directory.models import (
    Forum,
    Office,
    Organisation,
    Person,
    written_person,
    written_region,
)
from mufakat.meetings.models import Decision, Group, Letter, Meeting, Note, Problem, Proposal
from mufakat.web.models import Kind, SearchEntry
from mufakat.web.rules import words_of

FIRST_DAY = date(2000, 1, 1)
LOW = 47  # bits below the day
FORUM = ("forum_id", "forum__path", "forum__region_path")


@dataclass(frozen=True)
class Place:
    """Whose a thing is: what decides who sees it."""

    forum: UUID | None = None
    forum_path: str = ""
    forum_region: str = ""
    organisation: UUID | None = None
    organisation_path: str = ""
    organisation_region: str = ""
    person: UUID | None = None


def scope_words(kind: str, place: Place) -> list[str]:
    """The place of a thing as words of the index: k kind, f forum and those above it, r its regions, o and q the
    same of the body, p the person."""
    found = [f"k{kind}"]
    found += [f"f{key}" for key in _keys(place.forum_path)]
    found += [f"r{code}" for code in _codes(place.forum_region)]
    found += [f"o{key}" for key in _keys(place.organisation_path)]
    found += [f"q{code}" for code in _codes(place.organisation_region)]
    return [*found, f"p{place.person.hex}"] if place.person else found


def _keys(path: str) -> list[str]:
    return [key.replace("-", "") for key in path.split(".")[:-1]]


def _codes(path: str) -> list[str]:
    """ "32.73.04." → 32, 3273, 327304: their lengths tell the levels apart."""
    digits = path.split(".")[:-1]
    return ["".join(digits[: n + 1]) for n in range(len(digits))]


def entry(
    kind: Kind,
    pk: UUID,
    url: str,
    title: str,
    context: str,
    place: Place,
    *,
    on: date | None = None,
    **more: Any,
) -> SearchEntry:
    """An entry with its words. `also`: words that are found and not shown."""
    also = more.pop("also", "")
    day = on or datetime.fromtimestamp((pk.int >> 80) / 1000, UTC).date()
    days = min(max((day - FIRST_DAY) // timedelta(days=1), 0), 0xFFFF)
    return SearchEntry(
        id=days << LOW | pk.int & ((1 << LOW) - 1),
        kind=kind.value,
        thing_id=str(pk),
        url=url,
        title=title[:4000],
        context=context[:400],
        on=on,
        forum_id=place.forum,
        organisation_id=place.organisation,
        person_id=place.person,
        words=words_of(title, f"{context} {also}", scope_words(kind.value, place)),
        **more,
    )


def _forums(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "name", "region__kind", "region__name", "path", "region_path", "valid_to")
    for pk, name, kind, region, path, below, ends in _rows(Forum, where, *columns):
        place = Place(pk, path, below)
        context = written_region(kind, region)
        yield entry(Kind.FORUM, pk, f"/forum/{pk}/", name, context, place, ends_on=ends)


def _meetings(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "title", "place", "starts_at", "timezone", "state", *FORUM)
    for pk, title, hall, at, zone, state, *forum in _rows(Meeting, where, *columns):
        on = at.astimezone(ZoneInfo(zone)).date() if at else None
        url = f"/rapat/{pk}/"
        yield entry(Kind.MEETING, pk, url, title, hall, Place(*forum), on=on, state=state)


def _written(model: Any, kind: Kind) -> Callable[[Q], Iterator[SearchEntry]]:
    """Notes and decisions, which stand on the page of their session."""

    def found(where: Q) -> Iterator[SearchEntry]:
        forum = [f"meeting__{name}" for name in FORUM]
        session = [f"meeting__{name}" for name in ("title", "timezone")]
        columns = ("pk", "text", "at", "meeting_id", *session, "agenda_item__position", *forum)
        for pk, text, at, meeting, title, zone, step, *place in _rows(model, where, *columns):
            on = at.astimezone(ZoneInfo(zone)).date()
            url = f"/rapat/{meeting}/#acara-{step}"
            yield entry(kind, pk, url, text, title, Place(*place), on=on)

    return found


def _problems(where: Q) -> Iterator[SearchEntry]:
    forum = [f"meeting__{name}" for name in FORUM]
    columns = ("pk", "text", "at", "meeting_id", "meeting__title", "meeting__timezone", *forum)
    for pk, text, at, meeting, title, zone, *place in _rows(Problem, where, *columns):
        on, url = at.astimezone(ZoneInfo(zone)).date(), f"/rapat/{meeting}/masalah/{pk}/"
        yield entry(Kind.PROBLEM, pk, url, text, title, Place(*place), on=on)


def _proposals(where: Q) -> Iterator[SearchEntry]:
    forum = [f"meeting__{name}" for name in FORUM]
    columns = ("pk", "text", "at", "meeting_id", "meeting__title", "meeting__timezone", *forum)
    for pk, text, at, meeting, title, zone, *place in _rows(Proposal, where, *columns):
        on, url = at.astimezone(ZoneInfo(zone)).date(), f"/rapat/{meeting}/usulan/"
        yield entry(Kind.PROPOSAL, pk, url, text, title, Place(*place), on=on)


def _groups(where: Q) -> Iterator[SearchEntry]:
    """What groups told the plenary; those that have not yet are found by their session."""
    forum = [f"meeting__{name}" for name in FORUM]
    session = ("meeting_id", "meeting__title", "meeting__timezone")
    columns = ("pk", "name", "topic", "report", "presented_at", *session, *forum)
    told = where & ~Q(report="") & Q(presented_at__isnull=False)
    for pk, name, topic, report, at, meeting, title, zone, *place in _rows(Group, told, *columns):
        on, url = at.astimezone(ZoneInfo(zone)).date(), f"/rapat/{meeting}/kelompok/{pk}/"
        context = " · ".join(filter(None, [name, topic, title]))
        yield entry(Kind.GROUP, pk, url, report, context, Place(*place), on=on)


def _letters(where: Q) -> Iterator[SearchEntry]:
    """Letters that were issued, by number and subject: a draft is nobody's but the writer's."""
    forum = [f"meeting__{name}" for name in FORUM]
    columns = ("pk", "number", "subject", "written_on", "meeting_id", "meeting__title", *forum)
    issued = where & Q(issued_at__isnull=False)
    for pk, number, subject, on, meeting, title, *place in _rows(Letter, issued, *columns):
        name, url = f"{number}: {subject}", f"/rapat/{meeting}/surat/{pk}/surat.pdf"
        yield entry(Kind.LETTER, pk, url, name, title, Place(*place), on=on)


def _commitments(where: Q) -> Iterator[SearchEntry]:
    body, person = "owner_organisation", "owner_person"
    columns = (
        *("pk", "what", "made_on", "state", "source_label", "proof_asked", f"{body}__name"),
        *(f"{body}__short_name", f"{person}__title_before", f"{person}__name"),
        *(f"{person}__title_after", *FORUM, f"{body}_id", f"{body}__path"),
        *(f"{body}__region_path", f"{person}_id"),
    )
    for row in _rows(Commitment, where, *columns):
        pk, what, on, state, label, proof, name, short, before, who, after, *place = row
        owner = [short or name or "", written_person(before, who, after) if who else ""]
        context = " · ".join(filter(None, [*owner, label]))
        also = f"{name or ''} {proof}"
        forum, forum_path, below, body_id, body_path, body_below, person_id = place
        whose = Place(
            forum, forum_path, below, body_id, body_path or "", body_below or "", person_id
        )
        url = f"/komitmen/{pk}/"
        yield entry(Kind.COMMITMENT, pk, url, what, context, whose, on=on, state=state, also=also)


def _organisations(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "name", "short_name", "region__kind", "region__name", "valid_to")
    for pk, name, short, kind, region, ends in _rows(Organisation, where, *columns):
        url, context = f"/organisasi/{pk}/", written_region(kind, region)
        title = f"{name} ({short})" if short else name
        yield entry(Kind.ORGANISATION, pk, url, title, context, Place(), ends_on=ends)


def _people(where: Q) -> Iterator[SearchEntry]:
    """Names and offices. Telephone, e-mail and NIP are not for everybody who may search: they are not in here."""
    columns = ("pk", "title_before", "name", "title_after", "valid_to")
    rows = list(_rows(Person, where, *columns))
    offices: dict[UUID, list[str]] = {}
    held = Office.objects.filter(person__in=[row[0] for row in rows]) if where else Office.objects
    for person, title, body in held.order_by("valid_from", "id").values_list(
        "person_id", "title", "organisation__name"
    ):
        offices.setdefault(person, []).append(f"{title}, {body}")
    for pk, before, name, after, ends in rows:
        of = offices.get(pk, [])
        title, url = written_person(before, name, after), f"/orang/{pk}/"
        context, also = (of[-1] if of else ""), " ".join(of[:-1])
        yield entry(Kind.PERSON, pk, url, title, context, Place(), ends_on=ends, also=also)


def _rows(model: Any, where: Q, *columns: str) -> Iterator[tuple[Any, ...]]:
    found = model._default_manager.filter(where).order_by("pk").values_list(*columns)
    return iter(found.iterator(chunk_size=2000))


OF_KIND: dict[Kind, tuple[Any, Callable[[Q], Iterator[SearchEntry]]]] = {
    Kind.FORUM: (Forum, _forums),
    Kind.MEETING: (Meeting, _meetings),
    Kind.COMMITMENT: (Commitment, _commitments),
    Kind.DECISION: (Decision, _written(Decision, Kind.DECISION)),
    Kind.NOTE: (Note, _written(Note, Kind.NOTE)),
    Kind.PROBLEM: (Problem, _problems),
    Kind.PROPOSAL: (Proposal, _proposals),
    Kind.GROUP: (Group, _groups),
    Kind.LETTER: (Letter, _letters),
    Kind.ORGANISATION: (Organisation, _organisations),
    Kind.PERSON: (Person, _people),
}


def entries_of(kind: Kind, where: Q | None = None) -> Iterator[SearchEntry]:
    """The entries of the things of this kind that meet a condition; of all without one."""
    return OF_KIND[kind][1](where or Q())


def entries_by_key(kind: Kind, keys: Iterable[Any]) -> list[SearchEntry]:
    return list(entries_of(kind, Q(pk__in=list(keys))))


def keys_of(kind: Kind, where: Q) -> list[UUID]:
    model: Any = OF_KIND[kind][0]
    return list(model._default_manager.filter(where).order_by("pk").values_list("pk", flat=True))

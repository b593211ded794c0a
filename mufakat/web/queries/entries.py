"""The entries of search as they should be, made from the rows of the things they are of."""

from collections.abc import Callable, Iterable, Iterator
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
from mufakat.indicators.models import Instrument
from mufakat.learning.models import Review
from mufakat.meetings.models import Decision, Group, Letter, Meeting, Note, Problem, Proposal
from mufakat.programmes.models import Cohort, Programme
from mufakat.web.models import Kind, SearchEntry

from .entry import Place, entry, rows_of
from .learnt import cohorts, instruments, programmes, reviews

FORUM = ("forum_id", "forum__path", "forum__region_path")


def _forums(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "name", "region__kind", "region__name", "path", "region_path", "valid_to")
    for pk, name, kind, region, path, below, ends in rows_of(Forum, where, *columns):
        place = Place(pk, path, below)
        context = written_region(kind, region)
        yield entry(Kind.FORUM, pk, f"/forum/{pk}/", name, context, place, ends_on=ends)


def _meetings(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "title", "place", "starts_at", "timezone", "state", *FORUM)
    for pk, title, hall, at, zone, state, *forum in rows_of(Meeting, where, *columns):
        on = at.astimezone(ZoneInfo(zone)).date() if at else None
        url = f"/rapat/{pk}/"
        yield entry(Kind.MEETING, pk, url, title, hall, Place(*forum), on=on, state=state)


def _written(model: Any, kind: Kind) -> Callable[[Q], Iterator[SearchEntry]]:
    """Notes and decisions, which stand on the page of their session."""

    def found(where: Q) -> Iterator[SearchEntry]:
        forum = [f"meeting__{name}" for name in FORUM]
        session = [f"meeting__{name}" for name in ("title", "timezone")]
        columns = ("pk", "text", "at", "meeting_id", *session, "agenda_item__position", *forum)
        for pk, text, at, meeting, title, zone, step, *place in rows_of(model, where, *columns):
            on = at.astimezone(ZoneInfo(zone)).date()
            url = f"/rapat/{meeting}/#acara-{step}"
            yield entry(kind, pk, url, text, title, Place(*place), on=on)

    return found


def _problems(where: Q) -> Iterator[SearchEntry]:
    forum = [f"meeting__{name}" for name in FORUM]
    columns = ("pk", "text", "at", "meeting_id", "meeting__title", "meeting__timezone", *forum)
    for pk, text, at, meeting, title, zone, *place in rows_of(Problem, where, *columns):
        on, url = at.astimezone(ZoneInfo(zone)).date(), f"/rapat/{meeting}/masalah/{pk}/"
        yield entry(Kind.PROBLEM, pk, url, text, title, Place(*place), on=on)


def _proposals(where: Q) -> Iterator[SearchEntry]:
    forum = [f"meeting__{name}" for name in FORUM]
    columns = ("pk", "text", "at", "meeting_id", "meeting__title", "meeting__timezone", *forum)
    for pk, text, at, meeting, title, zone, *place in rows_of(Proposal, where, *columns):
        on, url = at.astimezone(ZoneInfo(zone)).date(), f"/rapat/{meeting}/usulan/"
        yield entry(Kind.PROPOSAL, pk, url, text, title, Place(*place), on=on)


def _groups(where: Q) -> Iterator[SearchEntry]:
    """What groups told the plenary; those that have not yet are found by their session."""
    forum = [f"meeting__{name}" for name in FORUM]
    session = ("meeting_id", "meeting__title", "meeting__timezone")
    columns = ("pk", "name", "topic", "report", "presented_at", *session, *forum)
    told = where & ~Q(report="") & Q(presented_at__isnull=False)
    for pk, name, topic, report, at, meeting, title, zone, *place in rows_of(Group, told, *columns):
        on, url = at.astimezone(ZoneInfo(zone)).date(), f"/rapat/{meeting}/kelompok/{pk}/"
        context = " · ".join(filter(None, [name, topic, title]))
        yield entry(Kind.GROUP, pk, url, report, context, Place(*place), on=on)


def _letters(where: Q) -> Iterator[SearchEntry]:
    """Letters that were issued, by number and subject: a draft is nobody's but the writer's."""
    forum = [f"meeting__{name}" for name in FORUM]
    columns = ("pk", "number", "subject", "written_on", "meeting_id", "meeting__title", *forum)
    issued = where & Q(issued_at__isnull=False)
    for pk, number, subject, on, meeting, title, *place in rows_of(Letter, issued, *columns):
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
    for row in rows_of(Commitment, where, *columns):
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
    for pk, name, short, kind, region, ends in rows_of(Organisation, where, *columns):
        url, context = f"/organisasi/{pk}/", written_region(kind, region)
        title = f"{name} ({short})" if short else name
        yield entry(Kind.ORGANISATION, pk, url, title, context, Place(), ends_on=ends)


def _people(where: Q) -> Iterator[SearchEntry]:
    """Names and offices. Telephone, e-mail and NIP are not for everybody who may search: they are not in here."""
    columns = ("pk", "title_before", "name", "title_after", "valid_to")
    rows = list(rows_of(Person, where, *columns))
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
    Kind.PROGRAMME: (Programme, programmes),
    Kind.COHORT: (Cohort, cohorts),
    Kind.INSTRUMENT: (Instrument, instruments),
    Kind.REVIEW: (Review, reviews),
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

"""What the registrar's desk shows: first the entries that wait, then the list."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.dates import clock as hour_of
from mufakat.core.errors import RuleBroken
from mufakat.directory.queries import sectors
from mufakat.meetings import queries, rules
from mufakat.meetings.models import CheckIn, Meeting, Participant, Reply

from .days import counted_by_day, days_in_words, hours_of_today
from .frame import under
from .live import live_in

ROWS = 40
GROUPS = 10  # on one page: what waits behind them comes when these are decided


class WaitingGroup(NamedTuple):
    """Entries that are of one person, and who on the list this may be."""

    entries: list[CheckIn]
    candidates: list[queries.Listed]

    @property
    def ids(self) -> str:
        return ",".join(str(entry.pk) for entry in self.entries)

    @property
    def first(self) -> CheckIn:
        return self.entries[0]

    @property
    def doubts(self) -> list[str]:
        marks = dict.fromkeys(mark for entry in self.entries for mark in entry.marks)
        return rules.in_words(list(marks))

    @property
    def office(self) -> str:
        entry = self.first
        return ", ".join(part for part in (entry.title, entry.organisation_name) if part)

    @property
    def signature(self) -> str:
        return next((rules.path_of(e.signature) for e in self.entries if e.signature), "")


class Row(NamedTuple):
    """Somebody on the list, with what is known of his coming in words."""

    person: queries.Listed
    told: str
    span: rules.Span | None  # since when he is here, today if the session lasts several days
    twin: queries.Listed | None = (
        None  # an invited one of like name who has not come: perhaps the same
    )
    seated: bool = False  # somebody who is here fills his seat

    @property
    def here(self) -> bool:
        return self.span is not None

    @property
    def represented(self) -> bool:
        """Nobody awaits him: another is here in his stead, or he answered that one comes."""
        return self.seated or self.person.answer == Reply.REPRESENTED


def desk_page(user: Any, meeting: Meeting, *, text: str, number: str | None) -> dict[str, Any]:
    live = live_in(meeting, user).mark  # before the rest is read
    people = queries.listed_in(meeting)
    waiting, instead = queries.waiting_checkins(meeting), queries.stood_in_for(people)
    found = queries.found_among(people, text, dict(sectors())) if text else people
    here = {p.id: hours_of_today(p, meeting, clock.now()) for p in found}
    found = sorted(
        found, key=lambda p: (bool(here[p.id]) or p.id in instead, rules.sorting_name(p.name))
    )
    rows = Paginator(found, ROWS).get_page(number)
    return {
        "meeting": meeting,
        "live": live,
        "text": text,
        "rows": rows,
        "listed": [
            Row(
                person,
                told_of(person, meeting, instead),
                here[person.id],
                _twin(person, people, instead),
                person.id in instead,
            )
            for person in rows
        ],
        "counts": {
            "listed": len(people),
            "present": sum(p.present for p in people),
            "waiting": queries.count_waiting_checkins(meeting) if waiting else 0,
        },
        "days": counted_by_day(meeting, people),
        "several": rules.several_days(meeting),
        "groups": waiting_groups(waiting, people)[:GROUPS],
        "closed": why_closed(meeting, clock.now()),
        **under(meeting, _("Registrar's desk")),
    }


def why_closed(meeting: Meeting, at: datetime) -> str:
    """Why nobody is written down at the desk now; empty when the desk is open."""
    starts, ends, zone = meeting.starts_at, meeting.ends_at, meeting.timezone
    try:
        rules.can_register(meeting.state, is_its_day=rules.is_its_day(at, starts, ends, zone))
    except RuleBroken as broken:
        return str(broken.message)
    return ""


def waiting_groups(
    waiting: Sequence[CheckIn], people: Sequence[queries.Listed]
) -> list[WaitingGroup]:
    """The waiting entries, those of one person together, each with those on the list who are like it."""
    chosen = {entry.pk: entry.participant_id for entry in waiting}
    by_id = {entry.pk: entry for entry in waiting}
    known = [person.known for person in people]
    listed = {person.id: person for person in people}
    found: list[WaitingGroup] = []
    for group in rules.grouped([queries.known_of(e) for e in waiting]):
        entries = [by_id[one.id] for one in group]
        ids = dict.fromkeys(chosen[e.pk] for e in entries if chosen[e.pk])
        if len(found) < GROUPS:
            apart = {e.represented_id for e in entries}
            like = (one.id for entry in group for one in rules.alike(entry, known))
            ids |= dict.fromkeys(one for one in like if one not in apart)
        found.append(WaitingGroup(entries, [listed[pk] for pk in ids if pk in listed]))
    return found


def _twin(
    person: queries.Listed, people: Sequence[queries.Listed], instead: Mapping[Any, str]
) -> queries.Listed | None:
    """Who came uninvited under a name like that of one who is awaited may be he, written down twice."""
    if person.invited or not person.present or person.represented:
        return None
    awaited = [p for p in people if p.invited and not p.present and p.id not in instead]
    like = rules.alike(person.known, [p.known for p in awaited])
    return next((p for p in awaited if like and p.id == like[0].id), None)


def told_of(person: queries.Listed, meeting: Meeting, instead: Mapping[Any, str]) -> str:
    """How he came; if he did not, who came in his stead, or what he had answered."""
    if not person.present and person.id in instead:
        return _("represented by %(name)s") % {"name": instead[person.id]}
    if not person.present:
        return answered_in_words(person.answer, person.coming_instead)
    return how_he_came(person, meeting)


def answered_in_words(answer: str, instead: str) -> str:
    """What an invited one had answered; empty if nothing."""
    answers = {
        "represented": _("is represented by %(name)s") % {"name": instead},
        "unable": _("is unable to come"),
        "coming": _("said that he is coming"),
    }
    return answers.get(answer, "")


def how_he_came(person: queries.Listed | Participant, meeting: Meeting) -> str:
    """Since when he is here, whether he came late, when he left; of several days, each."""
    if days := days_in_words(person, meeting):
        return days
    zone, told = meeting.timezone, _("present")
    if person.arrived_at:
        told = _("came %(hour)s") % {"hour": hour_of(person.arrived_at, zone)}
        if rules.is_late(person.arrived_at, meeting.starts_at, zone):
            told += ", " + _("late")
    if person.left_at:
        told += ", " + _("left %(hour)s") % {"hour": hour_of(person.left_at, zone)}
    return told


def chosen_entries(meeting: Meeting, asked: Sequence[str], *, everybody: bool) -> list[CheckIn]:
    """The waiting entries that are meant: by their ids (those of one person joined by commas), or all of them."""
    waiting = queries.waiting_checkins(meeting)
    ids = {each for one in asked for each in one.split(",")}
    return [entry for entry in waiting if everybody or str(entry.pk) in ids]


def settle_page(meeting: Meeting, chosen: Sequence[CheckIn]) -> dict[str, Any]:
    people = rules.grouped([queries.known_of(e) for e in chosen])
    title = ngettext("%(n)s person at once", "%(n)s people at once", len(people))
    return {
        "desk": f"{meeting.get_absolute_url()}pendaftaran/",
        "told": [entry_in_words(entry, meeting) for entry in chosen],
        "chosen": [str(entry.pk) for entry in chosen],
        **under(meeting, title % {"n": len(people)}),
    }


def choices_of(meeting: Meeting) -> list[tuple[str, str]]:
    """Everybody on the list, to choose whose entry it is."""
    people = sorted(queries.listed_in(meeting), key=lambda p: rules.sorting_name(p.name))
    return [(str(p.id), ", ".join(part for part in (p.name, p.office) if part)) for p in people]


def entry_in_words(entry: CheckIn, meeting: Meeting) -> str:
    """Who says that he is here, since when, and why it is doubtful."""
    who = ", ".join(p for p in (entry.name, entry.title, entry.organisation_name) if p)
    hour = hour_of(entry.at, meeting.timezone)
    doubts = "; ".join(rules.in_words(entry.marks))
    return f"{who} ({hour}). {doubts}".strip()

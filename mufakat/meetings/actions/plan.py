"""Plan the year and its sessions."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from mufakat.commitments import actions as promises
from mufakat.core import clock
from mufakat.core.periods import ROMAN
from mufakat.directory.models import Forum, Organisation, Region
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    AgendaItem,
    Cycle,
    InputAnswer,
    Meeting,
)

from .invite import move_links
from .lock import lock, lock_forum
from .released import release_inputs


def record_cycle(
    act: OpenAct,
    *,
    forum: Forum,
    year: int,
    hosts: Iterable[Organisation] = (),
    funding_source: str = "",
    year_confirmed: bool = False,
    sheet_of: str = "",
) -> Cycle:
    """Plan the year of a forum: four tribulan sessions, the first (LM-T1) unlike the routine ones (LM-TR).
    They begin with the chair and the note-taker of the forum, where it knows them.

    Of a year that is planned already, the tribulan whose session was cancelled are planned anew. `year_confirmed`:
    it is meant although it is past or far ahead. `sheet_of`: whose run sheets (see `queries.protocol_for`).
    """
    rules.year_is_plausible(year)
    rules.meets_by_tribulan(queries.meets_by_tribulan(forum.kind))
    lock_forum(forum)
    rules.forum_meets(queries.last_day_of(forum))
    cycle = forum.cycles.filter(year=year).first()
    standing = Meeting.objects.filter(cycle=cycle).exclude(state="cancelled") if cycle else ()
    free = rules.cycle_has_room([m.tribulan for m in standing if m.tribulan], year)
    this_year = act.at.astimezone(ZoneInfo(forum.region.timezone)).year
    rules.year_is_near(year, this_year, year_confirmed)
    officers = queries.officers_of(forum, clock.today())
    words = {"form": "again", "tribulan": ", ".join(ROMAN[n - 1] for n in free)} if cycle else {}
    cycle = cycle or Cycle.objects.create(forum=forum, year=year)
    hosts = list(hosts)
    for number in free:
        meeting = _new_meeting(
            forum,
            kind="LM-T1" if number == 1 else "LM-TR",
            title=f"Lokakarya mini tribulanan {ROMAN[number - 1]} {year}, {forum.region}",
            cycle=cycle,
            tribulan=number,
            hosts=hosts,
            sheet_of=sheet_of,
            funding_source=funding_source,
            **officers,
        )
        meeting.hosts.set(hosts)
    act.note("cycle.recorded", cycle, about=[forum], year=year, forum=str(forum), **words)
    return cycle


def record_meeting(
    act: OpenAct,
    *,
    forum: Forum,
    kind: str,
    title: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    place: str = "",
    region: Region | None = None,
    hosts: Iterable[Organisation] = (),
    funding_source: str = "",
    chair: str = "",
    notulis: str = "",
    sheet_of: str = "",
) -> Meeting:
    """Plan one session outside a cycle: a rakor, an FGD, a workshop of several days. `sheet_of`: whose run sheet (see
    `queries.protocol_for`)."""
    rules.village_speaks_at_home(kind, forum.region.level)
    where = region or forum.region
    starts_at, ends_at = (_in_zone(t, where.timezone) for t in (starts_at, ends_at))
    rules.schedule(starts_at, ends_at, None, None)
    lock_forum(forum)
    rules.forum_meets(queries.last_day_of(forum))
    hosts = list(hosts)
    meeting = _new_meeting(
        forum,
        kind=kind,
        hosts=hosts,
        sheet_of=sheet_of,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        region=where,
        funding_source=funding_source,
        chair=chair,
        notulis=notulis,
    )
    meeting.hosts.set(hosts)
    act.note("meeting.recorded", meeting, about=[forum, where], title=title, kind=kind)
    return meeting


def _day(moment: datetime | None, zone: str) -> date | None:
    return moment.astimezone(ZoneInfo(zone)).date() if moment else None


def _in_zone(moment: datetime | None, zone: str) -> datetime | None:
    """A time as it was typed is a time of the place."""
    if moment is None or timezone.is_aware(moment):
        return moment
    return moment.replace(tzinfo=ZoneInfo(zone))


def _new_meeting(
    forum: Forum, *, kind: str, hosts: Iterable[Organisation], sheet_of: str, **fields: Any
) -> Meeting:
    run_sheet, own = queries.protocol_for(forum, kind, hosts, sheet_of)
    urban = own is None and queries.is_urban(forum.region)
    said = rules.said_in_town if urban else str
    region = fields.pop("region", None) or forum.region
    meeting = Meeting.objects.create(
        forum=forum,
        kind=kind,
        protocol_version=run_sheet["version"],
        protocol=own,
        region=region,
        timezone=region.timezone,
        **fields,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            key=step["key"],
            phase=step["phase"],
            role=step["role"],
            title=said(step["title_id"]),
            hint=said(step.get("hint_id", "")),
            minutes=step.get("minutes"),
        )
        for position, step in enumerate(run_sheet["step"], start=1)
    )
    return meeting


def change_meeting(
    act: OpenAct,
    meeting: Meeting,
    *,
    base: int | None = None,
    hosts: Collection[Organisation] | None = None,
    **fields: Any,
) -> Meeting:
    """Change the plan: day, hours, place, hosts, chair, note-taker, funds. Hosts that two people tick add up."""
    lock(meeting)
    rules.can_change(meeting.state)
    zone = fields["region"].timezone if fields.get("region") else meeting.timezone
    for name in ("starts_at", "ends_at"):
        if name in fields:
            fields[name] = _in_zone(fields[name], zone)
    starts_at = fields.get("starts_at", meeting.starts_at)
    starts_on = _day(starts_at, zone)
    rules.schedule(
        starts_at,
        fields.get("ends_at", meeting.ends_at),
        starts_on,
        (meeting.cycle.year, meeting.tribulan) if meeting.cycle and meeting.tribulan else None,
    )
    if starts_on != meeting.starts_on:
        rules.forum_meets(queries.last_day_of(meeting.forum))
        rules.keeps_its_day(meeting.state, starts_on, act.at.astimezone(ZoneInfo(zone)).date())
    if "region" in fields:
        fields["timezone"] = zone
    told = {"title": fields.get("title", meeting.title)}
    before = meeting.starts_at, meeting.starts_on
    act.change(
        meeting,
        "meeting.changed",
        base=base,
        about=[meeting.forum],
        told=told,
        sets={} if hosts is None else {"hosts": hosts},
        **fields,
    )
    at, on = now = meeting.starts_at, meeting.starts_on
    if at and on and now != before:
        promises.move_session(act, session=meeting, on=on, at=at)
        move_links(act, meeting)
    return meeting


def cancel_meeting(act: OpenAct, meeting: Meeting, *, reason: str) -> Meeting:
    """The session does not take place: its promises wait for the next one."""
    lock(meeting)
    rules.can_cancel(meeting.state, meeting.edition, queries.promises_touched_by(meeting))
    told = {"title": meeting.title, "reason": reason}
    release_inputs(act, InputAnswer.objects.filter(meeting=meeting))
    act.change(
        meeting, "meeting.cancelled", base=None, about=[meeting.forum], told=told, state="cancelled"
    )
    return meeting


def open_meeting(act: OpenAct, meeting: Meeting) -> Meeting:
    lock(meeting)
    rules.can_open(meeting.state, meeting.starts_on, act.at.astimezone(meeting.zone).date())
    rules.forum_meets(queries.last_day_of(meeting.forum))
    told = {"title": meeting.title}
    act.change(meeting, "meeting.opened", base=None, about=[meeting.forum], told=told, state="open")
    return meeting


def record_agenda(
    act: OpenAct,
    meeting: Meeting,
    *,
    title: str,
    phase: str = "process",
    minutes: int | None = None,
) -> AgendaItem:
    """Add a step of one's own to the run sheet, at the end of its phase's list."""
    lock(meeting)
    rules.can_change(meeting.state)
    last = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=last + 1,
        key=f"own-{last + 1}",
        phase=phase,
        title=title,
        minutes=minutes,
    )
    act.note("agenda.recorded", item, about=[meeting], item=title)
    return item

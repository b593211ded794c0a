"""What the page of a session shows: the run sheet with all that belongs under it, and the one next step."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.commitments.queries import funding_title
from mufakat.core import clock
from mufakat.core.dates import span_of
from mufakat.journal.queries import last_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from . import rows
from .became import became_page
from .days import days_of_session
from .frame import crumbs_of, rights
from .live import LIVE, Seen, mark_of
from .next_step import next_step
from .order import first_to_ratify
from .protocols import planned_by
from .timing import pace_of
from .tools import Tool, with_tools

PLACES = {
    "attendance": "#hadir",
    "report_card": "#rapor",
    "commitments": "#komitmen",
    "ratification": "#pengesahan",
}


class Step(NamedTuple):
    """A step of the run sheet: its place on the page, what was written under it, and how far it is."""

    id: Any
    position: int
    phase: str
    role: str
    label: str
    hint: str = ""
    minutes: int | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    entries: Sequence[rows.Said] = ()
    note: str = ""
    state: str = "todo"
    new_phase: str = ""
    used: int | None = None
    tools: Sequence[Tool] = ()

    @property
    def url(self) -> str:
        return PLACES.get(self.role, f"#acara-{self.position}")


class Session(NamedTuple):
    """What a session holds, live or frozen."""

    facts: list[tuple[str, str]]
    sectors: list[rows.Sector]
    card: list[rows.CardRow]
    below: Sequence[Any]  # what came from the forums below
    verdicts: dict[str, int]
    made: list[rows.MadeRow]
    total_idr: int
    steps: list[Step]
    met: rules.Turnout

    @property
    def counts(self) -> dict[str, int]:
        return {
            "invited": sum(row.invited for row in self.sectors),
            "present": sum(row.present for row in self.sectors),
            "came": self.met.came,
            "made": len(self.made),
            "carried_in": len(self.card),
            "kept": self.verdicts["kept"],
            "waiting": self.verdicts["waiting"],
            "below": sum(
                not row.decision for row in self.below if isinstance(row, queries.FromBelow)
            ),
        }


def meeting_page(user: Any, meeting: Meeting, *, on: date) -> dict[str, Any]:
    may = rights(user, meeting.forum)
    # Asked before the rest is read: what is written meanwhile counts as not seen by who ratifies, and is asked for.
    work = queries.work_of(meeting, user)
    told = work.seen["meeting"], work.seen["user"]
    seen = mark_of(meeting.pk, user, *told) if meeting.state in LIVE else Seen()
    minutes = queries.last_minutes(meeting) if meeting.is_ratified else None
    session = frozen(minutes) if minutes else live(meeting, on, work.hosts)
    counts = session.counts | work.counts
    now = clock.now()
    timing = queries.timing_of(meeting, [step[:9] for step in session.steps], now)
    return {
        "title": meeting.title,
        "live": seen.mark,
        "crumbs": crumbs_of(meeting.forum),
        "meeting": meeting,
        "here": meeting.get_absolute_url(),
        "may": may,
        "writes": meeting.state in ("open", "ratified"),
        "session": session,
        "sheet": planned_by(meeting),
        "checkins_waiting": _waiting(meeting, counts) if may["attendance_record"] else 0,
        "finding": finding(counts),
        "turnout": turnout(session.met),
        "turnout_by_day": days_of_session(meeting, minutes),
        "counts": counts,
        "filed": work.filed,
        "reopened": queries.last_reopening(meeting),
        "editions": _editions(meeting),
        "following": queries.next_meeting(meeting) if meeting.is_ratified else None,
        "cancelled": _cancelled(meeting),
        "steps": _progress(meeting, with_tools(meeting, session.steps, counts), counts),
        "pace": pace_of(meeting, timing),
        "running": timing.current.id if timing and timing.current else None,
        "keeps_time": timing is not None and may["meeting_open"],
        "became": became_page(user, meeting),
        "gaps": queries.gaps(meeting) if meeting.state == "open" else [],
        "first": first_to_ratify(meeting),
        "addendum": queries.late_entries(meeting) if meeting.edition else [],
        **next_step(meeting, may, counts, seen.last, on),
    }


def _waiting(meeting: Meeting, counts: dict[str, int]) -> int:
    """Entries at the door that wait for the registrar; none once nobody can come any more."""
    return 0 if meeting.state == "cancelled" else counts["checkin"]


def _editions(meeting: Meeting) -> list[tuple[Any, ...]]:
    """Number, instant and name of each ratification, the last first, once the page tells of more than one."""
    if meeting.edition < 2 and meeting.state != "open":
        return []
    found = meeting.minutes.order_by("-edition") if meeting.edition else meeting.minutes.none()
    return list(found.values_list("edition", "ratified_at", "ratified_by"))


def _cancelled(meeting: Meeting) -> dict[str, Any] | None:
    """Who cancelled the session, when and why, and which session was planned in its stead."""
    if meeting.state != "cancelled":
        return None
    event = last_of(meeting, "meeting.cancelled")
    same = {"cycle": meeting.cycle_id, "tribulan": meeting.tribulan}
    planned = Meeting.objects.filter(**same).exclude(state="cancelled") if meeting.cycle_id else ()
    return {"event": event, "instead": next(iter(planned), None)}


def live(meeting: Meeting, on: date, hosts: Sequence[str]) -> Session:
    """A session as the tables have it now."""
    zone, here = meeting.timezone, meeting.get_absolute_url()
    card = queries.report_card(meeting, on)
    made = queries.made_in(meeting)
    above = queries.stands_above(line.commitment.id for line in card.lines)
    under: dict[Any, list[rows.Said]] = defaultdict(list)
    for entry in queries.entries_of(meeting):
        if not entry.late_at:
            under[entry.agenda_item_id].append(rows.said(entry, zone, here))
    sectors = rows.sectors(queries.attendance_figures(meeting))
    return Session(
        facts=_facts(meeting, ", ".join(hosts)),
        sectors=sectors,
        met=rules.Turnout(
            *(sum(getattr(row, name) for row in sectors) for name in rules.Turnout._fields)
        ),
        card=[
            rows.card_row(line, zone, here)._replace(above=above.get(line.commitment.id, ""))
            for line in card.lines
        ],
        below=queries.from_below(meeting),
        verdicts=card.counts,
        made=[rows.made_row(row, here) for row in made],
        total_idr=sum(row.commitment.amount_idr or 0 for row in made),
        steps=[Step(*row)._replace(entries=under[row[0]]) for row in queries.agenda_of(meeting)],
    )


def _facts(meeting: Meeting, hosts: str) -> list[tuple[str, str]]:
    start, end = meeting.starts_at, meeting.ends_at
    source = meeting.funding_source
    return _told(
        day=span_of(start, end, meeting.timezone) if start else _("no date yet"),
        place=meeting.place,
        hosts=hosts,
        chair=meeting.chair,
        notulis=meeting.notulis,
        funding=funding_title(source) if source else "",
    )


def _told(**facts: str) -> list[tuple[str, str]]:
    """The facts in one order, whether the session is shown live or from its frozen minutes."""
    labels = {
        "day": _("Day"),
        "place": _("Place"),
        "hosts": _("Hosts"),
        "chair": _("Chaired by"),
        "notulis": _("Note-taker"),
        "funding": _("Paid by"),
    }
    return [(label, told) for name, label in labels.items() if (told := facts.get(name))]


def frozen(snapshot: rows.Frozen) -> Session:
    """A session as its ratified minutes have it."""
    zone, card = snapshot["timezone"], snapshot["report_card"]
    start, end = (rows.instant(snapshot[name]) for name in ("starts_at", "ends_at"))
    made = snapshot["commitments"]
    return Session(
        facts=_told(
            day=span_of(start, end, zone) if start else "",
            hosts=", ".join(snapshot["hosts"]),
            **{name: snapshot[name] for name in ("place", "chair", "notulis", "funding")},
        ),
        sectors=rows.frozen_sectors(snapshot),
        met=rows.frozen_turnout(snapshot),
        card=[rows.frozen_card_row(line, zone) for line in card["lines"]],
        below=snapshot.get("from_below", []),
        verdicts=card["counts"],
        made=[rows.frozen_made_row(promise) for promise in made],
        total_idr=sum(promise["amount_idr"] or 0 for promise in made),
        steps=[
            Step(
                id=step.get("id", ""),
                position=step["position"],
                phase=step["phase"],
                role=step["role"],
                label=step["title"],
                minutes=step.get("minutes"),
                begun_at=rows.instant(step.get("begun_at", "")),
                ended_at=rows.instant(step.get("ended_at", "")),
                entries=rows.frozen_said(step, zone),
            )
            for step in snapshot["agenda"]
        ],
    )


def turnout(met: rules.Turnout) -> str:
    """The title of the attendance; empty while nobody is on the list."""
    if not met.came and not met.uninvited:
        return _("%(invited)s invited") % met._asdict() if met.invited else ""
    return rows.turnout_words(met)


def finding(counts: dict[str, int]) -> str:
    """The title of the report card states what it shows."""
    n, waiting = counts["carried_in"], counts["waiting"]
    if not n:
        return _("No promise was carried into this session")
    if waiting == n:
        told = ngettext(
            "%(n)d promise waits for its verdict", "%(n)d promises wait for their verdict", n
        )
    elif waiting:
        told = _("%(kept)d of %(n)d promises kept so far, %(waiting)d not decided yet")
    else:
        told = ngettext(
            "%(kept)d of %(n)d promise was kept", "%(kept)d of %(n)d promises were kept", n
        )
    return told % {"kept": counts["kept"], "n": n, "waiting": waiting}


def _progress(meeting: Meeting, steps: list[Step], counts: dict[str, int]) -> list[Step]:
    """How far each step is: done, the one to do now, or still to come."""
    told: list[Step] = []
    timed = any(step.begun_at and not step.ended_at for step in steps)
    now_given, phase = meeting.state != "open" or timed, ""
    for step in steps:
        note, done = _progress_of(meeting, step, counts)
        state = "done" if done or step.ended_at else "todo"
        if not done and not now_given:
            state, now_given = "now", True
        if meeting.state == "open" and step.begun_at and not step.ended_at:
            state = "now"
        new = step.phase if step.phase != phase else ""
        used = _used(step)
        told.append(step._replace(note=note, state=state, new_phase=new, used=used))
        phase = step.phase
    return told


def _used(step: Step) -> int | None:
    """How many minutes a step took; nothing while it runs, or when nobody looked at the clock."""
    if step.begun_at is None or step.ended_at is None:
        return None
    return rules.minutes_between(step.begun_at, step.ended_at)


def _progress_of(meeting: Meeting, step: Step, counts: dict[str, int]) -> tuple[str, bool]:
    """A few words on how far a step is, and whether it is done."""
    if step.role == "attendance":
        words = _("%(came)d of %(invited)d invited") % counts
        return (words if counts["invited"] or counts["present"] else "", counts["present"] > 0)
    if step.role == "report_card":
        n, waiting = counts["carried_in"], counts["waiting"]
        words = _("%(decided)d of %(n)d decided") % {"decided": n - waiting, "n": n}
        return (words if n else "", meeting.state != "planned" and not waiting)
    if step.role == "commitments":
        n = counts["made"]
        return (ngettext("%(n)d promise", "%(n)d promises", n) % {"n": n} if n else "", n > 0)
    if step.role == "ratification":
        return ("", meeting.is_ratified)
    n = len(step.entries)
    return (ngettext("%(n)d note", "%(n)d notes", n) % {"n": n} if n else "", n > 0)

"""What the page of a forum and the page of a session show, gathered in few queries."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mufakat.commitments import queries as promises
from mufakat.core.dates import short_date
from mufakat.core.periods import ROMAN, Tribulan
from mufakat.directory.access import can
from mufakat.directory.models import Forum
from mufakat.directory.queries import breadcrumbs, sector_title

from . import queries, rules
from .models import AgendaItem, Meeting

WRITING = (
    "meeting.plan",
    "meeting.change",
    "meeting.open",
    "meeting.ratify",
    "meeting.reopen",
    "attendance.record",
    "note.record",
    "decision.record",
    "commitment.record",
    "commitment.change",
    "verdict.give",
    "forum.record",
    "rollup.see",
    "meeting.see",
)


def rights(user: Any, forum: Forum) -> dict[str, bool]:
    """What the user may do here, by verb with an underline, as templates ask."""
    return {verb.replace(".", "_"): can(user, verb, forum) for verb in WRITING}


def crumbs_of(forum: Forum) -> list[dict[str, str]]:
    return [*breadcrumbs(forum.region), {"label": str(forum), "url": forum.get_absolute_url()}]


def meeting_page(user: Any, meeting: Meeting, *, on: date) -> dict[str, Any]:
    may = rights(user, meeting.forum)
    card = queries.report_card(meeting, on)
    sectors = queries.attendance_figures(meeting)
    made = queries.made_in(meeting)
    entries = queries.entries_of(meeting)
    agenda = list(meeting.agenda.all())
    hosts = list(meeting.hosts.all())
    counts = {
        "invited": sum(row[1] for row in sectors),
        "present": sum(row[2] for row in sectors),
        "made": len(made),
        "entries": len(entries),
    }
    steps = _steps(meeting, agenda, entries, card, counts)
    return {
        "title": meeting.title,
        "crumbs": crumbs_of(meeting.forum),
        "meeting": meeting,
        "here": meeting.get_absolute_url(),
        "hosts": hosts,
        "may": may,
        "writes": meeting.state in ("open", "ratified"),
        "card": card,
        "finding": finding(card),
        "sectors": [(sector_title(s), invited, present) for s, invited, present in sectors],
        "counts": counts,
        "made": made,
        "total_idr": sum(r.commitment.amount_idr or 0 for r in made),
        "steps": steps,
        "addendum": queries.late_entries(meeting, entries, made) if meeting.edition else [],
        "funding": promises.funding_title(meeting.funding_source) if meeting.funding_source else "",
        **_main_action(meeting, may, card, counts),
    }


def finding(card: queries.ReportCard) -> str:
    """The title of the report card states what it shows."""
    if not card.carried_in:
        return _("No promise was carried into this session")
    words = {"kept": card.kept, "n": card.carried_in, "waiting": card.waiting}
    if card.waiting == card.carried_in:
        told = ngettext(
            "%(n)d promise waits for its verdict",
            "%(n)d promises wait for their verdict",
            card.carried_in,
        )
    elif card.waiting:
        told = _("%(kept)d of %(n)d promises kept so far, %(waiting)d not decided yet")
    else:
        told = ngettext(
            "%(kept)d of %(n)d promise was kept",
            "%(kept)d of %(n)d promises were kept",
            card.carried_in,
        )
    return told % words


def _steps(
    meeting: Meeting,
    agenda: list[AgendaItem],
    entries: list[queries.Entry],
    card: queries.ReportCard,
    counts: dict[str, int],
) -> list[dict[str, Any]]:
    """The run sheet: each step with its place on the page, what was written under it, and how far it is."""
    under: dict[Any, list[queries.Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.late_at:
            under[entry.agenda_item_id].append(entry)
    anchors = {
        "attendance": "#hadir",
        "report_card": "#rapor",
        "commitments": "#komitmen",
        "ratification": "#pengesahan",
    }
    steps: list[dict[str, Any]] = []
    now_given = meeting.state != "open"
    phase = ""
    for item in agenda:
        mine = under[item.pk]
        note, done = _progress_of(meeting, item, mine, card, counts)
        state = "done" if done else "todo"
        if not done and not now_given:
            state, now_given = "now", True
        steps.append(
            {
                "item": item,
                "label": item.title,
                "url": anchors.get(item.role, f"#acara-{item.position}"),
                "note": note,
                "state": state,
                "entries": mine,
                "new_phase": item.phase if item.phase != phase else "",
            }
        )
        phase = item.phase
    return steps


def _progress_of(
    meeting: Meeting,
    item: AgendaItem,
    mine: list[queries.Entry],
    card: queries.ReportCard,
    counts: dict[str, int],
) -> tuple[str, bool]:
    """A few words on how far a step is, and whether it is done."""
    if item.role == "attendance":
        words = _("%(present)d of %(invited)d invited") % counts
        return (words if counts["invited"] or counts["present"] else "", counts["present"] > 0)
    if item.role == "report_card":
        decided = card.carried_in - card.waiting
        words = _("%(decided)d of %(n)d decided") % {"decided": decided, "n": card.carried_in}
        return (words if card.carried_in else "", meeting.state != "planned" and not card.waiting)
    if item.role == "commitments":
        n = counts["made"]
        return (ngettext("%(n)d promise", "%(n)d promises", n) % {"n": n} if n else "", n > 0)
    if item.role == "ratification":
        return ("", meeting.is_ratified)
    n = len(mine)
    return (ngettext("%(n)d note", "%(n)d notes", n) % {"n": n} if n else "", n > 0)


def _main_action(
    meeting: Meeting, may: dict[str, bool], card: queries.ReportCard, counts: dict[str, int]
) -> dict[str, Any]:
    """The one next step, and why it cannot be taken yet."""
    here = meeting.get_absolute_url()
    if meeting.is_ratified:
        return {"action_label": _("Minutes (PDF)"), "action_url": f"{here}notulen.pdf"}
    if meeting.state == "planned" and meeting.starts_at is None and may["meeting_change"]:
        return {"action_label": _("Set day and place"), "action_url": f"{here}ubah/"}
    if meeting.state == "planned" and may["meeting_open"]:
        return {"action_label": _("Open the session"), "action_form": "open-meeting"}
    if meeting.state != "open":
        return {}
    reasons = rules.obstacles_to_ratify(
        state=meeting.state,
        waiting=card.waiting,
        present=counts["present"],
        earlier=queries.earlier_unratified(meeting),
    )
    if not may["meeting_ratify"]:
        reasons.append(_("The chair ratifies."))
    return {
        "action_label": _("Ratify the minutes"),
        "action_url": f"{here}sahkan/",
        "blocked": " ".join(reasons),
    }


def forum_page(user: Any, forum: Forum, *, year: int | None, on: date) -> dict[str, Any]:
    """A forum in the year asked for, else in this year if it is planned, else in the newest that is."""
    may = rights(user, forum)
    years = queries.years_of(forum)
    year = year or (on.year if on.year in years or not years else years[0])
    meetings = queries.calendar_of(forum, year) if may["meeting_see"] else []
    figures = queries.figures_of(meetings)
    by_sector, _tribulan, total = (
        promises.rates_of_year("forum", str(forum.pk), year)
        if may["rollup_see"]
        else ({}, {}, promises.Rate())
    )
    by_year = promises.rate_by_year("forum", str(forum.pk)) if may["rollup_see"] else {}
    still_open = promises.open_of(forum) if may["meeting_see"] else forum.commitments.none()
    rows = [(m, figures[m.pk]) for m in meetings]
    return {
        "title": str(forum),
        "crumbs": crumbs_of(forum),
        "forum": forum,
        "may": may,
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "on": on,
        "boxes": [_box(meetings, year, n, on) for n in (1, 2, 3, 4)],
        "planned": any(m.cycle_id for m in meetings),
        "rows": rows,
        "total": total,
        "bars": _bars(forum, by_sector, year),
        "trend": _trend(rows, by_year, year),
        "still_open": list(still_open[:10]),
        "open_count": still_open.count(),
    }


def _box(meetings: list[Meeting], year: int, number: int, on: date) -> dict[str, Any]:
    """One tribulan of the year's strip."""
    period = Tribulan(year, number)
    found = next((m for m in meetings if m.tribulan == number and m.cycle_id), None)
    box: dict[str, Any] = {
        "label": f"Tribulan {ROMAN[number - 1]}",
        "months": _months(period),
        "current": on in period,
    }
    if found:
        box |= {
            "url": found.get_absolute_url(),
            "state": found.state,
            "state_text": found.get_state_display(),
        }
        if found.starts_on:
            box["date"] = short_date(found.starts_on)
    return box


def _months(period: Tribulan) -> str:
    return f"{date_format(period.first_day, 'F')}–{date_format(period.last_day, 'F')}"


def _bars(forum: Forum, by_sector: dict[str, promises.Rate], year: int) -> list[dict[str, Any]]:
    """Kept-rate by sector, most verdicts first; every bar opens its rows."""
    found = [(s, r) for s, r in by_sector.items() if r.judged]
    return [
        {
            "label": sector_title(sector),
            "num": rate.kept,
            "den": rate.judged,
            "url": f"/komitmen/putusan/?forum={forum.pk}&sektor={sector}&tahun={year}",
        }
        for sector, rate in sorted(found, key=lambda row: (-row[1].judged, row[0]))
    ]


def _trend(
    rows: list[tuple[Meeting, dict[str, int]]], by_year: dict[int, promises.Rate], year: int
) -> list[dict[str, Any]]:
    """The sessions of this year, after the years before it."""
    before = [
        {"label": str(y), "num": r.kept, "den": r.judged}
        for y, r in sorted(by_year.items())
        if y < year and r.judged
    ]
    now = [
        {
            "label": f"{ROMAN[(m.tribulan or 1) - 1]} {year}",
            "num": f["kept"],
            "den": f["carried_in"],
            "url": f"/komitmen/putusan/?rapat={m.pk}",
        }
        for m, f in rows
        if m.tribulan and f["carried_in"]
    ]
    return [*before[-4:], *now]

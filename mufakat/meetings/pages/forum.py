"""What the page of a forum shows: its year, what is open, what was kept."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mufakat.commitments import queries as promises
from mufakat.commitments.rules import VERDICTS
from mufakat.core.dates import short_date
from mufakat.core.periods import ROMAN, Tribulan
from mufakat.directory.models import Forum
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, MeetingState

from .became import became_briefly
from .frame import crumbs_of, rights
from .table_above import planning


def forum_page(user: Any, forum: Forum, *, year: int | None, on: date) -> dict[str, Any]:
    """A forum in the year asked for, else in this year if it is planned, else in the newest that is."""
    may = rights(user, forum)
    may["meeting_plan"] &= forum.valid_to is None or forum.valid_to >= on
    years = queries.years_of(forum)
    year = year or (on.year if on.year in years or not years else years[0])
    meetings = queries.calendar_of(forum, year) if may["meeting_see"] else []
    figures = queries.figures_of(meetings)
    by_year = promises.rate_by_year("forum", str(forum.pk)) if may["rollup_see"] else {}
    by_sector, _tribulan, total = (
        promises.rates_of_year("forum", str(forum.pk), year)
        if year in by_year
        else ({}, {}, promises.Rate())
    )
    still_open = promises.open_of(forum) if may["meeting_see"] else []
    below: Any = queries.lies_before(forum) if may["meeting_see"] else ([], [])
    rows = [(m, figures[m.pk]) for m in meetings]
    quarterly = queries.meets_by_tribulan(forum.kind)
    can_plan_next = quarterly and may["meeting_plan"] and on.year + 1 not in {*years, year}
    return {
        "title": str(forum),
        "crumbs": crumbs_of(forum),
        "forum": forum,
        "may": may,
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "on": on,
        "step": _next_step(meetings, may, on),
        "boxes": [_box(meetings, year, n, on) for n in (1, 2, 3, 4)],
        "quarterly": quarterly,
        "planned": any(m.cycle_id for m in meetings),
        "next_year": on.year + 1 if can_plan_next else None,
        "replan": quarterly and any(_is_free(meetings, n) for n in (1, 2, 3, 4)),
        "rows": rows,
        "held": rules.HELD,
        "states": dict(MeetingState.choices),
        "total": total,
        "bars": _bars(forum, by_sector, year),
        "trend": _trend(forum, rows, by_year, year),
        "waits_here": below[0],
        "plan": planning(user, forum, named=False)
        if below[0] and not below[0][-1].coming
        else None,
        "answered_here": below[1],
        "brought": became_briefly(user, meetings),
        "asks_above": may["escalation_raise"] and _asks_above(forum, bool(still_open)),
        "zone": forum.region.timezone,
        "leaves": bool(forum.valid_to) and any(queries.unfinished_of(forum)),
        "still_open": still_open[:10],
        "open_count": len(still_open),
        "has_promised": bool(still_open or by_year)
        or (may["meeting_see"] and forum.commitments.exists()),
    }


def _asks_above(forum: Forum, has_open: bool) -> bool:
    """Does a forum stand above it? One that has none by name is asked about only while a promise is open."""
    return bool(forum.parent_id) or (has_open and bool(queries.forums_above(forum)))


def _next_step(meetings: list[Meeting], may: dict[str, bool], on: date) -> tuple[str, str]:
    """Where the secretariat goes on: the session under way, else the next one, else the one that needs a day."""
    under_way = [m for m in meetings if m.state == "open"]
    planned = [m for m in meetings if m.state == "planned"]
    dated = sorted((m.starts_on, str(m.pk), m) for m in planned if m.starts_on)
    if under_way and may["note_record"]:
        return _("Go on with the session"), under_way[0].get_absolute_url()
    if dated and may["attendance_record"]:
        day, _key, meeting = dated[0]
        if day <= on:
            return _("Open the session of the day"), meeting.get_absolute_url()
        return _("Prepare the next session"), f"{meeting.get_absolute_url()}undangan/"
    if planned and not dated and may["meeting_change"]:
        return _("Set day and place"), f"{planned[0].get_absolute_url()}ubah/"
    return "", ""


def _is_free(meetings: list[Meeting], number: int) -> bool:
    """Was the session of this tribulan cancelled and not planned anew?"""
    states = [m.state for m in meetings if m.tribulan == number and m.cycle_id]
    return bool(states) and all(state == "cancelled" for state in states)


def _box(meetings: list[Meeting], year: int, number: int, on: date) -> dict[str, Any]:
    """One tribulan of the year's strip."""
    period = Tribulan(year, number)
    # Once cancelled and planned anew, the standing one is shown.
    of_tribulan = [m for m in meetings if m.tribulan == number and m.cycle_id]
    found = min(of_tribulan, key=lambda m: m.state == "cancelled", default=None)
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
        _rate(
            sector_title(sector),
            rate.kept,
            rate.judged,
            f"forum={forum.pk}&sektor={sector}&tahun={year}",
        )
        for sector, rate in sorted(found, key=lambda row: (-row[1].judged, row[0]))
    ]


def _trend(
    forum: Forum,
    rows: list[tuple[Meeting, dict[str, int]]],
    by_year: dict[int, promises.Rate],
    year: int,
) -> list[dict[str, Any]]:
    """The sessions of this year that gave verdicts, after the years before it."""
    before = [
        _rate(str(y), r.kept, r.judged, f"forum={forum.pk}&tahun={y}")
        for y, r in sorted(by_year.items())
        if y < year and r.judged
    ]
    now = [
        _rate(_short_name(m, year), f["kept"], judged, f"rapat={m.pk}")
        for m, f in rows
        if (judged := sum(f[verdict] for verdict in VERDICTS))
    ]
    return [*before[-4:], *now]


def _short_name(meeting: Meeting, year: int) -> str:
    """A tribulan session by its number; one outside the cycle by its day."""
    if meeting.tribulan:
        return f"{ROMAN[meeting.tribulan - 1]} {year}"
    return date_format(meeting.starts_on, "j M") if meeting.starts_on else meeting.title


def _rate(label: str, kept: int, judged: int, rows: str) -> dict[str, Any]:
    """A share of a picture: both its numbers open their rows."""
    url = f"/komitmen/putusan/?{rows}"
    return {
        "label": label,
        "num": kept,
        "den": judged,
        "url": url,
        "num_url": f"{url}&putusan=kept",
    }

"""The page of a year's attendance: sectors by sessions, and who always comes, who never, who sends others."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import clock, short_date
from mufakat.core.ids import parse_id
from mufakat.directory.models import Forum
from mufakat.directory.queries import sectors
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting
from mufakat.meetings.rules import Regular

from .frame import under

MOST_BARS = 12  # those who came least
MOST_COLUMNS = 60  # sessions of a year in the matrix: the last ones, when a forum meets more often


def year_page(
    forum: Forum, *, year: int | None, this_year: int, body: str, person: str
) -> dict[str, Any]:
    years = queries.years_of(forum)
    year = year or (this_year if this_year in years or not years else years[0])
    held = [m for m in queries.calendar_of(forum, year) if rules.was_held(m.state)]
    title = _("Attendance in %(year)s") % {"year": year}
    shown: dict[str, Any] = {
        "forum": forum,
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "here": f"{forum.get_absolute_url()}kehadiran/?tahun={year}",
        "held": len(held),
        "left_out": max(0, len(held) - MOST_COLUMNS),
        **under(forum, title),
    }
    wanted = {"body": parse_id(body), "person": parse_id(person)}
    if any(wanted.values()):
        return shown | {"visits": _visits(held, queries.visits_of(held, **wanted))}
    columns = held[-MOST_COLUMNS:]
    return shown | {
        "visits": None,
        "columns": [
            {"label": label, "url": m.get_absolute_url()}
            for m, label in zip(columns, _labels(columns), strict=True)
        ],
        "matrix": _matrix(columns),
        "groups": [
            _group(_("Organisations"), queries.regular_bodies(held), shown["here"], "organisasi"),
            _group(_("People"), queries.regular_people(held), shown["here"], "orang"),
        ],
    }


def _day(meeting: Meeting) -> str:
    return short_date(meeting.starts_at, meeting.timezone) if meeting.starts_at else meeting.title


def _labels(meetings: Sequence[Meeting]) -> list[str]:
    """The day of each; of two on one day with the hour, and with the kind where that is one, too."""
    days = [_day(m) for m in meetings]
    hours = [
        f"{day} {clock(m.starts_at, m.timezone)}" if m.starts_at and days.count(day) > 1 else day
        for m, day in zip(meetings, days, strict=True)
    ]
    return [
        f"{label} {m.kind}" if hours.count(label) > 1 else label
        for m, label in zip(meetings, hours, strict=True)
    ]


def _matrix(meetings: Sequence[Meeting]) -> list[dict[str, Any]]:
    """Sector by session, "came/invited" and "+1" for who came without invitation, with the way to the rows."""
    figures = queries.attendance_of_sectors(meetings)
    here = {sector for _meeting, sector in figures}
    titles = dict(sectors())
    order = [*(code for code in titles if code in here), *sorted(here - titles.keys())]
    return [
        {
            "label": titles.get(sector, sector),
            "cells": [_cell(m, sector, figures.get((m.pk, sector))) for m in meetings],
        }
        for sector in order
    ]


def _cell(meeting: Meeting, sector: str, figure: queries.Figure | None) -> dict[str, str]:
    if figure is None:
        return {"text": "–"}
    came, invited, besides = figure
    text = " ".join([f"{came}/{invited}"] * bool(invited) + [f"+{besides}"] * bool(besides))
    url = f"{meeting.get_absolute_url()}hadir/?sektor={sector}"
    return {"text": text, "url": url}


def _group(title: str, found: list[Regular], here: str, word: str) -> dict[str, Any]:
    rows = rules.in_order(found)
    kinds = {
        ("never",): _("Never came"),
        ("sends",): _("Sends others"),
        ("always",): _("Always came"),
        ("sometimes", "once"): _("Now and then, or invited once"),
    }
    return {
        "title": title,
        "finding": _finding(rows),
        "kinds": [
            (label, [_row(r, here, word) for r in rows if r.kind in which])
            for which, label in kinds.items()
        ],
        "bars": [_row(r, here, word) for r in rows[:MOST_BARS]],
    }


def _row(row: Regular, here: str, word: str) -> dict[str, Any]:
    url = f"{here}&{word}={row.key}"
    return {"label": row.name, "num": row.came, "den": row.invited, "sent": row.sent, "url": url}


def _finding(rows: Sequence[Regular]) -> str:
    n = sum(row.kind == "always" for row in rows)
    return _("%(n)d of %(all)d always came") % {"n": n, "all": len(rows)}


def _visits(meetings: Sequence[Meeting], rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    by_id = {m.pk: m for m in meetings}
    return [
        {
            "meeting": by_id[meeting],
            "day": _day(by_id[meeting]),
            "name": name,
            "office": title,
            "invited": invited,
            "present": present,
            "came": clock(arrived, by_id[meeting].timezone) if arrived else "",
            "late": rules.is_late(arrived, by_id[meeting].starts_at, by_id[meeting].timezone),
            "represents": represents,
        }
        for meeting, name, title, invited, present, arrived, represents in rows
    ]

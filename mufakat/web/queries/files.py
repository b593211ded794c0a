"""The accountability files of the sessions of a district in one tribulan: which are complete, what is missing, which
are late."""

from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _, ngettext

from mufakat.core.periods import ROMAN, YEARS, Tribulan
from mufakat.directory.models import Region
from mufakat.directory.queries import breadcrumbs
from mufakat.meetings import queries as meetings
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import SessionFileSet
from mufakat.meetings.rules import was_held

MOST_NAMED = 3  # parts that are missing, by name; the rest is counted


class FiledSession(NamedTuple):
    """A session and how far its file is."""

    meeting: Meeting
    found: SessionFileSet
    hosts: str
    state: str  # complete, late, open, planned
    lacks: str


ORDER = ("late", "open", "complete", "planned")


def files_page(region: Region, tribulan: Tribulan, on: date) -> dict[str, Any]:
    sessions = _sessions(region, tribulan)
    counts = meetings.spj_counts(sessions)
    rows = [_row(m, meetings.outline(m, on, counts[m.pk])) for m in sessions]
    rows = [row for row in rows if row.found.needed]
    rows.sort(key=lambda row: (ORDER.index(row.state), row.found.deadline or date.max))
    return {
        "rows": rows,
        "finding": _finding(rows),
        "period": _("Tribulan %(n)s %(year)s") % {"n": tribulan.roman, "year": tribulan.year},
        "beside": _beside(tribulan),
        "crumbs": [*breadcrumbs(region)],
    }


def _sessions(region: Region, tribulan: Tribulan) -> list[Meeting]:
    """Those of the forums of a region that lie in these days, called off ones aside."""
    zone = ZoneInfo(region.timezone)
    found = Meeting.objects.filter(
        forum__region_path__under=region.path,
        starts_at__gte=datetime.combine(tribulan.first_day, time.min, zone),
        starts_at__lt=datetime.combine(tribulan.next.first_day, time.min, zone),
    ).exclude(state="cancelled")
    listed = found.select_related("forum__region").prefetch_related("hosts")
    return list(listed.order_by("starts_at", "id"))


def _row(meeting: Meeting, found: SessionFileSet) -> FiledSession:
    if found.is_complete:
        state = "complete"
    elif found.is_overdue:
        state = "late"
    else:
        state = "open" if was_held(meeting.state) else "planned"
    hosts = ", ".join(sorted(host.short_name or host.name for host in meeting.hosts.all()))
    return FiledSession(meeting, found, hosts, state, _lacks(found))


def _lacks(found: SessionFileSet) -> str:
    names = [part.label for part in found.missing]
    told = "; ".join(names[:MOST_NAMED])
    if (more := len(names) - MOST_NAMED) > 0:
        told += "; " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}
    return told


def _finding(rows: list[FiledSession]) -> str:
    if not rows:
        return _("No session here")
    held = [row for row in rows if row.state != "planned"]
    words = {
        "n": sum(row.state == "complete" for row in held),
        "all": len(held),
        "late": sum(row.state == "late" for row in held),
    }
    told = ngettext(
        "%(n)d of %(all)d file is complete", "%(n)d of %(all)d files are complete", len(held)
    )
    if words["late"]:
        told = ngettext(
            "%(n)d of %(all)d file is complete, %(late)d is late",
            "%(n)d of %(all)d files are complete, %(late)d are late",
            len(held),
        )
    return told % words


def _beside(tribulan: Tribulan) -> list[tuple[str, str, bool]]:
    """Label and question of the four tribulan of the year and of the years beside it."""
    year = tribulan.year
    found = [
        (f"{ROMAN[n - 1]} {year}", f"?tahun={year}&tribulan={n}", n == tribulan.number)
        for n in (1, 2, 3, 4)
    ]
    if year > YEARS[0]:
        found.insert(0, (str(year - 1), f"?tahun={year - 1}&tribulan=4", False))
    if year < YEARS[1]:
        found.append((str(year + 1), f"?tahun={year + 1}&tribulan=1", False))
    return found

"""In which months the forums of a region met, as a calendar of heat."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, DateTimeField

from mufakat.core import dates
from mufakat.core.asked import Asked
from mufakat.directory.models import Forum, Region
from mufakat.directory.models.dated import valid_on
from mufakat.meetings.models import Meeting
from mufakat.web.rules import HEAT, heat_of

_FORUMS = Asked(
    lambda path, first, last: (
        Forum.objects.filter(valid_on(last) | valid_on(first), region_path__under=path)
        .order_by("name", "id")
        .values_list("pk", "name")
    ),
    path=CharField(),
    first=DateField(),
    last=DateField(),
)
_MEETINGS = Asked(
    lambda path, since, until: (
        Meeting.objects.filter(
            forum__region_path__under=path, starts_at__gte=since, starts_at__lte=until
        )
        .exclude(state="cancelled")
        .order_by()
        .values_list("forum_id", "starts_at", "timezone", "state")
    ),
    path=CharField(),
    since=DateTimeField(),
    until=DateTimeField(),
)


def calendar_page(region: Region, year: int, on: date) -> dict[str, Any]:
    """For each forum twelve months: what became of the sessions of each. A month holds what is best in it."""
    since, until = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    sessions: dict[UUID, dict[int, list[str]]] = {}
    for forum, at, zone, state in _MEETINGS(path=region.path, since=since, until=until):
        day = dates.day_of(at, zone)
        if day.year == year:
            heat = heat_of(state, day, on)
            sessions.setdefault(forum, {}).setdefault(day.month, []).append(heat)
    named = _FORUMS(path=region.path, first=date(year, 1, 1), last=date(year, 12, 31))
    rows = [_row(pk, name, sessions.get(pk, {}), year) for pk, name in named]
    totals = {heat: sum(row["counts"][heat] for row in rows) for heat in HEAT}
    return {"rows": rows, "totals": totals, "met": sum(row["counts"]["held"] > 0 for row in rows)}


def _row(pk: UUID, name: str, months: dict[int, list[str]], year: int) -> dict[str, Any]:
    listed = [heat for heats in months.values() for heat in heats]
    return {
        "label": name,
        "url": f"/forum/{pk}/?tahun={year}",
        "months": [min(months.get(n, ["none"]), key=_best) for n in range(1, 13)],
        "counts": {heat: listed.count(heat) for heat in HEAT},
    }


def _best(heat: str) -> int:
    return [*HEAT, "none"].index(heat)

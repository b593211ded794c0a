"""In which months the Puskesmas of a region met, and its other forums, as a calendar of heat."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, DateField, DateTimeField, UUIDField
from django.utils.translation import gettext as _

from mufakat.core import dates
from mufakat.core.asked import Asked, among
from mufakat.directory.models import Forum, Region
from mufakat.directory.models.dated import valid_on
from mufakat.meetings.models import Meeting
from mufakat.web.rules import HEAT, SERIES, heat_of, series_of

from .hosts import Hosts, hosts_of

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
    lambda forums, since, until: (
        Meeting.objects.filter(
            among("forum", forums), starts_at__gte=since, starts_at__lte=until
        )
        .exclude(state="cancelled")
        .order_by("starts_at", "id")
        .values_list("pk", "forum_id", "kind", "starts_at", "timezone", "state", "title")
    ),
    forums=[UUIDField()],
    since=DateTimeField(),
    until=DateTimeField(),
)  # fmt: skip
Mark = tuple[str, str, int]  # what became of it, of which series, how many


class Met(NamedTuple):
    """A session in the calendar, with its day at its place."""

    pk: UUID
    forum: UUID
    title: str
    day: date
    heat: str
    series: str


class Row(NamedTuple):
    """A Puskesmas, or a forum that none hosts; `of` is the part of an address that names it."""

    label: str
    of: str
    months: list[tuple[int, tuple[Mark, ...]]]
    counts: list[tuple[str, int]]
    note: str


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _met(forums: Iterable[UUID], year: int, on: date) -> Iterator[Met]:
    """The sessions of these forums in a year, called off ones aside."""
    # A year of instants would be Jakarta's: New Year's morning in Jayapura is still the old year there.
    since, until = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    rows = _MEETINGS(forums=list(forums), since=since, until=until)
    for pk, forum, kind, at, zone, state, title in rows:
        day = dates.day_of(at, zone)
        if day.year == year:
            yield Met(pk, forum, title, day, heat_of(state, day, on), series_of(kind))


def _others(region: Region, hosts: Hosts, year: int) -> dict[UUID, str]:
    """The forums of the region that no Puskesmas hosts."""
    hosted = set(hosts.all_forums)
    first, last = _days(year)
    named = _FORUMS(path=region.path, first=first, last=last)
    return {pk: name for pk, name in named if pk not in hosted}


def calendar_page(region: Region, year: int, on: date) -> dict[str, Any]:
    """For each Puskesmas twelve months with the sessions of all forums that it hosts, then the forums that none hosts.
    A session of several hosts stands at each of them, and once in the sums."""
    hosts = hosts_of(region, *_days(year))
    others = _others(region, hosts, year)
    by_forum: dict[UUID, list[Met]] = {}
    totals = Counter[str]()
    for session in _met([*hosts.all_forums, *others], year, on):
        by_forum.setdefault(session.forum, []).append(session)
        totals[session.heat] += 1
    by_name = sorted(hosts.names.items(), key=lambda row: (row[1].casefold(), row[0]))
    rows = [
        _row(
            name,
            f"tuan={pk}",
            [met for forum in hosts.forums.get(pk, ()) for met in by_forum.get(forum, ())],
            not hosts.shared.isdisjoint(hosts.forums.get(pk, ())),
        )
        for pk, name in by_name
    ]
    return {
        "rows": rows,
        "others": [_row(name, f"forum={pk}", by_forum.get(pk, ())) for pk, name in others.items()],
        "totals": [(heat, totals[heat]) for heat in HEAT],
        "met": sum(dict(row.counts)["held"] > 0 for row in rows),
        "shared": any(row.note for row in rows),
    }


def _row(label: str, of: str, found: Iterable[Met], shared: bool = False) -> Row:
    marks: dict[int, Counter[tuple[str, str]]] = {}
    counts = Counter[str]()
    for met in found:
        marks.setdefault(met.day.month, Counter())[met.heat, met.series] += 1
        counts[met.heat] += 1
    months = [(n, _marks(marks[n]) if n in marks else ()) for n in range(1, 13)]
    return Row(
        label, of, months, [(heat, counts[heat]) for heat in HEAT], _("shared") if shared else ""
    )


def _marks(counted: Counter[tuple[str, str]]) -> tuple[Mark, ...]:
    """The quarterly session first, and of one series the best."""
    order = sorted(counted, key=lambda key: (SERIES.index(key[1]), HEAT.index(key[0])))
    return tuple((*key, counted[key]) for key in order)


def sessions_page(
    region: Region,
    year: int,
    on: date,
    *,
    host: UUID | None = None,
    forum: UUID | None = None,
    month: int | None = None,
    heat: str = "",
) -> dict[str, Any]:
    """The sessions behind a number of the calendar: those of one Puskesmas, of one forum, or all, by month."""
    hosts = hosts_of(region, *_days(year))
    others = _others(region, hosts, year)
    wanted = [*hosts.all_forums, *others]
    if host:
        wanted = hosts.forums.get(host, [])
    elif forum:
        wanted = [forum] if forum in others else []
    return {
        "of": (host and hosts.names.get(host)) or (forum and others.get(forum)) or "",
        "found": [
            met for met in _met(wanted, year, on)
            if (month is None or met.day.month == month) and heat in ("", met.heat)
        ],
    }  # fmt: skip

"""In which months the Puskesmas of a region met, and its other forums, as a calendar of heat."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import UUIDField
from django.utils.translation import gettext as _

from mufakat.core.asked import Asked
from mufakat.directory.models import Region
from mufakat.meetings.models import Meeting
from mufakat.web.rules import HEAT, SERIES

from .hosts import Hosts, forums_below, hosts_of
from .sessions import Session, sessions_of

_TITLES = Asked(
    lambda pks: Meeting.objects.filter(pk__in=pks).order_by().values_list("pk", "title"),
    pks=[UUIDField()],
)
Mark = tuple[str, str, int]  # what became of it, of which series, how many


class Row(NamedTuple):
    """A Puskesmas, or a forum with what none hosts; `of` is the part of an address that names it."""

    label: str
    of: str
    months: list[tuple[int, tuple[Mark, ...]]]
    counts: list[tuple[str, int]]
    note: str


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


class Year(NamedTuple):
    """The sessions of a year, and the forums with what no Puskesmas hosts: all their sessions, or some."""

    hosts: Hosts
    others: dict[UUID, str]
    met: list[Session]


def _year(region: Region, year: int, on: date) -> Year:
    first, last = _days(year)
    hosts = hosts_of(region, first, last)
    named = forums_below(region, first, last)
    # A year of instants would be Jakarta's: New Year's morning in Jayapura is still the old year there.
    since, until = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    met = [
        it
        for it in sessions_of(hosts, {*hosts.all_forums, *named}, since, until, on)
        if it.day.year == year and (it.hosts or it.forum in named)
    ]  # fmt: skip
    # A key is found by its number: that of a UUID is known at once, its hash is made anew each time.
    hosted = {pk.int for pk in (*hosts.all_forums, *(it.forum for it in met if it.hosts))}
    alone = {it.forum.int for it in met if not it.hosts}
    others = {pk: name for pk, name in named.items() if pk.int in alone or pk.int not in hosted}
    return Year(hosts, others, met)


def calendar_page(region: Region, year: int, on: date) -> dict[str, Any]:
    """For each Puskesmas twelve months with the sessions that it hosts, in whichever forum, then each forum with the
    sessions that none hosts. A session of several hosts stands at each of them, and once in the sums."""
    found = _year(region, year, on)
    by_place: dict[int, list[Session]] = {}
    totals = Counter[str]()
    for session in found.met:
        totals[session.heat] += 1
        for place in session.hosts or (session.forum,):
            by_place.setdefault(place.int, []).append(session)
    by_name = sorted(found.hosts.names.items(), key=lambda row: (row[1].casefold(), row[0]))
    rows = [_row(name, f"tuan={pk}", by_place.get(pk.int, ())) for pk, name in by_name]
    return {
        "rows": rows,
        "others": [
            _row(name, f"forum={pk}", by_place.get(pk.int, ())) for pk, name in found.others.items()
        ],
        "totals": [(heat, totals[heat]) for heat in HEAT],
        "met": sum(dict(row.counts)["held"] > 0 for row in rows),
        "shared": any(row.note for row in rows),
    }


def _row(label: str, of: str, found: Iterable[Session]) -> Row:
    marks: dict[int, tuple[tuple[str, str], ...]] = {}
    counts = dict.fromkeys(HEAT, 0)
    shared = False
    for it in found:
        shared = shared or len(it.hosts) > 1
        month = it.day.month
        marks[month] = (*marks.get(month, ()), (it.heat, it.series))
        counts[it.heat] += 1
    months = [(n, _marks(marks[n]) if n in marks else ()) for n in range(1, 13)]
    return Row(label, of, months, list(counts.items()), _("shared") if shared else "")


@lru_cache(maxsize=1 << 12)
def _marks(found: tuple[tuple[str, str], ...]) -> tuple[Mark, ...]:
    """What a cell shows of its sessions: the quarterly first, and of one series the best."""
    counted = Counter(found)
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
) -> tuple[str, list[Session]]:
    """The sessions behind a number of the calendar, in their order: those of one Puskesmas or of one forum, which is
    named, or all."""
    all_ = _year(region, year, on)
    found = all_.met
    if host:
        found = [it for it in found if host in it.hosts]
    elif forum:
        found = [it for it in found if it.forum == forum and not it.hosts]
    name = (host and all_.hosts.names.get(host)) or (forum and all_.others.get(forum)) or ""
    return name, sorted(
        it for it in found
        if (month is None or it.day.month == month) and heat in ("", it.heat)
    )  # fmt: skip


def titles_of(found: Iterable[Session]) -> dict[UUID, str]:
    """What the sessions that a page lists are called."""
    return dict(_TITLES(pks=[it.pk for it in found]))

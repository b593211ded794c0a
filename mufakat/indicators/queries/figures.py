"""What dashboards ask of the cells: one question of one index each. Months are text, "2024-07"."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet, Sum

from mufakat.indicators.models import Cell, Instrument, SiteSpan
from mufakat.indicators.rules import months

from .formulas import formulas_of

FAR = 600  # months ahead: ends that lie farther are found by a range


class Figure(NamedTuple):
    """Of a measure in a region: numerator, denominator, and of how many bodies. What was done in several months counts
    a body once for each month in which it told."""

    numerator: int = 0
    denominator: int = 0
    sites: int = 0


Sums = frozenset[str]  # the measures of what was done month by month
SUMS: dict[str, Any] = {name: Sum(name) for name in ("numerator", "denominator", "sites")}


def standing(
    instrument: Instrument,
    region_path: str,
    month: str,
    since: str | None = None,
    sums: Sums | None = None,
) -> dict[str, Figure]:
    """Every measure of a region at the end of a month. What was done (across periods "sum") is added up from `since`,
    as a rule January of that year. `sums`: those measures, where the caller knows them."""
    cells = Cell.objects.filter(instrument=instrument, region_path=region_path)
    cells = _until(cells, instrument, month, since, sums)
    rows = cells.order_by().values("measure").annotate(**SUMS)
    return {row["measure"]: figure for row in rows if any(figure := _figure(row))}


def standing_below(
    instrument: Instrument,
    parent_path: str,
    measure: str,
    month: str,
    since: str | None = None,
    sums: Sums | None = None,
) -> dict[str, Figure]:
    """One measure of each region directly below one, by path; a region without figures is left out."""
    cells = Cell.objects.filter(instrument=instrument, parent_path=parent_path, measure=measure)
    cells = _until(cells, instrument, month, since, sums, measure)
    rows = cells.values("region_path").annotate(**SUMS).order_by("region_path")
    return {row["region_path"]: figure for row in rows if any(figure := _figure(row))}


def trend(
    instrument: Instrument, region_path: str, measure: str, months: Sequence[str]
) -> list[Figure]:
    """One measure of a region in each of these months, in their order: how it stood at its end, or what was done in
    it."""
    cells = Cell.objects.filter(instrument=instrument, region_path=region_path, measure=measure)
    cells = cells.filter(month__lte=max(months, default=""))
    rows = list(cells.order_by("month").values("month", *SUMS))
    is_done = not is_of_all(measure) and measure in formulas_of(instrument.pk).sums
    found: dict[str, Figure] = {}
    figure, upcoming = Figure(), iter(rows)
    row = next(upcoming, None)
    for month in sorted(set(months)):
        if is_done:
            figure = Figure()
        while row and row["month"] <= month:
            if not is_done or row["month"] == month:
                figure = Figure(*map(sum, zip(figure, _figure(row), strict=True)))
            row = next(upcoming, None)
        found[month] = figure
    return [found[month] for month in months]


def rows_behind(
    instrument: Instrument, region_path: str, month: str, last: str | None = None
) -> QuerySet[SiteSpan]:
    """What each body below a region counts with in a month: the rows that a standing figure adds up. What was done is
    told by the rows that begin in the months asked for (`rows_done`). `last` is `last_end`, where it is known."""
    last = last_end(instrument) if last is None else last
    rows = SiteSpan.objects.filter(instrument=instrument, region_path__under=region_path)
    return rows.filter(_ends_after(month, last), month__lte=month)


def rows_done(
    instrument: Instrument, region_path: str, since: str, month: str
) -> QuerySet[SiteSpan]:
    """The rows whose work counts in the months from `since` to `month`."""
    rows = SiteSpan.objects.filter(instrument=instrument, region_path__under=region_path)
    return rows.filter(month__gte=since, month__lte=month)


def last_end(instrument: Instrument) -> str:
    """The last month in which any row of an instrument ends; nothing where none does."""
    return SiteSpan.objects.filter(instrument=instrument).aggregate(last=Max("until"))["last"] or ""


def _ends_after(month: str, last: str) -> Q:
    """Spans without an end, or with one after a month: each month that may be their end by name, for an index finds
    ten thousand among hundreds of thousands only by equal values. A body may be known to end in a far year."""
    ends = list(islice(months.months_between(months.following(month), last), FAR + 1))
    if len(ends) > FAR:
        return Q(until="") | Q(until__gt=month)
    return Q(until__in=["", *ends])


def _until(
    cells: QuerySet[Cell],
    instrument: Instrument,
    month: str,
    since: str | None,
    sums: Sums | None,
    measure: str = "",
) -> QuerySet[Cell]:
    """The changes that make up how things stand, and those of the months in which what was done is counted."""
    cells = cells.filter(month__lte=month)
    if is_of_all(measure):
        return cells
    if sums is None:
        sums = formulas_of(instrument.pk).sums
    if not sums or (measure and measure not in sums):
        return cells
    first = since or f"{month[:4]}-01"
    if measure:
        return cells.filter(month__gte=first)
    return cells.filter(~Q(measure__in=sums) | Q(month__gte=first))


def is_of_all(measure: str) -> bool:
    """Who passes, the whole, a domain: they stand, none of them is ever what was done."""
    return measure.startswith("@")


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(*(row[name] or 0 for name in SUMS))

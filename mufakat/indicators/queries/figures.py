"""What dashboards ask: a figure with its numerator and denominator, of a region, as of a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from mufakat.core.fields import ancestors
from mufakat.indicators.models import Instrument, SiteSpan


@dataclass(frozen=True)
class Figure:
    """`sites`: how many bodies are counted in it."""

    numerator: int
    denominator: int
    sites: int


def rows_behind(instrument: Instrument, region_path: str, month: str) -> "QuerySet[SiteSpan]":
    """What counts in a region in a month, one row for each body."""
    return SiteSpan.objects.filter(
        Q(until="") | Q(until__gt=month),
        instrument=instrument,
        region_path__under=region_path,
        month__lte=month,
    )


def standing(instrument: Instrument, region_path: str, month: str) -> dict[str, Figure]:
    """Every measure of a region."""
    found: dict[str, list[int]] = {}
    for measures in rows_behind(instrument, region_path, month).values_list("measures", flat=True):
        _add(found, measures)
    return {measure: Figure(*added) for measure, added in found.items()}


def _add(found: dict[Any, list[int]], measures: dict[str, Any]) -> None:
    for measure, (num, den) in measures.items():
        added = found.setdefault(measure, [0, 0, 0])
        added[0] += num
        added[1] += den
        added[2] += 1


def standing_below(
    instrument: Instrument, parent_path: str, measure: str, month: str
) -> dict[str, Figure]:
    """A measure of each region one level below, by its path."""
    found: dict[str, list[int]] = {}
    rows = rows_behind(instrument, parent_path, month).values_list("region_path", "measures")
    for path, measures in rows:
        below = [each for each in [*ancestors(path)] if each.startswith(parent_path)]
        if len(below) > 1 and measure in measures:
            num, den = measures[measure]
            added = found.setdefault(below[1], [0, 0, 0])
            for n, more in enumerate((num, den, 1)):
                added[n] += more
    return {path: Figure(*added) for path, added in found.items()}


def trend(
    instrument: Instrument, region_path: str, measure: str, months: Sequence[str]
) -> list[Figure]:
    """A measure of a region, month by month."""
    return [
        standing(instrument, region_path, month).get(measure, Figure(0, 0, 0)) for month in months
    ]

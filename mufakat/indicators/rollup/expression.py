"""The roll-up of facts as one ibis expression: DuckDB and Spark are told the same. `export` writes the facts."""

from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ibis.expr.types import Table

LEVELS = ("province", "district", "subdistrict", "village")
WHAT = ("instrument", "measure", "month")
SUMS = ("numerator", "denominator", "sites")
CELL = ("instrument", "region_path", "measure", "month", *SUMS)


def cells(facts: "Table") -> "Table":
    """By how much each measure changes in each region and month, for every level: the rows of the Cell table.

    `facts` are read once, for each place and month; the levels add up what came of it. A body that lies in no village
    of its own counts from its sub-district upwards.
    """
    import ibis

    places = _sums(facts, *WHAT, *LEVELS)
    nation = _sums(places.mutate(region_path=ibis.literal("")), *WHAT, "region_path")
    below = [
        _sums(
            places.filter(places[level] != "").mutate(region_path=places[level]),
            *WHAT,
            "region_path",
        )
        for level in LEVELS
    ]
    every = reduce(lambda one, other: one.union(other), below, nation)
    return every.filter((every.numerator != 0) | (every.denominator != 0) | (every.sites != 0))


def by_level(facts: "Table", level: str) -> "Table":
    """The same of one level alone."""
    return _sums(facts, *WHAT, level)


def site_months(facts: "Table", measures: "Sequence[str]" = ()) -> "Table":
    """What each body changed in each month, of these measures together (of all, if none is named): the table to keep
    where many questions are asked of the same facts."""
    chosen = facts.filter(facts.measure.isin(measures)) if measures else facts
    return _sums(chosen, "instrument", "site", *LEVELS, "month")


def months_of(kept: "Table", level: str) -> "Table":
    """What changed in each month in the regions of a level, out of such a table."""
    return _sums(kept, "instrument", level, "month")


def standing(changes: "Table", *of: str) -> "Table":
    """How things stand at the end of each month in which something changed: changes added up from the beginning.
    `of` are the columns that say where, beside instrument and measure."""
    import ibis

    so_far = ibis.cumulative_window(
        group_by=[changes[name] for name in ("instrument", "measure", *of)],
        order_by=changes.month,
    )
    return changes.mutate(**{name: changes[name].sum().over(so_far) for name in SUMS})


def _sums(facts: "Table", *of: str) -> "Table":
    grouped = facts.group_by(*of).aggregate(**{name: facts[name].sum() for name in SUMS})
    return grouped.mutate(**{name: grouped[name].cast("int64") for name in SUMS})

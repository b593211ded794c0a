"""What goes together over sites: counts of four cells, a difference of shares, and how sure it is.

The interval of a difference of two shares is Newcombe's hybrid score interval (1998, method 10), made of two Wilson
intervals. It holds with few sites and at 0 and 100 percent, where the usual formula does not. Why not a library: two
dozen lines against 130 MB; `tests/test_rules_patterns.py` compares them with published values and with statsmodels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

LEAST = 5  # sites with and without it: below that nothing is said
Z95 = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True)
class Table:
    """Sites with a thing, and without it; of each, how many have reached the outcome."""

    with_reached: int
    with_all: int
    without_reached: int
    without_all: int

    @property
    def too_few(self) -> bool:
        return min(self.with_all, self.without_all) < LEAST


@dataclass(frozen=True)
class Difference:
    """In hundredths of a percent point, whole numbers: reached with it minus without it, and the interval."""

    points: int
    low: int
    high: int

    @property
    def says(self) -> str:
        """What may be said: "more", "less", or "unclear" where the interval holds nought."""
        if self.low > 0:
            return "more"
        return "less" if self.high < 0 else "unclear"


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a share, from 0 to 1."""
    p, n = part / whole, whole
    middle = (2 * n * p + z * z) / (2 * (n + z * z))
    half = z * sqrt(z * z + 4 * n * p * (1 - p)) / (2 * (n + z * z))
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(table: Table, z: float = Z95) -> tuple[float, float, float]:
    """The difference of two shares with its interval, from -1 to 1."""
    p1, p2 = (
        table.with_reached / table.with_all,
        table.without_reached / table.without_all,
    )
    low1, high1 = wilson(table.with_reached, table.with_all, z)
    low2, high2 = wilson(table.without_reached, table.without_all, z)
    d = p1 - p2
    low = d - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = d + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return d, low, high


def difference(table: Table) -> Difference | None:
    """Nothing where a side has fewer than `LEAST` sites."""
    if table.too_few:
        return None
    return Difference(*(round(each * 10_000) for each in newcombe(table)))


def table_of(pairs: Iterable[tuple[bool, bool]]) -> Table:
    """From (has it, reached the outcome), one pair for each site."""
    counted = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for has, reached in pairs:
        counted[has, reached] += 1
    return Table(
        counted[True, True],
        counted[True, True] + counted[True, False],
        counted[False, True],
        counted[False, True] + counted[False, False],
    )


def reached_without(met: int, applicable: int, own: bool | None, percent: int) -> bool | None:
    """Whether a site reaches `percent` with the OTHER indicators: an indicator is itself a part of passing, so it is
    taken out before the two are compared. Nothing if no other indicator applies."""
    if own is not None:
        met, applicable = met - int(own), applicable - 1
    return met * 100 >= percent * applicable if applicable > 0 else None


def by_chance(compared: int) -> int:
    """Of so many comparisons of things that have nothing to do with each other, so many look sure all the same."""
    return round(compared * 5 / 100)

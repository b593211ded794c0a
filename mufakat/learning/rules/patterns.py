"""What goes together over sites: counts of four cells, a difference of shares, and how sure it is.

The interval of a difference of two shares is Newcombe's hybrid score interval (1998, method 10), made of two Wilson
intervals. It holds with few sites and at 0 and 100 percent, where the usual formula does not. Why not a library: two
dozen lines against 130 MB; `tests/test_rules_patterns.py` compares them with published values and with statsmodels.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any

from mufakat.indicators.rules import Form, Indicator
from mufakat.indicators.rules.thresholds import holds, names_in

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
    counted = Counter(pairs)
    return Table(
        counted[True, True],
        counted[True, True] + counted[True, False],
        counted[False, True],
        counted[False, True] + counted[False, False],
    )


BASE = 1 << 16  # more than the indicators of any instrument
COUNTED = frozenset({"met", "applicable", "must_met", "must_applicable"})


@lru_cache(maxsize=64)
def counts_only(rule: str) -> bool:
    """Does a threshold rule ask only how many indicators are met? Then it can be asked again without one of them. An
    index is weighted, and a missing answer is of no indicator alone."""
    asked = names_in(rule)
    return bool(asked) and {name.rpartition("__")[2] for name in asked} <= COUNTED


class Others:
    """Whether sites pass by the rule of their instrument with the OTHER indicators: an indicator is itself a part of
    passing, so it is taken out before the two are compared. Only for a rule that merely counts.

    A nation asks this 350,000 times. So all that the rule counts is one whole number, with a place for each name
    (`BASE`): adding and taking out is one sum, and each sum is asked of the rule once.
    """

    def __init__(self, form: Form) -> None:
        self.rule = form.threshold
        self.names = sorted(names_in(self.rule) | {"applicable"})
        self._adds = {
            (each.code, met): self._number(_counts(each, domain.scored, met))
            for domain in form.domains
            for each in domain.indicators
            for met in (True, False)
        }
        self._said: dict[int, bool | None] = {}

    def counts(self, met: Mapping[str, bool | None]) -> int:
        """All that the rule counts, of a site. `met`: by code, nothing where it does not apply."""
        adds: Mapping[Any, int] = self._adds
        return sum([adds.get(each, 0) for each in met.items()])

    def passes(self, counts: int, left_out: str, own: bool) -> bool | None:
        """By the others; nothing if no other indicator applies."""
        rest = counts - self._adds[left_out, own]
        if rest not in self._said:
            values = self.values(rest)
            self._said[rest] = holds(self.rule, values) if values["applicable"] else None
        return self._said[rest]

    def values(self, counts: int) -> dict[str, int]:
        return {name: counts // BASE**at % BASE for at, name in enumerate(self.names)}

    def _number(self, counts: Mapping[str, int]) -> int:
        return sum(counts.get(name, 0) * BASE**at for at, name in enumerate(self.names))


def _counts(indicator: Indicator, scored: bool, met: bool) -> dict[str, int]:
    """An indicator counts in its domain, and in the whole where its domain is scored."""
    own = {
        "applicable": 1,
        "met": int(met),
        "must_applicable": int(indicator.must),
        "must_met": int(met and indicator.must),
    }
    domain = {f"{indicator.domain}__{name}": n for name, n in own.items()}
    return domain | own if scored else domain


def by_chance(compared: int) -> int:
    """Of so many comparisons of things that have nothing to do with each other, so many look sure all the same."""
    return round(compared * 5 / 100)

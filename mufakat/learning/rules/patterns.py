"""What goes together over sites: counts of four cells, a difference of shares, and how sure it is.

The interval of a difference of two shares is Newcombe's hybrid score interval (1998, method 10), made of two Wilson
intervals. It holds with few sites and at 0 and 100 percent, where the usual formula does not. Why not a library: two
dozen lines against 130 MB; `tests/test_rules_patterns.py` compares them with published values and with statsmodels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

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
    counted = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for has, reached in pairs:
        counted[has, reached] += 1
    return Table(
        counted[True, True],
        counted[True, True] + counted[True, False],
        counted[False, True],
        counted[False, True] + counted[False, False],
    )


COUNTED = frozenset({"met", "applicable", "must_met", "must_applicable"})


@lru_cache(maxsize=64)
def counts_only(rule: str) -> bool:
    """Does a threshold rule ask only how many indicators are met? Then it can be asked again without one of them. An
    index is weighted, and a missing answer is of no indicator alone."""
    asked = names_in(rule)
    return bool(asked) and {name.rpartition("__")[2] for name in asked} <= COUNTED


def counts_of(form: Form, met: Mapping[str, bool | None]) -> dict[str, int]:
    """What a rule that counts may ask for, of the whole and of each domain. `met`: by code, nothing where it does not
    apply."""
    values = dict.fromkeys(sorted(COUNTED), 0)
    for domain in form.domains:
        values |= {f"{domain.code}__{name}": 0 for name in sorted(COUNTED)}
        for each in domain.indicators:
            if (own := met.get(each.code)) is not None:
                _add(values, form, each, own, 1)
    return values


def passes_without(form: Form, counts: Mapping[str, int], left_out: str, own: bool) -> bool | None:
    """Whether a site passes by the rule of its instrument with the OTHER indicators: an indicator is itself a part of
    passing, so it is taken out before the two are compared. Nothing if no other indicator applies."""
    values = dict(counts)
    _add(values, form, form.by_code[left_out], own, -1)
    return holds(form.threshold, values) if values["applicable"] else None


def _add(values: dict[str, int], form: Form, indicator: Indicator, met: bool, n: int) -> None:
    """An indicator counts in its domain, and in the whole where its domain is scored."""
    scored = any(d.scored for d in form.domains if d.code == indicator.domain)
    for place in (f"{indicator.domain}__", *([""] if scored else [])):
        values[f"{place}applicable"] += n
        values[f"{place}met"] += n * met
        values[f"{place}must_applicable"] += n * indicator.must
        values[f"{place}must_met"] += n * (met and indicator.must)


def by_chance(compared: int) -> int:
    """Of so many comparisons of things that have nothing to do with each other, so many look sure all the same."""
    return round(compared * 5 / 100)

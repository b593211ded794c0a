"""What a body counts with, by the two formulas of each indicator: across places here, across periods in `steps`."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mufakat.indicators.rules import Form

Pair = tuple[int, int]
WHOLE_RATE = 10_000  # a mean is kept in ten-thousandths


class Formula(NamedTuple):
    """Of a measure: `rules.instrument` says what the words mean."""

    periods: str
    places: str


PLAIN = Formula("last", "sum")  # of the whole, the domains, who passes


class Formulas:
    """Those of an instrument. The first version that has a measure decides its formulas for ever: a later one cannot
    change what the past adds up to. `codes` are the indicators of each version by measure."""

    def __init__(self, forms: Iterable[tuple[Any, Form]]) -> None:
        self.of: dict[str, Formula] = {}
        self.codes: dict[Any, dict[str, str]] = {}
        for version, form in forms:
            counted = [
                each for domain in form.domains if domain.scored for each in domain.indicators
            ]
            self.codes[version] = {each.key: each.code for each in counted}
            for each in form.indicators:
                self.of.setdefault(each.key, Formula(each.across_periods, each.across_places))
        self.sums = frozenset(key for key, formula in self.of.items() if formula.periods == "sum")

    def booked(self, version: Any, result: Mapping[str, Any]) -> dict[str, Pair]:
        """The pair of each measure as it is added across places. What does not apply has none."""
        found: dict[str, Pair] = {}
        for measure, (numerator, denominator) in result["measures"].items():
            places = self.of.get(measure, PLAIN).places
            if places == "sum":
                found[measure] = (numerator, denominator)
            elif places == "mean" and denominator:
                found[measure] = (rate(numerator, denominator), WHOLE_RATE)
        ones = result["indicators"]
        for measure, code in self.codes.get(version, {}).items():
            met = ones.get(code, {}).get("met")
            if met is not None and self.of[measure].places == "share":
                found[measure] = (int(met), 1)
        return found

    def lacking(self, version: Any, result: Mapping[str, Any]) -> list[str]:
        """The measures that apply and are not met."""
        ones = result["indicators"]
        return sorted(
            measure
            for measure, code in self.codes.get(version, {}).items()
            if ones.get(code, {}).get("met") is False
        )


def rate(numerator: int, denominator: int) -> int:
    """In ten-thousandths, half of one rounded up."""
    return (2 * WHOLE_RATE * numerator + denominator) // (2 * denominator)

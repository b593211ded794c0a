"""Which indicators would lift most bodies over the threshold: counted in whole numbers, body by body.

A body below the threshold stands for what it lacks: indicators that apply and are not met. It would be lifted by a set
of indicators if the rule of the threshold held with those of them that it lacks met, and nothing else changed.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from . import thresholds
from .instrument import Form, Indicator

WORK = 60_000  # so many trials fit into a page; beyond, sets are grown one by one
COUNTED = ("met", "applicable", "must_met", "must_applicable")


@dataclass(frozen=True)
class Site:
    """A body below the threshold: {code of an indicator that applies: is it met?}."""

    met: Mapping[str, bool]


@dataclass(frozen=True)
class Lift:
    """If all of these were met: so many more bodies would pass. `exact`: no other set of as many lifts more."""

    codes: tuple[str, ...]
    bodies: int
    exact: bool = True


@dataclass(frozen=True)
class Gaps:
    """`lacking` is {code: bodies that lack it}; `alone` {code: bodies lifted by it alone}; `grown` one, two, three
    indicators, each the best beside those before; `pair` and `triple` the best sets of their size."""

    bodies: int
    lacking: Mapping[str, int]
    alone: Mapping[str, int]
    grown: Sequence[Lift]
    pair: Lift | None
    triple: Lift | None


def asks_for(rule: str) -> set[str]:
    """The names in a rule."""
    return {node.id for node in ast.walk(ast.parse(rule, mode="eval")) if isinstance(node, ast.Name)}


def can_count(form: Form) -> bool:
    """Only a threshold that counts indicators can be counted like this: an index moves with every answer."""
    return all(name.rpartition("__")[2] in COUNTED for name in asks_for(form.threshold))


class _Bench:
    """Tries sets of indicators on bodies that are alike only once."""

    def __init__(self, form: Form, sites: Iterable[Site]) -> None:
        self.rule, self.form = form.threshold, form
        self.names = tuple(sorted(asks_for(self.rule)))
        self.rises = {each.code: self._rise(each) for each in form.indicators}
        alike: Counter[tuple[tuple[int, ...], frozenset[str]]] = Counter()
        for site in sites:
            lacking = frozenset(code for code, met in site.met.items() if not met)
            alike[self._state(site.met), lacking] += 1
        self.alike = list(alike.items())
        self.known: dict[tuple[int, ...], bool] = {}

    def _rise(self, each: Indicator) -> tuple[int, ...]:
        """By how much each name of the rule rises when this indicator is met."""
        own = {"met", f"{each.domain}__met"}
        own |= {"must_met", f"{each.domain}__must_met"} if each.must else set()
        return tuple(int(name in own) for name in self.names)

    def _state(self, met: Mapping[str, bool]) -> tuple[int, ...]:
        values = dict.fromkeys(self.names, 0)
        for code, holds in met.items():
            each = self.form.by_code[code]
            for before in ("", f"{each.domain}__"):
                for name in _counts(each, met=holds):
                    if before + name in values:
                        values[before + name] += 1
        return tuple(values.values())

    def passes(self, state: tuple[int, ...]) -> bool:
        if state not in self.known:
            values = dict(zip(self.names, state, strict=True))
            self.known[state] = bool(thresholds.holds(self.rule, values))
        return self.known[state]

    def lifted(self, codes: Sequence[str]) -> int:
        """How many bodies would pass with these met."""
        found = 0
        for (state, lacking), bodies in self.alike:
            after = state
            for code in codes:
                if code in lacking:
                    after = tuple(map(sum, zip(after, self.rises[code], strict=True)))
            if after is not state and self.passes(after):
                found += bodies
        return found


def _counts(each: Indicator, *, met: bool) -> Iterator[str]:
    yield "applicable"
    if each.must:
        yield "must_applicable"
    if met:
        yield "met"
        if each.must:
            yield "must_met"


def gaps(form: Form, sites: Sequence[Site]) -> Gaps:
    """Of bodies below the threshold; ties go to what comes first in the instrument."""
    bench = _Bench(form, sites)
    lacking = {
        each.code: count
        for each in form.indicators
        if (count := sum(site.met.get(each.code) is False for site in sites))
    }
    alone = {code: bench.lifted((code,)) for code in lacking}
    grown = _grown(bench, list(lacking), 3)
    return Gaps(
        bodies=len(sites),
        lacking=lacking,
        alone=alone,
        grown=grown,
        pair=_best(bench, list(lacking), 2, grown),
        triple=_best(bench, list(lacking), 3, grown),
    )


def _grown(bench: _Bench, codes: Sequence[str], most: int) -> list[Lift]:
    """One after the other, each the one that lifts most beside those chosen before it. Where none lifts anybody yet,
    the one that most bodies lack comes first."""
    chosen: tuple[str, ...] = ()
    steps: list[Lift] = []
    for _step in range(min(most, len(codes))):
        tried = [(bench.lifted((*chosen, code)), code) for code in codes if code not in chosen]
        bodies, best = max(tried, key=lambda each: (each[0], _wanted(bench, each[1])))
        chosen = (*chosen, best)
        steps.append(Lift(chosen, bodies, exact=len(chosen) == 1))
    return steps


def _wanted(bench: _Bench, code: str) -> int:
    return sum(bodies for (_state, lacking), bodies in bench.alike if code in lacking)


def _best(
    bench: _Bench, codes: Sequence[str], size: int, grown: Sequence[Lift]
) -> Lift | None:
    """The best set of this size: every one is tried where there is time for it, else the grown one stands."""
    if len(codes) < size:
        return None
    if comb(len(codes), size) * len(bench.alike) > WORK:
        return grown[size - 1]
    best = max(combinations(codes, size), key=bench.lifted)
    return Lift(best, bench.lifted(best))

"""Which indicators would lift most bodies over the threshold: counted in whole numbers, body by body.

A body below the threshold stands for what it lacks: indicators that apply and are not met. It would be lifted by a set
of indicators if the rule of the threshold held with those of them that it lacks met, and nothing else changed.
"""

import ast
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb
from typing import NamedTuple

from . import thresholds
from .instrument import Form, Indicator

WORK = 60_000  # so many trials fit into a page; beyond, sets are grown one by one
MOST = 3  # indicators of a set
Values = tuple[tuple[str, int], ...]  # what the names of the rule stand at
COUNTED = ("met", "applicable", "must_met", "must_applicable")


class Site(NamedTuple):
    """A body below the threshold: what the names of the rule stand at, and which indicators it lacks, by key, each
    once."""

    values: Values
    lacking: Collection[str]


@dataclass(frozen=True)
class Lift:
    """If all of these were met: so many more bodies would pass. `exact`: no other set of as many lifts more."""

    keys: tuple[str, ...]
    bodies: int
    exact: bool = True


@dataclass(frozen=True)
class Gaps:
    """`lacking` is {key: bodies that lack it}; `alone` {key: bodies lifted by it alone}; `grown` one, two, three
    indicators, each the best beside those before; `pair` and `triple` the best sets of their size."""

    bodies: int
    lacking: Mapping[str, int]
    alone: Mapping[str, int]
    grown: Sequence[Lift]
    pair: Lift | None
    triple: Lift | None


def asks_for(rule: str) -> set[str]:
    """The names in a rule."""
    return {
        node.id for node in ast.walk(ast.parse(rule, mode="eval")) if isinstance(node, ast.Name)
    }


def can_count(form: Form) -> bool:
    """Only a threshold that counts indicators can be counted like this: an index moves with every answer."""
    return all(name.rpartition("__")[2] in COUNTED for name in asks_for(form.threshold))


def is_plain(form: Form) -> bool:
    """Does the threshold ask only how many of all indicators are met?"""
    return asks_for(form.threshold) <= {"met", "applicable"}


def site_of(form: Form, met: Mapping[str, bool]) -> Site:
    """Of a body of which is known, for each indicator that applies, by its key, whether it is met. What is asked in a
    domain that neither the whole nor the rule counts is lacking nowhere."""
    values = dict.fromkeys(sorted(asks_for(form.threshold)), 0)
    scored = _scored(form)
    counting = scored | {name.partition("__")[0] for name in values if "__" in name}
    for each in form.indicators:
        if each.key in met:
            for name in _counts(each, met=met[each.key]):
                for under in _names(each, name, scored):
                    if under in values:
                        values[under] += 1
    told = {each.key for each in form.indicators if each.domain in counting}
    return Site(
        tuple(values.items()), [key for key, holds in met.items() if not holds and key in told]
    )


def _counts(each: Indicator, *, met: bool) -> Iterator[str]:
    yield "applicable"
    if each.must:
        yield "must_applicable"
    if met:
        yield "met"
        if each.must:
            yield "must_met"


def _scored(form: Form) -> set[str]:
    """The domains that the whole adds up."""
    return {domain.code for domain in form.domains if domain.scored}


def _names(each: Indicator, name: str, scored: Collection[str]) -> Iterator[str]:
    """Under which names of a rule a count of this indicator is found: of its domain, and of the whole if its domain is
    scored."""
    yield f"{each.domain}__{name}"
    if each.domain in scored:
        yield name


def lifted_by(form: Form, sites: Iterable[Site], keys: Iterable[str]) -> Iterator[bool]:
    """Of each body: would it pass if those of these that it lacks were met? What the rule said once it is not asked
    again."""
    names, scored = asks_for(form.threshold), _scored(form)
    chosen = set(keys)
    rises = {e.key: _rises(e, names, scored) for e in form.indicators if e.key in chosen}
    said: dict[tuple[Values, tuple[str, ...]], bool] = {}
    for site in sites:
        met = tuple(key for key in rises if key in site.lacking)
        alike = site.values, met
        if alike not in said:
            more = Counter(chain.from_iterable(rises[key] for key in met))
            then = {name: count + more[name] for name, count in site.values}
            said[alike] = bool(thresholds.holds(form.threshold, then))
        yield said[alike]


def gaps(form: Form, sites: Sequence[Site]) -> Gaps:
    """Of bodies below the threshold; ties go to what comes first in the instrument."""
    count = Counter(chain.from_iterable(site.lacking for site in sites))
    lacking = {each.key: count[each.key] for each in form.indicators if count[each.key]}
    bench = _Bench(form, sites, list(lacking))
    grown = _grown(bench, lacking)
    return Gaps(
        bodies=len(sites),
        lacking=lacking,
        alone={key: bench.lifted((key,)) for key in lacking},
        grown=grown,
        pair=_best(bench, list(lacking), 2, grown),
        triple=_best(bench, list(lacking), 3, grown),
    )


class _Bench:
    """Tries sets of indicators. Bodies that are alike are tried once, and those beyond the reach of any set of three
    never: of each kind is kept which of its sets of indicators suffice, as a test of a set of bits."""

    def __init__(self, form: Form, sites: Iterable[Site], keys: Sequence[str]) -> None:
        self.rule, self.bit = form.threshold, {key: 1 << n for n, key in enumerate(keys)}
        names, scored = asks_for(self.rule), _scored(form)
        self.rises = {each.key: _rises(each, names, scored) for each in form.indicators}
        self.known: dict[Values, bool] = {}
        self.few: dict[Values, int] = {}
        plain = is_plain(form)
        alike = Counter(
            (values, sum(self.bit.get(key, 0) for key in lacking))
            for values, lacking in sites
            if not plain or self._few_needed(values)
        )
        needs = self._any_few if plain else self._sets_needed
        self.kinds: list[tuple[Callable[[int], bool], int]] = []
        for (values, mask), bodies in alike.items():
            if suffices := needs(values, mask):
                self.kinds.append((suffices, bodies))

    def lifted(self, keys: Sequence[str]) -> int:
        """How many bodies would pass with these met."""
        chosen = sum(self.bit[key] for key in keys)
        return sum(bodies for suffices, bodies in self.kinds if suffices(chosen))

    def _passes(self, values: Values) -> bool:
        if values not in self.known:
            self.known[values] = bool(thresholds.holds(self.rule, dict(values)))
        return self.known[values]

    def _few_needed(self, values: Values) -> int:
        """So many more that are met suffice, whichever they are; none if a set of three is too small."""
        if values not in self.few:
            with_more = (
                (more, tuple((name, n + more * (name == "met")) for name, n in values))
                for more in range(1, MOST + 1)
            )
            self.few[values] = next((more for more, then in with_more if self._passes(then)), 0)
        return self.few[values]

    def _any_few(self, values: Values, mask: int) -> Callable[[int], bool]:
        more = self._few_needed(values)
        return lambda chosen: (chosen & mask).bit_count() >= more

    def _sets_needed(self, values: Values, mask: int) -> Callable[[int], bool] | None:
        """These sets suffice, and whatever holds one of them."""
        keys = [key for key, bit in self.bit.items() if bit & mask]
        enough: list[int] = []
        for size in range(1, MOST + 1):
            for chosen in combinations(keys, size):
                bits = sum(self.bit[key] for key in chosen)
                if any(found & bits == found for found in enough):
                    continue
                risen = Counter(dict(values))
                for key in chosen:
                    risen.update(self.rises[key])
                if self._passes(tuple((name, risen[name]) for name, _n in values)):
                    enough.append(bits)
        if not enough:
            return None
        return lambda chosen: any(found & chosen == found for found in enough)


def _rises(each: Indicator, names: set[str], scored: Collection[str]) -> list[str]:
    """Which names of the rule rise by one when this indicator is met."""
    own = ["met", *(["must_met"] if each.must else [])]
    return [name for told in own for name in _names(each, told, scored) if name in names]


def _grown(bench: _Bench, lacking: Mapping[str, int]) -> list[Lift]:
    """One after the other, each the one that lifts most beside those chosen before it; where several do, or none lifts
    anybody yet, the one that most bodies lack."""
    chosen: tuple[str, ...] = ()
    steps: list[Lift] = []
    for _step in range(min(MOST, len(lacking))):
        rest = [key for key in lacking if key not in chosen]
        best = max(rest, key=lambda key: (bench.lifted((*chosen, key)), lacking[key]))
        chosen = (*chosen, best)
        steps.append(Lift(chosen, bench.lifted(chosen), exact=len(chosen) == 1))
    return steps


def _best(bench: _Bench, keys: Sequence[str], size: int, grown: Sequence[Lift]) -> Lift | None:
    """The best set of this size: every one is tried where there is time for it, else the grown one stands."""
    if len(keys) < size:
        return None
    if comb(len(keys), size) * len(bench.kinds) > WORK:
        return grown[size - 1]
    best = max(combinations(keys, size), key=bench.lifted)
    return Lift(best, bench.lifted(best))

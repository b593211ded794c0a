"""Which indicators would lift most bodies over the threshold: counted in whole numbers, body by body.

A body below the threshold stands for what it lacks: indicators that apply and are not met. It would be lifted by a set
of indicators if the rule of the threshold held with those of them that it lacks met, and nothing else changed.
"""

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb
from typing import NamedTuple

from . import thresholds
from .instrument import Form, Indicator

MOST = 3  # indicators of a set
# What trying costs, in parts of a tenth of a second; what would take longer is grown one by one.
WORK = 1_000_000_000
SET = 2_000  # and one for each body
QUESTION = 100_000  # to the rule
ONE = ord("1")
Values = tuple[tuple[str, int], ...]  # what the names of the rule stand at
Sort = tuple[str, ...]
Sorts = tuple[Sort, ...]  # in order, each as often as there are indicators of it
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
    return next(sites_of(form, [met]))


def sites_of(form: Form, bodies: Iterable[Mapping[str, bool]]) -> Iterator[Site]:
    """Of many bodies: what an indicator counts as is found once."""
    names, scored = sorted(asks_for(form.threshold)), _scored(form)
    counting = scored | {name.partition("__")[0] for name in names if "__" in name}
    told = {each.key for each in form.indicators if each.domain in counting}
    counts = {
        (each.key, met): [
            under
            for name in _counts(each, met=met)
            for under in _names(each, name, scored)
            if under in names
        ]
        for each in form.indicators
        for met in (True, False)
    }
    for body in bodies:
        found = Counter(chain.from_iterable(counts[one] for one in body.items()))
        values = tuple((name, found[name]) for name in names)
        yield Site(values, [key for key, met in body.items() if not met and key in told])


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
    bench = _Bench(form, sites)
    lacking = {key: bits.bit_count() for key, bits in bench.lack.items()}
    grown = _grown(bench, lacking)
    return Gaps(
        bodies=len(sites),
        lacking=lacking,
        alone=dict(zip(lacking, bench.lifted_beside((), list(lacking)), strict=True)),
        grown=grown,
        pair=_best(bench, 2, grown),
        triple=_best(bench, 3, grown),
    )


class _Bench:
    """Tries sets of indicators on all bodies at once: each body is a bit of whole numbers. `lack` says of an indicator
    who lacks it, `standing` of the counts that the rule asks for who stands at them. To the rule an indicator is but
    the names that rise with it, its `sort`; so whom a set lifts follows from who lacks which sorts of it."""

    def __init__(self, form: Form, sites: Sequence[Site]) -> None:
        alike: dict[Values, list[Collection[str]]] = {}
        for values, lacking in sites:
            alike.setdefault(values, []).append(lacking)
        # Written as digits and read as a number at the end: a bit set in a long number copies all of it.
        columns = {each.key: bytearray(b"0" * len(sites)) for each in form.indicators}
        for place, lacking in enumerate(chain.from_iterable(alike.values())):
            for key in lacking:
                columns[key][place] = ONE
        lack = {key: int(column or b"0", 2) for key, column in columns.items()}
        self.lack = {key: bits for key, bits in lack.items() if bits}
        self.standing: dict[Values, int] = {}
        left = len(sites)  # the first body is the highest bit
        for values, those in alike.items():
            left -= len(those)
            self.standing[values] = ((1 << len(those)) - 1) << left
        names, scored = asks_for(form.threshold), _scored(form)
        self.rule, self.keys, self.bodies = form.threshold, list(self.lack), len(sites)
        self.sort = {each.key: tuple(_rises(each, names, scored)) for each in form.indicators}
        self.known: dict[Values, bool] = {}
        self.suffice: dict[Sorts, int] = {(): 0}

    def lifted_beside(self, chosen: Sequence[str], others: Sequence[str]) -> list[int]:
        """How many bodies would pass with these met and one of the others, for each of the others."""
        # Who lacks of those chosen just so many of these sorts: of no sort, at first everybody.
        parts: dict[Sorts, int] = {(): (1 << self.bodies) - 1}
        for key in chosen:
            those = list(parts.items())
            parts = {sorts: bits & ~self.lack[key] for sorts, bits in those}
            for sorts, bits in those:
                more = tuple(sorted((*sorts, self.sort[key])))
                parts[more] = parts.get(more, 0) | bits & self.lack[key]
        without = self._pass(parts)
        turned = {
            sort: without ^ self._pass(parts, sort) for sort in {self.sort[key] for key in others}
        }
        return [(without ^ self.lack[key] & turned[self.sort[key]]).bit_count() for key in others]

    def _pass(self, parts: Mapping[Sorts, int], *one: Sort) -> int:
        """Who passes once what he lacks of those chosen is met, and one more of a sort."""
        return sum(bits & self._lifted_by(tuple(sorted((*s, *one)))) for s, bits in parts.items())

    def _lifted_by(self, sorts: Sorts) -> int:
        """Who would pass with so many more of these sorts met, if he lacks them."""
        if sorts not in self.suffice:
            more = Counter(chain.from_iterable(sorts))
            self.suffice[sorts] = sum(
                bits
                for values, bits in self.standing.items()
                if self._holds(tuple((name, n + more[name]) for name, n in values))
            )
        return self.suffice[sorts]

    def _holds(self, values: Values) -> bool:
        if values not in self.known:
            self.known[values] = bool(thresholds.holds(self.rule, dict(values)))
        return self.known[values]

    def work(self, size: int) -> int:
        """How long it takes to try every set of this size: sets, and questions to the rule."""
        sorts = len({self.sort[key] for key in self.keys})
        questions = len(self.standing) * comb(sorts + size - 1, size)
        return comb(len(self.keys), size) * (SET + self.bodies) + questions * QUESTION


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
        counts = zip(bench.lifted_beside(chosen, rest), rest, strict=True)
        bodies, best = max(counts, key=lambda count: (count[0], lacking[count[1]]))
        chosen = (*chosen, best)
        steps.append(Lift(chosen, bodies, exact=len(chosen) == 1))
    return steps


def _best(bench: _Bench, size: int, grown: Sequence[Lift]) -> Lift | None:
    """The best set of this size: every one is tried where there is time for it, else the grown one stands."""
    if len(bench.keys) < size:
        return None
    if bench.work(size) > WORK:
        return grown[size - 1]
    best = Lift((), -1)
    for places in combinations(range(len(bench.keys) - 1), size - 1):
        chosen, others = [bench.keys[n] for n in places], bench.keys[places[-1] + 1 :]
        counts = bench.lifted_beside(chosen, others)
        if (most := max(counts)) > best.bodies:
            best = Lift((*chosen, others[counts.index(most)]), most)
    return best

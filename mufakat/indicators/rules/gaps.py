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

from . import thresholds
from .instrument import Form, Indicator
from .trials import Site, Trials, Values

MOST = 3  # indicators of a set
# A tenth of a second of trials; what would take longer is grown one by one. Of it: a set, and one more for each body; a
# question to the rule.
WORK, SET, QUESTION = 1_000_000_000, 2_000, 100_000
COUNTED = ("met", "applicable", "must_met", "must_applicable")


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
    names, scored = asks_for(form.threshold), _scored(form)
    sorts = {each.key: tuple(_rises(each, names, scored)) for each in form.indicators}
    trials = Trials(form.threshold, sorts, sites)
    lacking = {key: bits.bit_count() for key, bits in trials.lack.items()}
    grown = _grown(trials, lacking)
    return Gaps(
        bodies=len(sites),
        lacking=lacking,
        alone=dict(zip(lacking, trials.lifted_beside((), list(lacking)), strict=True)),
        grown=grown,
        pair=_best(trials, 2, grown),
        triple=_best(trials, 3, grown),
    )


def _rises(each: Indicator, names: set[str], scored: Collection[str]) -> list[str]:
    """Which names of the rule rise by one when this indicator is met."""
    own = ["met", *(["must_met"] if each.must else [])]
    return [name for told in own for name in _names(each, told, scored) if name in names]


def _grown(trials: Trials, lacking: Mapping[str, int]) -> list[Lift]:
    """One after the other, each the one that lifts most beside those chosen before it; where several do, or none lifts
    anybody yet, the one that most bodies lack."""
    chosen: tuple[str, ...] = ()
    steps: list[Lift] = []
    for _step in range(min(MOST, len(lacking))):
        rest = [key for key in lacking if key not in chosen]
        counts = zip(trials.lifted_beside(chosen, rest), rest, strict=True)
        bodies, best = max(counts, key=lambda count: (count[0], lacking[count[1]]))
        chosen = (*chosen, best)
        steps.append(Lift(chosen, bodies, exact=len(chosen) == 1))
    return steps


def _best(trials: Trials, size: int, grown: Sequence[Lift]) -> Lift | None:
    """The best set of this size: every one is tried where there is time for it, else the grown one stands."""
    if len(trials.keys) < size:
        return None
    if _work(trials, size) > WORK:
        return grown[size - 1]
    best = Lift((), -1)
    for places in combinations(range(len(trials.keys) - 1), size - 1):
        chosen, others = [trials.keys[n] for n in places], trials.keys[places[-1] + 1 :]
        counts = trials.lifted_beside(chosen, others)
        if (most := max(counts)) > best.bodies:
            best = Lift((*chosen, others[counts.index(most)]), most)
    return best


def _work(trials: Trials, size: int) -> int:
    """Of trying every set of this size."""
    sorts = len({trials.sort[key] for key in trials.keys})
    questions = len(trials.standing) * comb(sorts + size - 1, size)
    return comb(len(trials.keys), size) * (SET + trials.bodies) + questions * QUESTION

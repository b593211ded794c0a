"""Which bodies a set of indicators would lift over a threshold: all bodies at once, exactly."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from . import thresholds

ONE = ord("1")
Values = tuple[tuple[str, int], ...]  # what the names of the rule stand at
Sort = tuple[str, ...]
Sorts = tuple[Sort, ...]  # in order, each as often as there are indicators of it


class Site(NamedTuple):
    """A body below the threshold: what the names of the rule stand at, and which indicators it lacks, by key, each
    once."""

    values: Values
    lacking: Collection[str]


class Trials:
    """Tries sets of indicators on all bodies at once: each body is a bit of whole numbers. `lack` says of an indicator
    who lacks it, `standing` of the counts that the rule asks for who stands at them. To the rule an indicator is but
    the names that rise with it, its `sort`; so whom a set lifts follows from who lacks which sorts of it."""

    def __init__(self, rule: str, sort: Mapping[str, Sort], sites: Sequence[Site]) -> None:
        alike: dict[Values, list[Collection[str]]] = {}
        for values, lacking in sites:
            alike.setdefault(values, []).append(lacking)
        # Written as digits and read as a number at the end: a bit set in a long number copies all of it.
        columns = {key: bytearray(b"0" * len(sites)) for key in sort}
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
        self.holds = cache(lambda values: bool(thresholds.holds(rule, dict(values))))
        self.sort, self.keys, self.bodies = sort, list(self.lack), len(sites)
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
                if self.holds(tuple((name, n + more[name]) for name, n in values))
            )
        return self.suffice[sorts]

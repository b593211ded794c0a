"""By how much spans change the figures of a region in a month: the cells."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from mufakat.core.fields import ancestors


class Key(NamedTuple):
    path: str
    measure: str
    month: str


class Counting(Protocol):
    """What of a span counts: `rollup.spans.Span`, or a row that was made of one."""

    @property
    def month(self) -> str: ...
    @property
    def until(self) -> str: ...
    @property
    def region_path(self) -> str: ...
    @property
    def measures(self) -> Mapping[str, Sequence[int]]: ...


Step = tuple[int, int, int]  # numerator, denominator, sites
Steps = dict[Key, Step]
NOTHING: Step = (0, 0, 0)


def steps(spans: Iterable[Counting], sums: Collection[str] = frozenset()) -> Steps:
    """At the places of the bodies themselves. What stands comes in the first month of a span and goes in the month of
    its end; what was done (`sums`) comes in its month and never goes."""
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for span in spans:
        for measure, (numerator, denominator) in span.measures.items():
            step = found[Key(span.region_path, measure, span.month)]
            step[0] += numerator
            step[1] += denominator
            step[2] += 1
            if span.until and measure not in sums:
                step = found[Key(span.region_path, measure, span.until)]
                step[0] -= numerator
                step[1] -= denominator
                step[2] -= 1
    return {key: (step[0], step[1], step[2]) for key, step in found.items() if any(step)}


def difference(new: Steps, old: Steps) -> Steps:
    """What must be added to the old ones so that they are the new ones."""
    found: Steps = {}
    for key in new.keys() | old.keys():
        (a, b, c), (x, y, z) = new.get(key, NOTHING), old.get(key, NOTHING)
        if (a, b, c) != (x, y, z):
            found[key] = (a - x, b - y, c - z)
    return found


def upwards(at_places: Steps, onto: Steps | None = None) -> Steps:
    """The steps of every region: of each place, and of all regions above it."""
    found = {} if onto is None else onto
    above: dict[str, list[str]] = {}
    for (path, measure, month), (numerator, denominator, sites) in at_places.items():
        if path not in above:
            above[path] = ancestors(path)
        for region in above[path]:
            key = Key(region, measure, month)
            n, d, s = found.get(key, NOTHING)
            found[key] = (n + numerator, d + denominator, s + sites)
    return found


def parent_of(path: str) -> str:
    """The region above; "-" of the nation, whose own path is the empty text."""
    return ancestors(path)[-2] if path else "-"

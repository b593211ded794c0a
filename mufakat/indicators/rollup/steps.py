"""By how much spans change the figures of a region in a month: the cells."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from mufakat.core.fields import ancestors

Key = tuple[str, str, str]  # region, measure, month


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
    found: Steps = {}
    for span in spans:
        path, month, until = span.region_path, span.month, span.until
        for measure, (numerator, denominator) in span.measures.items():
            key = (path, measure, month)
            n, d, s = found.get(key, NOTHING)
            found[key] = (n + numerator, d + denominator, s + 1)
            if until and measure not in sums:
                key = (path, measure, until)
                n, d, s = found.get(key, NOTHING)
                found[key] = (n - numerator, d - denominator, s - 1)
    return {key: step for key, step in found.items() if step != NOTHING}


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
            key = (region, measure, month)
            n, d, s = found.get(key, NOTHING)
            found[key] = (n + numerator, d + denominator, s + sites)
    return found


def parent_of(path: str) -> str:
    """The region above; "-" of the nation, whose own path is the empty text."""
    return ancestors(path)[-2] if path else "-"

"""From when until when, and where, a body counts with what it was found to be."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .formulas import Pair
from .places import Places, place_in

Term = tuple[date | None, date | None]
# From a month (empty: always) until before another (empty: until further notice).
Months = tuple[str, str]
ALWAYS: Term = (None, None)


@dataclass(frozen=True)
class Found:
    """What an accepted assessment found in a month: the pairs that are booked, the whole, by which version, and of
    which `pustu` with its Posyandu, where that was assessed along with the body."""

    month: str
    assessment: Any
    measures: Mapping[str, Pair]
    met: int = 0
    applicable: int = 0
    passed: bool | None = None
    lacking: str = ""
    version: Any = None
    pustu: Any = None


@dataclass(frozen=True)
class Span:
    """`found` counts at `region_path` from `month` until before `until` (empty: until further notice). `measures` are
    those that count here: what was done counts once, where and when it was done."""

    month: str
    until: str
    region_path: str
    found: Found
    measures: Mapping[str, Pair]


def next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def month_after(day: date | None) -> str:
    """The first month in which what ended on a day counts no more: it counts through the month of its last day."""
    return next_month(f"{day:%Y-%m}") if day else ""


def stands_in(terms: Iterable[Term], gone: str = "") -> list[Months]:
    """The months in which a body counts that counts through some terms (first and last day; nothing: open), in order.
    What touches or overlaps is one; from `gone` on it is no more."""
    found: list[Months] = []
    for first, last in sorted((first or date.min, last or date.max) for first, last in terms):
        month = f"{first:%Y-%m}" if first > date.min else ""
        until = month_after(last) if last < date.max else ""
        if found and (not found[-1][1] or month <= found[-1][1]):
            before, ended = found.pop()
            month, until = before, max(ended, until) if ended and until else ""
        found.append((month, until))
    cut = [(month, _earlier(until, gone)) for month, until in found]
    return [(month, until) for month, until in cut if not until or month < until]


def spans(
    founds: Sequence[Found],
    places: Places,
    stands: Mapping[Any, Sequence[Months]],
    sums: Collection[str] = frozenset(),
) -> list[Span]:
    """`founds` of one body by month, one in each; `stands` are the months in which it counts, with each
    Pustu that belongs to it then (None: with whichever)."""
    ordered = sorted(founds, key=lambda found: found.month)
    made: list[Span] = []
    for number, found in enumerate(ordered, start=1):
        newer = ordered[number].month if number < len(ordered) else ""
        for first, last in stands.get(found.pustu, ()):
            month, until = max(first, found.month), _earlier(newer, last)
            if not until or month < until:
                made += _at_places(found, month, until, places, sums)
    return made


def _at_places(
    found: Found, month: str, until: str, places: Places, sums: Collection[str]
) -> Iterator[Span]:
    moves = [(m, p) for m, p in places if month < m and (not until or m < until)]
    begins = [(month, place_in(month, places)), *moves]
    ends = [*(month for month, _path in moves), until]
    lasting = {key: pair for key, pair in found.measures.items() if key not in sums}
    for (begin, path), end in zip(begins, ends, strict=True):
        yield Span(begin, end, path, found, found.measures if begin == found.month else lasting)


def _earlier(one: str, other: str) -> str:
    """Of two months; the empty one is never."""
    return min(filter(None, [one, other]), default="")

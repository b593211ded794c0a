"""From when until when, and where, a body counts with what it was found to be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .formulas import Pair
from .places import Places, place_in


@dataclass(frozen=True)
class Found:
    """What an accepted assessment found in a month: the pairs that are booked, the whole, and by which version."""

    month: str
    assessment: Any
    measures: Mapping[str, Pair]
    met: int = 0
    applicable: int = 0
    passed: bool | None = None
    lacking: str = ""
    version: Any = None


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


def spans(
    founds: Sequence[Found], places: Places, gone: str, sums: Collection[str] = frozenset()
) -> list[Span]:
    """`founds` of one body by month, one in each; `gone` is the first month in which the body is no more."""
    ordered = sorted(founds, key=lambda found: found.month)
    made: list[Span] = []
    for number, found in enumerate(ordered):
        follows = ordered[number + 1].month if number + 1 < len(ordered) else ""
        until = min(filter(None, [follows, gone]), default="")
        if until and until <= found.month:
            continue
        moves = [(m, p) for m, p in places if found.month < m and (not until or m < until)]
        begins = [(found.month, place_in(found.month, places)), *moves]
        ends = [*(month for month, _path in moves), until]
        lasting = {key: pair for key, pair in found.measures.items() if key not in sums}
        made += [
            Span(month, end, path, found, lasting if nth else found.measures)
            for nth, ((month, path), end) in enumerate(zip(begins, ends, strict=True))
        ]
    return made

"""When a district, and then a cohort, passes: a plain look ahead from the months behind, or none.

The share of passing sites is looked at over the last `LOOK_BACK` months. How fast it rose is told three times: over all
of these months (the middle), and over the fastest and the slowest `STEP` months in a row among them. Ahead, the share
is drawn on with each of the three. Everything is counted in fractions; nothing is said where the share stands still or
falls, where there are too few months, or where it would take more than `FARTHEST` months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

LOOK_BACK = 6
STEP = 3
LEAST = 3  # months with figures
FARTHEST = 36
FEW = 5  # sites: below it one more site may turn the share of a district

Pair = tuple[int, int]


@dataclass(frozen=True)
class Ahead:
    """In how many months: the middle, the earliest, the latest (nothing: no end in sight at the slowest pace). `why`
    says why there is none: passed, few, flat, falling, far, empty."""

    months: int | None = None
    earliest: int | None = None
    latest: int | None = None
    why: str = ""


def ahead(shares: Sequence[Pair | None], target_percent: int) -> Ahead:
    """`shares` month by month, the last one now: (passing, assessed), nothing where nobody is assessed; of none that
    were assessed nobody has passed."""
    if not shares or shares[-1] is None or not shares[-1][1]:
        return Ahead(why="empty")
    n, d = shares[-1]
    if n * 100 >= target_percent * d:
        return Ahead(0, 0, 0, why="passed")
    known = _tail(shares[-LOOK_BACK:])
    if len(known) < LEAST:
        return Ahead(why="few")
    middle = _pace(known)
    if middle <= 0:
        return Ahead(why="falling" if middle < 0 else "flat")
    short = Fraction(target_percent, 100) - known[-1]
    months = ceil(short / middle)
    if months > FARTHEST:
        return Ahead(why="far")
    stretches = [_pace(known[at : at + STEP]) for at in range(len(known) - STEP + 1)]
    fastest, slowest = max([middle, *stretches]), min([middle, *stretches])
    latest = ceil(short / slowest) if slowest > 0 else None
    return Ahead(months, ceil(short / fastest), latest)


def _tail(shares: Sequence[Pair | None]) -> list[Fraction]:
    """The months without a gap up to now: a share from before a gap was of other sites."""
    found: list[Fraction] = []
    for pair in reversed(shares):
        if pair is None or pair[1] == 0:
            break
        found.append(Fraction(*pair))
    return found[::-1]


def _pace(shares: Sequence[Fraction]) -> Fraction:
    """Rise a month, from the first to the last of these months."""
    return (shares[-1] - shares[0]) / (len(shares) - 1)


def needed(districts: int, target_percent: int) -> int:
    """How many districts a cohort needs: the smallest number that is `target_percent` of them."""
    return -(-districts * target_percent // 100)


def cohort_ahead(districts: Sequence[Ahead], target_percent: int) -> Ahead:
    """A cohort passes with the last of the districts that it needs, the soonest ones counted first."""
    if not districts:
        return Ahead(why="empty")
    nth = needed(len(districts), target_percent) - 1
    months = sorted(each.months for each in districts if each.months is not None)
    if len(months) <= nth:
        return Ahead(why="districts")
    if months[nth] == 0:
        return Ahead(0, 0, 0, why="passed")
    earliest = sorted(each.earliest for each in districts if each.earliest is not None)
    latest = sorted(each.latest for each in districts if each.latest is not None)
    return Ahead(months[nth], earliest[nth], latest[nth] if len(latest) > nth else None)

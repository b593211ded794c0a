"""What is written on a map: names and shares where they have room, no two over each other, none on the land of a
neighbour."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .land import Box, Land

LETTER, LINE = 8, 18  # points of the picture that a letter and a line of text take
SIGN = 2  # letters that the sign before a share takes
BESIDE = sorted(
    ((right, down) for right in range(-64, 65, 16) for down in range(-36, 37, 12)),
    key=lambda step: step[0] ** 2 + step[1] ** 2,
)


class Wanted(NamedTuple):
    """`x`, `y` the inner point; `names` from the longest to the shortest."""

    code: str
    x: int
    y: int
    names: Sequence[str]
    share: str


class Told(NamedTuple):
    """Where it stands, and what: a name, a share, the sign alone; nothing is written where none has room."""

    x: int
    y: int
    name: str = ""
    share: str = ""
    has_sign: bool = True


def written(wanted: Iterable[Wanted], width: int, land: Land) -> dict[str, Told]:
    """What is told of each code. What has figures comes first, and may stand out over the sea; what has none is named
    only within its own borders."""
    placed: list[Box] = []
    found: dict[str, Told] = {}
    for each in sorted(wanted, key=lambda one: (not one.share, one.code)):
        nothing = Told(each.x, each.y, has_sign=False)
        places = (told for told in _choices(each, land) if _fits(each, told, placed, width, land))
        found[each.code] = told = next(places, nothing)
        if told.has_sign:
            placed.append(_box(told))
    return found


def _choices(each: Wanted, land: Land) -> Iterator[Told]:
    """The most that can be told first, at the inner point or a little beside it."""
    texts = [(name, each.share) for name in each.names]
    for name, share in [*texts, ("", each.share), ("", "")]:
        for right, down in BESIDE:
            x, y = each.x + right, each.y + down
            if (x, y) == (each.x, each.y) or land.is_on(x, y, each.code):
                yield Told(x, y, name, share)


def _fits(each: Wanted, told: Told, placed: list[Box], width: int, land: Land) -> bool:
    box = left, top, right, bottom = _box(told)
    if left < 0 or right > width or top < 0:
        return False
    if any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in placed):
        return False
    if land.is_of_others(box, each.code):
        return False
    return bool(told.share) or not told.name or land.holds(box, each.code)


def _box(told: Told) -> Box:
    """From the left, the top, to the right, the bottom; the sign stands before the share, under the name."""
    half = LETTER * max(len(told.name), len(told.share) + SIGN) // 2
    above = LINE if told.name else LINE // 2
    return told.x - half, told.y - above, told.x + half, told.y + (LINE if told.name else LINE // 2)

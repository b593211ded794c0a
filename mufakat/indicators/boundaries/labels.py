"""What is written on a map: names and shares where they have room, no two over each other."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LETTER, LINE = 8, 18  # points of the picture that a letter and a line of text take
SIGN = 2  # letters that the sign before a share takes


class Wanted(NamedTuple):
    """`x`, `y` the inner point; `names` from the longest to the shortest; `room` how wide and tall its part is."""

    code: str
    x: int
    y: int
    names: Sequence[str]
    share: str
    room: tuple[int, int]


Box = tuple[int, int, int, int]


def written(wanted: Iterable[Wanted], width: int) -> dict[str, tuple[str, str]]:
    """(name, share) of each code. What has figures comes first, and may stand out over the sea; what has none is named
    only within its own borders."""
    placed: list[Box] = []
    found: dict[str, tuple[str, str]] = {}
    for each in sorted(wanted, key=lambda one: (not one.share, one.code)):
        found[each.code] = next(
            (told for told in _choices(each) if _place(_box(each, *told), placed, width)),
            ("", ""),
        )
    return found


def _choices(each: Wanted) -> list[tuple[str, str]]:
    if each.share:
        return [*((name, each.share) for name in each.names), ("", each.share)]
    wide, tall = each.room
    return [(n, "") for n in each.names if wide >= LETTER * len(n) + 8 and tall >= 2 * LINE]


def _box(each: Wanted, name: str, share: str) -> Box:
    """From the left, the top, to the right, the bottom; the sign stands before the share, under the name."""
    half = LETTER * max(len(name), len(share) + SIGN) // 2
    return each.x - half, each.y - (LINE if name else LINE // 2), each.x + half, each.y + LINE


def _place(box: Box, placed: list[Box], width: int) -> bool:
    """Does it stand within the picture, over no other? Then it is placed."""
    left, top, right, bottom = box
    if left < 0 or right > width or top < 0:
        return False
    if any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in placed):
        return False
    placed.append(box)
    return True

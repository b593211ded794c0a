"""Where the parts of a fishbone stand. The problem is its head; the bones are the groups of causes, half above and half
below the spine; on each lie its causes of the first depth. Whole numbers, for an SVG of WIDTH by `height`."""

from collections.abc import Mapping, Sequence
from textwrap import shorten, wrap
from typing import NamedTuple

WIDTH, HEAD, LINE, EDGE = 1000, 210, 26, 40
LETTERS = 25  # of a cause; the table beside the picture has all of them
SLANT = 56


class Twig(NamedTuple):
    """A cause: its text ends where its bone is at this height."""

    text: str
    x: int
    y: int
    start: int


class Bone(NamedTuple):
    title: str
    x: int  # where it meets the spine
    tip: int
    y: int  # of the tip
    label_y: int
    twigs: list[Twig]


class Fishbone(NamedTuple):
    height: int
    spine: int
    head: list[str]
    bones: list[Bone]
    width: int = WIDTH
    head_x: int = WIDTH - HEAD
    head_width: int = HEAD


def fishbone(
    problem: str, bones: Sequence[tuple[str, str]], causes: Mapping[str, Sequence[str]]
) -> Fishbone:
    """`bones` are code and title of each group of causes, `causes` the texts of each by its code."""
    upper = -(-len(bones) // 2)
    rows = [len(causes.get(code, ())) for code, _ in bones]
    above, below = (max(part, default=0) for part in (rows[:upper], rows[upper:]))
    spine = EDGE + LINE * (above + 1)
    height = spine + LINE * (below + 1) + EDGE
    slot = (WIDTH - HEAD) // upper
    drawn = []
    for place, (code, title) in enumerate(bones):
        is_above = place < upper
        x = slot * (place + 1) - 10 if is_above else slot * (place - upper + 1) - 10 + slot // 8
        reach = spine - EDGE if is_above else height - EDGE - spine
        drawn.append(_bone(title, causes.get(code, ()), x, spine, -reach if is_above else reach))
    return Fishbone(height, spine, wrap(shorten(problem, 110, placeholder=" …"), 24), drawn)


def _bone(title: str, causes: Sequence[str], x: int, spine: int, reach: int) -> Bone:
    sign = 1 if reach > 0 else -1
    twigs = []
    for place, text in enumerate(causes, start=1):
        y = spine + sign * (LINE * place + (LINE // 2 if sign > 0 else 0))
        at = x - SLANT * abs(y - spine) // abs(reach)
        short = shorten(text, LETTERS, placeholder="…")
        twigs.append(Twig(short, at - 10, y, max(4, at - 14 - 7 * len(short))))
    tip = spine + reach
    return Bone(title, x, x - SLANT, tip, tip - 8 if sign < 0 else tip + 18, twigs)

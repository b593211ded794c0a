"""Where the parts of a fishbone stand. The problem is its head; the bones are the groups of causes, half above and half
below the spine; on each lie its causes, each with its whys below it. Whole numbers, for an SVG of WIDTH by `height`."""

from collections.abc import Mapping, Sequence
from textwrap import shorten, wrap
from typing import NamedTuple

WIDTH, HEAD, LINE, EDGE = 1040, 244, 24, 40
LETTERS, LINES = 25, 2  # of a cause; the table beside the picture has all of it
IN_HEAD, HEAD_LINE = 22, 28  # letters of a line; of the box, px for each line
SLANT = 56


class Twig(NamedTuple):
    """A line of a cause or of a why: it ends where its bone is at this height. Under the last one lies a twig, which
    begins at `start`."""

    text: str
    x: int
    y: int
    start: int | None


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
    """`bones` are code and title of each group of causes, `causes` the texts of each by its code, a why
    behind what it explains, with its sign."""
    upper = -(-len(bones) // 2)
    written = {code: [_in_lines(text) for text in texts] for code, texts in causes.items()}
    rows = [sum(map(len, written.get(code, ()))) for code, _ in bones]
    above, below = (max(part, default=0) for part in (rows[:upper], rows[upper:]))
    head = wrap(shorten(problem, 110, placeholder=" …"), IN_HEAD)
    half = HEAD_LINE * (len(head) + 1) // 2 + 2  # of the box of the head
    spine = max(EDGE + LINE * (above + 1), half)
    height = max(spine + LINE * (below + 1) + EDGE, spine + half)
    slot = (WIDTH - HEAD) // upper
    drawn = []
    for place, (code, title) in enumerate(bones):
        is_above = place < upper
        x = slot * (place + 1) - 10 if is_above else slot * (place - upper + 1) - 10 + slot // 8
        reach = spine - EDGE if is_above else height - EDGE - spine
        drawn.append(_bone(title, written.get(code, ()), x, spine, -reach if is_above else reach))
    return Fishbone(height, spine, head, drawn)


def _in_lines(text: str) -> list[str]:
    lines = wrap(text, LETTERS)
    if len(lines) > LINES:
        lines[LINES - 1 :] = [f"{lines[LINES - 1][: LETTERS - 1]}…"]
    return lines


def _bone(title: str, causes: Sequence[list[str]], x: int, spine: int, reach: int) -> Bone:
    sign = 1 if reach > 0 else -1
    twigs = []
    listed = [(line, line is cause[-1]) for cause in causes for line in cause]
    for place, (line, last) in enumerate(listed, start=1):
        # Above the spine the first one stands on top, below it nearest to the spine: both are read downwards.
        y = (
            spine
            + LINE * (place if sign > 0 else place - len(listed) - 1)
            + (LINE // 2 if sign > 0 else 0)
        )
        at = x - SLANT * abs(y - spine) // abs(reach)
        twigs.append(Twig(line, at - 10, y, max(4, at - 14 - 7 * len(line)) if last else None))
    tip = spine + reach
    return Bone(title, x, x - SLANT, tip, tip - 8 if sign < 0 else tip + 18, twigs)

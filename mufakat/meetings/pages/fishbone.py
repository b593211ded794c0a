"""Where the parts of a fishbone stand. The problem is its head; the bones are the groups of causes, half above and half
below the spine; on each lie its causes, each with its whys below it. Whole numbers, for an SVG of WIDTH by `height`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

WIDTH, HEAD, LINE, EDGE = 1040, 244, 24, 40
LINES = 3  # of a cause; the table beside the picture has all of it
HEAD_LINE, HEAD_LINES, HEAD_EDGE = (
    28,
    5,
    12,
)  # px for each line of the box, the most lines, px at its sides
INDENT = 16  # px by which a why lies farther from its bone than what it explains
SLANT, SHIFT = 56, 30  # of a bone; the lower bones meet the spine so far behind the upper ones
FREE = 12  # px of a text to its own bone, and to the bone before it
# Px of a letter of 14 px in the widest of the fonts that screens have; narrower ones only leave more room.
NARROW, NORMAL, CAPITAL, BROAD = 5.8, 8.9, 10.9, 14.0
BOLD = 1.13


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
    problem: str, bones: Sequence[tuple[str, str]], causes: Mapping[str, Sequence[tuple[int, str]]]
) -> Fishbone:
    """`bones` are code and title of each group of causes, `causes` the depth and text of each by its code, a why
    behind what it explains and one deeper."""
    upper = -(-len(bones) // 2)
    first = SLANT + FREE + 4  # px before the text of the first bone and behind it
    room = (WIDTH - HEAD - SHIFT - FREE - first - (upper - 1) * 2 * FREE) // upper
    written = {
        code: [(depth, _said(depth, text, room)) for depth, text in told]
        for code, told in causes.items()
    }
    rows = [sum(len(lines) for _, lines in written.get(code, ())) for code, _ in bones]
    above, below = (max(part, default=0) for part in (rows[:upper], rows[upper:]))
    head = _in_lines(problem, round((HEAD - 2 * HEAD_EDGE) / BOLD), HEAD_LINES)
    half = HEAD_LINE * (len(head) + 1) // 2 + 2  # of the box of the head
    spine = max(EDGE + LINE * (above + 1), half)
    height = max(spine + LINE * (below + 1) + EDGE, spine + half)
    drawn = []
    for place, (code, title) in enumerate(bones):
        is_above = place < upper
        x = first + room + (room + 2 * FREE) * (place if is_above else place - upper)
        x += 0 if is_above else SHIFT
        reach = spine - EDGE if is_above else height - EDGE - spine
        drawn.append(_bone(title, written.get(code, ()), x, spine, -reach if is_above else reach))
    return Fishbone(height, spine, head, drawn)


def _said(depth: int, text: str, room: int) -> list[str]:
    return _in_lines(f"↳ {text}" if depth else text, room - depth * INDENT, LINES)


def wide(text: str) -> float:
    """How many px a text of 14 px takes at most."""
    return sum(map(_wide, text))


def _wide(sign: str) -> float:
    if sign in "iljtfrI.,:;!'|()[] -":
        return NARROW
    if sign in "mwMWOQ@%—…↳":
        return BROAD
    return CAPITAL if sign.isupper() else NORMAL


def _in_lines(text: str, room: int, most: int) -> list[str]:
    """The text in lines of so many px; of what is more than `most` lines only the beginning."""
    lines, words = [""], text.split()
    while words:
        word = words.pop(0)
        longer = f"{lines[-1]} {word}".strip()
        if wide(longer) <= room:
            lines[-1] = longer
        elif lines[-1]:
            lines.append("")
            words.insert(0, word)
        else:  # a word that fills more than a line
            longest = min(len(word), int(room / NARROW))
            cut = next(n for n in range(longest, 0, -1) if n == 1 or wide(word[:n]) <= room)
            lines[-1] = word[:cut]
            words[:0] = [word[cut:]]
        if len(lines) > most:
            break
    if len(lines) > most:
        last = lines[most - 1]
        while last and wide(f"{last}…") > room:
            last = last[:-1]
        lines[most - 1 :] = [f"{last}…"]
    return lines


def _bone(
    title: str, causes: Sequence[tuple[int, list[str]]], x: int, spine: int, reach: int
) -> Bone:
    sign = 1 if reach > 0 else -1
    twigs = []
    listed = [
        (depth, line, n == len(lines)) for depth, lines in causes for n, line in enumerate(lines, 1)
    ]
    for place, (depth, line, last) in enumerate(listed, start=1):
        # Above the spine the first one stands on top, below it nearest to the spine: both are read downwards.
        y = (
            spine
            + LINE * (place if sign > 0 else place - len(listed) - 1)
            + (LINE // 2 if sign > 0 else 0)
        )
        at = x - SLANT * abs(y - spine) // abs(reach) - FREE - depth * INDENT
        twigs.append(Twig(line, at, y, max(4, at - round(wide(line))) if last else None))
    tip = spine + reach
    return Bone(title, x, x - SLANT, tip, tip - 8 if sign < 0 else tip + 18, twigs)

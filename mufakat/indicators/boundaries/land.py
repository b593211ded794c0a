"""Which land lies where on the picture of a map, read line by line: what a label may stand on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

STEP = 6  # points from one line that is looked at to the next
SLACK = (
    3  # points by which a label may touch other land: letters are narrower than they are counted
)
MOSTLY = 0.8  # of a label lies on its own land, where it may not stand out over the sea

Box = tuple[int, int, int, int]  # from the left, the top, to the right, the bottom
Points = Sequence[tuple[int, int]]


class Land:
    """For each line of the picture the stretches of land, each of one code."""

    def __init__(self, regions: Mapping[str, Iterable[Points]]) -> None:
        self._lines: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
        for code, rings in regions.items():
            for line, cuts in _cuts(rings).items():
                cuts.sort()
                stretches = zip(cuts[::2], cuts[1::2], strict=False)
                self._lines[line] += [(start, end, code) for start, end in stretches]

    def is_on(self, x: int, y: int, code: str) -> bool:
        return any(
            here == code and start <= x <= end
            for start, end, here in self._lines.get(round(y / STEP), ())
        )

    def is_of_others(self, box: Box, code: str) -> bool:
        """Does any land of another code lie under it?"""
        left, top, right, bottom = box
        return any(
            here != code and start < right - SLACK and left + SLACK < end
            for line in range(ceil(top / STEP), bottom // STEP + 1)
            for start, end, here in self._lines.get(line, ())
        )

    def holds(self, box: Box, code: str) -> bool:
        """Does it lie on the land of this code, but for a bay or an edge?"""
        left, top, right, bottom = box
        lines = range(ceil(top / STEP), bottom // STEP + 1)
        held = sum(
            max(0, min(end, right) - max(start, left))
            for line in lines
            for start, end, here in self._lines.get(line, ())
            if here == code
        )
        return held >= MOSTLY * (right - left) * len(lines)


def _cuts(rings: Iterable[Points]) -> dict[int, list[float]]:
    """Where the lines cut these rings."""
    found: dict[int, list[float]] = defaultdict(list)
    for points in rings:
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
            for line in range(ceil(min(ay, by) / STEP), ceil(max(ay, by) / STEP)):
                found[line].append(ax + (line * STEP - ay) * (bx - ax) / (by - ay))
    return found

"""Outlines as paths of an SVG: whole numbers, relative, nothing that would be smaller than a point."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from .land import Land

WIDTH = 1040
TALLEST = 900
SMALLEST = 2  # points; an island below it is left out, unless its region has no larger part

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class View:
    """From degrees to points of the picture."""

    west: float
    north: float
    scale: float  # points of a degree of latitude
    squeeze: float  # of a degree of longitude, as of the middle of the picture
    width: int
    height: int

    @classmethod
    def around(cls, rings: Iterable[Ring]) -> "View":
        points = [point for ring in rings for point in ring]
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        squeeze = cos(radians((south + north) / 2))
        wide, tall = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
        scale = min((WIDTH - 8) / wide, (TALLEST - 8) / tall)
        return cls(west, north, scale, squeeze, round(wide * scale) + 8, round(tall * scale) + 8)

    def at(self, point: Sequence[float]) -> tuple[int, int]:
        x = (point[0] - self.west) * self.squeeze * self.scale + 4
        y = (self.north - point[1]) * self.scale + 4
        return round(x), round(y)


def _rings(rings: Sequence[Ring], view: View) -> list[list[tuple[int, int]]]:
    """In points of the picture, without islands that are too small."""
    drawn = [_points(ring, view) for ring in rings]
    large = [points for points in drawn if len(points) > 2 and _extent(points) > SMALLEST]
    return large if large or not drawn else [max(drawn, key=_extent)]


def _points(ring: Ring, view: View) -> list[tuple[int, int]]:
    """Without the last, which is the first again, without repetitions, and without those on a straight way."""
    points: list[tuple[int, int]] = []
    for point in ring:
        here = view.at(point)
        if points and here == points[-1]:
            continue
        if len(points) > 1 and _is_straight(points[-2], points[-1], here):
            points.pop()
        points.append(here)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _is_straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    (ax, ay), (bx, by) = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    return ax * by == ay * bx and ax * bx + ay * by >= 0


def _extent(points: Sequence[tuple[int, int]]) -> int:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)) if points else 0


def _spelt(points: Sequence[tuple[int, int]]) -> str:
    x, y = points[0]
    told = f"M{x} {y}l"
    steps = []
    for here_x, here_y in points[1:]:
        steps.append(f"{here_x - x} {here_y - y}")
        x, y = here_x, here_y
    return (told + " ".join(steps)).replace(" -", "-") + "z"


def drawn(boundaries: Mapping[str, tuple[Sequence[Ring], Sequence[float]]]) -> dict[str, Any]:
    """{code: (rings, label)} as {"width", "height", "paths": {code: (d, x, y)}, "land": what lies where}."""
    view = View.around(ring for rings, _label in boundaries.values() for ring in rings)
    rings_of = {code: _rings(rings, view) for code, (rings, _label) in boundaries.items()}
    paths = {
        code: ("".join(map(_spelt, rings_of[code])), *view.at(label))
        for code, (_rings_of_it, label) in boundaries.items()
    }
    return {"width": view.width, "height": view.height, "paths": paths, "land": Land(rings_of)}

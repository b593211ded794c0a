"""Outlines made simpler without tearing neighbours apart, and the point inside for the sign. By shapely."""

from collections.abc import Sequence
from typing import Any

from .reading import Polygon, Ring

# Degrees: what is smaller than a point on the map on which regions of a level are drawn (the nation, a province …).
TOLERANCE = {1: 0.05, 2: 0.02, 3: 0.006, 4: 0.002}
DECIMALS = 4  # of a degree: about ten metres


# A mend takes a time that grows with the square of the crossings: a slip of the pen has a few, a scribble millions.
MOST_CROSSINGS, MOST_OF_ALL = 1_000, 5_000  # of an outline, of all that are mended at once
MOST_POINTS = 200_000  # of an outline that is to be mended
AT_ONCE = 16  # segments whose crossings are sought together
NO_AREA, TANGLED, HOLE = "no_area", "tangled", "hole"


def simplified(outlines: Sequence[Sequence[Polygon]], level: int) -> list[Any]:
    """Each as a geometry, in the same order; in place of one that cannot be had why: NO_AREA, TANGLED, HOLE. Borders
    that two share stay shared."""
    import numpy as np
    import shapely

    made: list[Any] = []
    left = MOST_OF_ALL
    for polygons in outlines:
        shape, crossings = _geometry(polygons, min(left, MOST_CROSSINGS))
        made.append(shape)
        left -= crossings
    there = [i for i, each in enumerate(made) if not isinstance(each, str)]
    shapes = np.array([made[i] for i in there], dtype=object)
    simple = shapely.coverage_simplify(shapes, TOLERANCE[level]) if there else []
    for i, shape in zip(there, simple, strict=True):
        made[i] = made[i] if shape.is_empty else shape
    return made


def _geometry(polygons: Sequence[Polygon], most: int) -> tuple[Any, int]:
    """With how often it crosses itself: then it is mended, if that is not more than `most`, and only what has an area
    stays."""
    import shapely

    rings = [[ring for ring in polygon if len(ring) >= 4] for polygon in polygons]
    if any(_area(hole) >= _area(each[0]) for each in rings for hole in each[1:]):
        return HOLE, 0
    made = shapely.MultiPolygon([(each[0], each[1:]) for each in rings if each])
    crossings = 0
    if not made.is_valid:
        crossings = _crossings(made, most)
        if crossings > most:
            return TANGLED, 0
        mended = shapely.make_valid(made)
        parts = [part for part in _parts(mended) if part.geom_type == "Polygon"]
        made = shapely.MultiPolygon(parts)
    return (NO_AREA if made.is_empty or made.area == 0 else made), crossings


def _area(ring: Ring) -> float:
    """Of a ring alone, on the plane of degrees."""
    sides = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in sides)) / 2


def _crossings(shape: Any, most: int) -> int:
    """How many, or more than `most`: then nobody counts on."""
    import numpy as np
    import shapely

    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        return most + 1
    ways = [shapely.get_coordinates(ring) for part in _parts(shape) for ring in _rings(part)]
    segments = shapely.linestrings(
        np.concatenate([np.stack([way[:-1], way[1:]], axis=1) for way in ways])
    )
    tree, found = shapely.STRtree(segments), 0
    for start in range(0, len(segments), AT_ONCE):
        asked = segments[start : start + AT_ONCE]
        found += tree.query(asked, predicate="crosses").shape[1]
        if found > 2 * most:  # each is found from both sides
            break
    return -(-found // 2)


def _parts(shape: Any) -> list[Any]:
    if not hasattr(shape, "geoms"):
        return [shape]
    return [part for each in shape.geoms for part in _parts(each)]


def _rings(polygon: Any) -> tuple[Any, ...]:
    return polygon.exterior, *polygon.interiors


def rings_of(shape: Any) -> list[list[list[float]]]:
    """The rings of a geometry, as they are kept."""
    rings = [ring for part in _parts(shape) for ring in _rings(part)]
    return [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in rings]


def label_of(shape: Any) -> list[float]:
    """A point well inside its largest part."""
    import shapely

    largest = max(_parts(shape), key=lambda part: part.area)
    centre = shapely.maximum_inscribed_circle(largest).coords[0]
    return [round(centre[0], DECIMALS), round(centre[1], DECIMALS)]

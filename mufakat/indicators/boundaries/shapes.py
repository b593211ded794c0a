"""Outlines made simpler without tearing neighbours apart, and the point inside for the sign. By shapely."""

from collections.abc import Sequence
from typing import Any

from .reading import Polygon

# Degrees: what is smaller than a point on the map on which regions of a level are drawn (the nation, a province …).
TOLERANCE = {1: 0.05, 2: 0.02, 3: 0.006, 4: 0.002}
DECIMALS = 4  # of a degree: about ten metres


def simplified(outlines: Sequence[Sequence[Polygon]], level: int) -> list[Any]:
    """Each as a geometry, in the same order; None for one without an area. Borders that two share stay shared."""
    import numpy as np
    import shapely

    made = [_geometry(polygons) for polygons in outlines]
    there = [i for i, each in enumerate(made) if each is not None]
    shapes = np.array([made[i] for i in there], dtype=object)
    simple = shapely.coverage_simplify(shapes, TOLERANCE[level]) if there else []
    found: list[Any] = [None] * len(made)
    for i, shape in zip(there, simple, strict=True):
        found[i] = made[i] if shape.is_empty else shape
    return found


def _geometry(polygons: Sequence[Polygon]) -> Any:
    """What a file calls a polygon may cross itself; then it is mended, and only what has an area stays."""
    import shapely

    rings = [[ring for ring in polygon if len(ring) >= 4] for polygon in polygons]
    made = shapely.MultiPolygon([(each[0], each[1:]) for each in rings if each])
    if not made.is_valid:
        mended = shapely.make_valid(made)
        parts = [part for part in _parts(mended) if part.geom_type == "Polygon"]
        made = shapely.MultiPolygon(parts)
    return None if made.is_empty or made.area == 0 else made


def _parts(shape: Any) -> list[Any]:
    if not hasattr(shape, "geoms"):
        return [shape]
    return [part for each in shape.geoms for part in _parts(each)]


def rings_of(shape: Any) -> list[list[list[float]]]:
    """The rings of a geometry, as they are kept."""
    rings = [ring for part in _parts(shape) for ring in (part.exterior, *part.interiors)]
    return [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in rings]


def label_of(shape: Any) -> list[float]:
    """A point well inside its largest part."""
    import shapely

    largest = max(_parts(shape), key=lambda part: part.area)
    centre = shapely.maximum_inscribed_circle(largest).coords[0]
    return [round(centre[0], DECIMALS), round(centre[1], DECIMALS)]

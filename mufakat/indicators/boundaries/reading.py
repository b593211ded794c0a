"""Outlines out of a file: GeoJSON or TopoJSON, in degrees (WGS 84). What a file holds is never trusted."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

WEST, EAST, SOUTH, NORTH = 94, 142, -12, 7  # a box around Indonesia, in degrees
OUTSIDE = "outside"
Ring = list[tuple[float, float]]
Polygon = list[Ring]  # the outer ring first, then its holes
BIGGEST = 400 * 1024 * 1024
NO_FILE = _("This is neither GeoJSON nor TopoJSON, or the file is damaged: %(why)s")
NOT_DEGREES = _(
    "The file does not say places in degrees (longitude, latitude, WGS 84). Convert it first, for example with "
    "QGIS: save as GeoJSON, EPSG:4326."
)
SWAPPED = _(
    "Latitude and longitude are the wrong way round in this file: nothing was changed. GeoJSON says longitude first, "
    "then latitude."
)


@dataclass(frozen=True)
class Outline:
    """A feature of the file: what it says of itself, and its polygons."""

    properties: Mapping[str, Any]
    polygons: Sequence[Polygon]


def outlines(data: bytes) -> list[Outline]:
    """All features with an area. RuleBroken for a file that is none of ours, or is not in degrees."""
    if len(data) > BIGGEST:
        raise _broken(_("it is larger than 400 MB"))
    try:
        told = json.loads(data.decode("utf-8-sig"))
        found = list(_features(told))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as why:
        raise _broken(why) from None
    except OverflowError:
        raise _broken(_("a number in it is too large for a place")) from None
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as why:
        raise _broken(f"{type(why).__name__} {why}") from None
    if not found:
        raise _broken(_("it has no feature with an area"))
    return found


def lies_outside(outline: Outline) -> bool:
    """Whether a point of it lies outside Indonesia."""
    points = (point for polygon in outline.polygons for ring in polygon for point in ring)
    return not all(_is_here(x, y) for x, y in points)


def _is_here(x: float, y: float) -> bool:
    return WEST <= x <= EAST and SOUTH <= y <= NORTH


def _broken(why: object) -> RuleBroken:
    return RuleBroken("boundaries.unreadable", NO_FILE % {"why": str(why)[:200]}, "file")


def _features(told: Any) -> Iterator[Outline]:
    kind = told["type"]
    if kind == "FeatureCollection":
        for feature in told["features"]:
            yield from _feature(feature)
    elif kind == "Feature":
        yield from _feature(told)
    elif kind == "Topology":
        arcs = _arcs(told)
        for thing in told["objects"].values():
            yield from _objects(thing, arcs)
    else:
        raise ValueError(kind)


def _feature(feature: Any) -> Iterator[Outline]:
    shape = feature.get("geometry") or {}
    said = _said(feature)
    if shape.get("type") == "Polygon":
        yield Outline(said, [_polygon(shape["coordinates"])])
    elif shape.get("type") == "MultiPolygon":
        yield Outline(said, [_polygon(each) for each in shape["coordinates"]])


def _said(feature: Any) -> Mapping[str, Any]:
    """What a feature says of itself: an object, or nothing."""
    said = feature.get("properties") or {}
    if not isinstance(said, dict):
        raise TypeError(_("“properties” is no object"))
    return said


def _polygon(rings: Any) -> Polygon:
    return [_ring(ring) for ring in rings]


def _ring(points: Any) -> Ring:
    ring = [(float(point[0]), float(point[1])) for point in points]
    for x, y in ring:
        if not (math.isfinite(x) and math.isfinite(y) and abs(x) <= 180 and abs(y) <= 90):
            if _is_here(y, x):  # no longitude of Indonesia is a latitude
                raise RuleBroken("boundaries.swapped", SWAPPED, "file")
            raise RuleBroken("boundaries.not_degrees", NOT_DEGREES, "file")
    return ring


def _arcs(told: Any) -> list[Ring]:
    """The arcs of a topology: each a way of small steps on a grid, if there is one."""
    grid = told.get("transform")
    if grid is None:
        return [[(point[0], point[1]) for point in arc] for arc in told["arcs"]]
    (kx, ky), (x0, y0) = grid["scale"], grid["translate"]
    found = []
    for arc in told["arcs"]:
        x = y = 0
        way: Ring = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            way.append((x * kx + x0, y * ky + y0))
        found.append(way)
    return found


def _objects(thing: Any, arcs: list[Ring]) -> Iterator[Outline]:
    if thing["type"] == "GeometryCollection":
        for each in thing["geometries"]:
            yield from _objects(each, arcs)
        return
    said = _said(thing)
    if thing["type"] == "Polygon":
        yield Outline(said, [_joined(thing["arcs"], arcs)])
    elif thing["type"] == "MultiPolygon":
        yield Outline(said, [_joined(each, arcs) for each in thing["arcs"]])


def _joined(rings: Any, arcs: list[Ring]) -> Polygon:
    """Rings made of arcs; a negative number is an arc walked backwards."""
    found = []
    for numbers in rings:
        ring: Ring = []
        for number in numbers:
            way = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += way[1:] if ring else way
        found.append(_ring(ring))
    return found

"""A figure of every region below one, for its map."""

from typing import Any

from django.utils.http import urlencode

from mufakat.indicators.boundaries import drawing, tiles
from mufakat.indicators.models import Boundary
from mufakat.indicators.rules import PASSED
from mufakat.indicators.rules.classes import LEGEND, step_of

from .dashboards import NOTHING, by_region
from .figures import standing
from .scopes import Scope

TILE = {0: (80, 56), 1: (104, 76)}  # by the level of the region whose map it is
LETTER, TWO_LINES = 7, 48  # points of the picture that a letter, that a sign above a name takes
LONGEST = {0: 9, 1: 12}  # letters of a tile


def map_of(scope: Scope, measure: str) -> dict[str, Any]:
    """Outlines where they were imported for any of the regions, else tiles; the table behind has every one."""
    figures = standing(scope.instrument, scope.region.path, scope.month)
    whole = figures.get(measure, NOTHING)
    rows = by_region(scope, measure, whole)
    for row in rows:
        row["step"] = step_of(row["num"], row["den"])
        if scope.region.level == 0 and row["code"]:
            row["page"] = map_address(scope, row["code"], measure)
    there = {row["code"]: row for row in rows if row["code"]}
    outlines = _outlines(there)
    return {
        "rows": rows,
        "whole": whole,
        "is_passed": measure == PASSED,
        "legend": [(step, sum(r["step"] is step for r in there.values())) for step in LEGEND],
        "outlines": outlines,
        "tiles": [] if outlines else _tiles(scope, there),
        "measures": _measures(scope),
    }


def map_address(scope: Scope, code: str, measure: str) -> str:
    told = {"instrumen": scope.instrument.code, "wilayah": code, "bulan": scope.month}
    shown = {} if measure == PASSED else {"ukuran": measure}
    return f"/peta/?{urlencode(told | shown)}"


def _outlines(rows: dict[str, Any]) -> dict[str, Any]:
    """Nothing where no outline is known; a region without one is in the table alone."""
    found = Boundary.objects.filter(region__code__in=list(rows))
    columns = found.values_list("region__code", "rings", "label", "source")
    known = {code: (rings, label) for code, rings, label, _source in columns}
    if not known:
        return {}
    made = drawing.drawn(known)
    shapes = [
        {
            **rows[code],
            "d": d,
            "x": x,
            "y": y,
            "told": _label(tiles.short_name(code) or rows[code]["name"], made["rooms"][code]),
        }
        for code, (d, x, y) in made["paths"].items()
    ]
    sources = sorted({source for _code, _rings, _label, source in columns})
    return {**made, "shapes": shapes, "sources": sources, "left": len(rows) - len(known)}


def _label(name: str, room: tuple[int, int]) -> str:
    """The name, where the region has room for it under its sign; elsewhere it is told on touch, and in the table."""
    wide, tall = room
    return name if wide >= LETTER * len(name) + 16 and tall >= TWO_LINES else ""


def _tiles(scope: Scope, rows: dict[str, Any]) -> dict[str, Any]:
    placed = tiles.placed(scope.region.code, rows)
    if not placed:
        return {}
    width, height = TILE[scope.region.level]
    most = LONGEST[scope.region.level]
    drawn = [
        {
            **rows[tile.code],
            "x": tile.column * width,
            "y": tile.row * height,
            "lines": wrapped(tiles.short_name(tile.code) or rows[tile.code]["name"], most),
        }
        for tile in placed
    ]
    return {
        "tiles": drawn,
        "width": width * (1 + max(tile.column for tile in placed)),
        "height": height * (1 + max(tile.row for tile in placed)),
        "wide": width,
        "high": height,
    }


def wrapped(name: str, most: int) -> list[str]:
    """A name in two lines at most, of so many letters; what does not fit is cut, the whole name is told beside."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    told = [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines[:2]]
    if len(lines) > 2:
        told[1] = f"{told[1].rstrip('…')[: most - 1]}…"
    return told


def _measures(scope: Scope) -> list[tuple[str, str]]:
    """What may be shown on the map, beside the threshold."""
    return [(each.key, each.title) for each in scope.form.indicators] if scope.form else []

"""A figure of every region below one, for its map."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mufakat.core.dates import day_and_month, day_of
from mufakat.core.numbers import percent
from mufakat.indicators.boundaries import drawing, labels, tiles
from mufakat.indicators.models import Boundary
from mufakat.indicators.rules import PASSED
from mufakat.indicators.rules.classes import LEGEND, step_of

from . import questions
from .dashboards import NOTHING, by_region
from .figures import standing
from .scopes import Scope

TILE = {0: (82, 56), 1: (104, 76)}  # by the level of the region whose map it is
LETTER, ONE_LINE, TWO_LINES = (
    8,
    20,
    40,
)  # points of the picture that a letter, that lines of text take
LONGEST = {0: 9, 1: 12}  # letters of a tile


def map_of(scope: Scope, measure: str) -> dict[str, Any]:
    """Outlines where they were imported for any of the regions, else tiles; the table behind has every one."""
    figures = standing(scope.instrument, scope.region.path, scope.month, sums=scope.sums)
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
        "measures": [(each.measure, each.title) for each in questions.indicators(scope, figures)],
    }


def map_address(scope: Scope, code: str, measure: str) -> str:
    told = {"instrumen": scope.instrument.code, "wilayah": code, "bulan": scope.month}
    shown = {} if measure == PASSED else {"ukuran": measure}
    return f"/peta/?{urlencode(told | shown)}"


def _outlines(rows: dict[str, Any]) -> dict[str, Any]:
    """Nothing where no outline is known; a region without one is in the table alone."""
    found = Boundary.objects.filter(region__code__in=list(rows))
    columns = found.values_list("region__code", "rings", "label", "source", "imported_at")
    known = {code: (rings, label) for code, rings, label, *_more in columns}
    if not known:
        return {}
    made = drawing.drawn(known)
    wanted = [_wanted(rows[code], x, y) for code, (_d, x, y) in made["paths"].items()]
    told = labels.written(wanted, made["width"], made["land"])
    shapes = [
        {**rows[code], "d": d, "told": told[code]} for code, (d, _x, _y) in made["paths"].items()
    ]
    days: dict[str, date] = {}
    for *_shape, source, at in columns:
        days[source] = max(days.get(source, date.min), day_of(at))
    sources = [_said(source, day) for source, day in sorted(days.items())]
    return {**made, "shapes": shapes, "sources": sources, "left": len(rows) - len(known)}


def _said(source: str, day: date) -> str:
    """The operator's words, or the name of the file that he brought."""
    words = {"name": source, "day": day_and_month(day)}
    if source.lower().endswith(("json", ".topo")):
        return _("the file %(name)s, imported on %(day)s") % words
    return _("%(name)s, imported on %(day)s") % words


def _wanted(row: Mapping[str, Any], x: int, y: int) -> labels.Wanted:
    """All of it is told on touch, and in the table."""
    share = percent(row["num"], row["den"]) if row["den"] else ""
    names = [name for name in (row["name"], tiles.short_name(row["code"])) if name]
    return labels.Wanted(row["code"], x, y, names, share)


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

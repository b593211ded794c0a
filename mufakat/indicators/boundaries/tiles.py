"""The tile grid: each region one tile, about where it lies among its neighbours (`reference/tiles.toml`)."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "tiles.toml"


class Tile(NamedTuple):
    """Where a tile stands, in tiles from the left and from the top."""

    code: str
    column: int
    row: int


@cache
def _layout() -> dict[str, Any]:
    return tomllib.loads(REFERENCE.read_text(encoding="utf-8"))


@cache
def tiles_of(code: str) -> tuple[Tile, ...]:
    """Of the nation ("ID") its provinces, of a province its districts; of any other region none."""
    start = "" if code == "ID" else f"{code}."
    grid = _layout()["nation"] if code == "ID" else _layout()["districts"].get(code, "")
    return tuple(
        Tile(start + figures, column, row)
        for row, line in enumerate(grid.split("\n"))
        for column, figures in enumerate(line.split())
        if figures != ".."
    )


def placed(code: str, wanted: Iterable[str]) -> list[Tile]:
    """The tiles of these regions; those that the layout does not know stand in a row of their own below."""
    asked = set(wanted)
    there = [tile for tile in tiles_of(code) if tile.code in asked]
    if not there:
        return []
    below = max(tile.row for tile in there) + 1
    rest = sorted(asked - {tile.code for tile in there})
    return there + [Tile(each, column, below) for column, each in enumerate(rest)]


def short_name(code: str) -> str:
    """What fits into the tile of a province."""
    return str(_layout()["short"].get(code, ""))

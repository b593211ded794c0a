"""Where a body lay in which month: what figures ask of the days on which it came to lie elsewhere."""

from collections.abc import Sequence
from datetime import date

from mufakat.directory.lineage import Lineage, Move, days_of_places

Places = Sequence[tuple[str, str]]  # (first month, path), in order; the first month is empty


def places(now: str, moves: Sequence[Move], lineage: Lineage) -> Places:
    """Where a body lay, from which month: in the month of a move it counts in the new place already."""
    found: dict[str, str] = {}
    for first, path in days_of_places(now, moves, lineage):
        found[f"{first:%Y-%m}" if first > date.min else ""] = path
    months = list(found.items())
    return [each for n, each in enumerate(months) if n == 0 or each[1] != months[n - 1][1]]


def place_in(month: str, known: Places) -> str:
    return next(path for first, path in reversed(known) if first <= month)

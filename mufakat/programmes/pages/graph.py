"""The picture of who learns from whom: centres on the left, those that learn from them to the right, and so on. What
was stopped is left out. Lengths are pixels of the picture; nothing is measured in the browser."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mufakat.programmes.models import Replication

BOX, HIGH, GAP, STEP = (
    216,
    32,
    72,
    44,
)  # a box, its height, the room between two columns, from row to row
MOST_SIGNS = 26  # of a name; the whole name stands in the table beside the picture
SIGNS = {"planned": "○", "running": "●", "done": "✓"}


@dataclass(frozen=True)
class Box:
    name: str
    url: str
    x: int
    y: int
    is_centre: bool


@dataclass(frozen=True)
class Line:
    state: str
    sign: str
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def middle(self) -> tuple[int, int]:
        return (self.x1 + self.x2) // 2, (self.y1 + self.y2) // 2 + 5


@dataclass(frozen=True)
class Graph:
    width: int
    height: int
    boxes: list[Box]
    lines: list[Line]


def drawn(replications: Iterable[Replication]) -> Graph | None:
    """Each Puskesmas has one box, as far to the right as the longest way that leads to it; nothing for no row."""
    rows = [r for r in replications if r.state != "stopped"]
    if not rows:
        return None
    names: dict[Any, Any] = {}
    taught: dict[Any, list[Any]] = {}
    for row in rows:
        teacher = row.unit.puskesmas
        names[teacher.pk], names[row.target_id] = teacher, row.target
        taught.setdefault(teacher.pk, []).append(row.target_id)
    columns = _columns(taught)
    heights = _heights(taught, columns)
    boxes = {
        pk: Box(
            _short(str(body)), _page_of(pk), columns[pk] * (BOX + GAP), heights[pk], pk in taught
        )
        for pk, body in names.items()
    }
    lines = [_line(r, boxes[r.unit.puskesmas_id], boxes[r.target_id]) for r in rows]
    width = max(columns.values()) * (BOX + GAP) + BOX
    return Graph(width + 2, max(heights.values()) + HIGH + 2, list(boxes.values()), lines)


def _columns(taught: dict[Any, list[Any]]) -> dict[Any, int]:
    """How far to the right: one more than the furthest of those that teach it. No rule lets a circle come about; where
    rows make one all the same, the line that closes it leads back and moves nobody."""
    order, back = _in_turn(taught)
    found: dict[Any, int] = {}
    for pk in order:
        column = found.setdefault(pk, 0)
        for learner in taught.get(pk, []):
            if (pk, learner) not in back:
                found[learner] = max(found.get(learner, 0), column + 1)
    return found


def _in_turn(taught: dict[Any, list[Any]]) -> tuple[list[Any], set[tuple[Any, Any]]]:
    """Everybody once, who teaches before who learns from him; and the lines that lead back to one who is on the way
    there already."""
    ended: dict[Any, None] = {}  # in the order in which nothing more was found behind them
    back: set[tuple[Any, Any]] = set()
    for first, learners in taught.items():
        way = {} if first in ended else {first: iter(learners)}
        while way:
            pk = next(reversed(way))
            learner = next(way[pk], None)
            if learner is None:
                ended[pk] = None
                del way[pk]
            elif learner in way:
                back.add((pk, learner))
            elif learner not in ended:
                way[learner] = iter(taught.get(learner, []))
    return list(reversed(ended)), back


def _heights(taught: dict[Any, list[Any]], columns: dict[Any, int]) -> dict[Any, int]:
    """From the top down: who learns stands beside who teaches it, the next one a row lower."""
    found: dict[Any, int] = {}
    row = 0

    def place(pk: Any) -> Iterator[None]:
        nonlocal row
        found[pk] = row * STEP + 1
        learners = [each for each in taught.get(pk, []) if each not in found]
        for n, learner in enumerate(learners):
            if n:
                row += 1
            yield from place(learner)
        yield

    for pk in (pk for pk in taught if columns[pk] == 0):
        list(place(pk))
        row += 1
    return found


def _line(row: Replication, teacher: Box, learner: Box) -> Line:
    half = HIGH // 2
    return Line(
        row.state,
        SIGNS[row.state],
        teacher.x + BOX,
        teacher.y + half,
        learner.x,
        learner.y + half,
    )


def _short(name: str) -> str:
    return name if len(name) <= MOST_SIGNS else f"{name[: MOST_SIGNS - 1]}…"


def _page_of(pk: Any) -> str:
    return f"/program/fasilitas/{pk}/"

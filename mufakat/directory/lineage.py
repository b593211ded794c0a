"""Where a body lay on which day: as the directory tells of its moves, and laws of the regions it lay in. Pure."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from mufakat.core.fields import ancestors

Stays = Sequence[tuple[date, str]]  # (first day, path), in order; the first day is the first of all


class Move(NamedTuple):
    """Somebody told on this day that the body lies elsewhere. Regions by their paths."""

    on: date
    old: str
    new: str


class Succession(NamedTuple):
    """By a law the region `old` became `new`, or `new` was cut out of it; `ended`: and is no more itself."""

    on: date
    old: str
    new: str
    ended: bool


class Lineage:
    """What is known of successions; `exists` says whether a region of this path is known at all."""

    def __init__(
        self, successions: Sequence[Succession], exists: Callable[[str], bool] = lambda _path: True
    ) -> None:
        self.successions = sorted(successions)
        self.exists = exists

    def between(self, old: str, new: str) -> Succession | None:
        """The law by which what lay in `old` came to lie in `new`."""
        above, below = ancestors(old), ancestors(new)
        return next((s for s in self.successions if s.old in above and s.new in below), None)

    def before(self, path: str) -> tuple[date, str] | None:
        """Since when a place has this path, and which it had before: nobody guesses where there were several."""
        for above in reversed(ancestors(path)):
            found = [s for s in self.successions if s.new == above]
            if len(found) == 1:
                return found[0].on, self._within(path, above, found[0].old)
        return None

    def after(self, path: str) -> tuple[date, str] | None:
        """Until when a place has this path, and which it has then: of a region that ended and became one other. What
        was cut out of it before is another place; of one that was divided, a person says where its bodies lie."""
        for above in reversed(ancestors(path)):
            found = [s for s in self.successions if s.old == above and s.ended]
            if len(found) == 1:
                return found[0].on, self._within(path, above, found[0].new)
        return None

    def names(self, path: str) -> set[str]:
        """All paths under which one place goes or went: its own, and those that laws gave it where one region became
        one other. A region that was cut out of another, or made of several, is a place of its own."""
        found = {path}
        for step, back in ((self.after, self.before), (self.before, self.after)):
            at = path
            while (told := step(at)) and told[1] not in found:
                other = back(told[1])
                if other is None or other[1] != at:
                    break
                at = told[1]
                found.add(at)
        return found

    def _within(self, path: str, old: str, new: str) -> str:
        """The same place in another region, as far down as that one is known."""
        steps = path.removeprefix(old).split(".")[:-1]
        while steps and not self.exists(new + ".".join(steps) + "."):
            steps.pop()
        return new + "".join(f"{step}." for step in steps)


def days_of_places(now: str, moves: Sequence[Move], lineage: Lineage) -> list[tuple[date, str]]:
    """(first day, path) in order, from the beginning of time. A move that follows a law begins on the day of the law,
    whenever it was told; any other on the day on which it was told."""
    stays = [(date.min, moves[0].old if moves else now)]
    for move in moves:
        law = lineage.between(move.old, move.new)
        stays.append((max(law.on if law else move.on, stays[-1][0]), move.new))
    ends = [first for first, _path in stays[1:]] + [date.max]
    return [
        piece
        for (first, path), end in zip(stays, ends, strict=True)
        if first < end
        for piece in _stay(first, end, path, lineage)
    ]


def _stay(first: date, end: date, path: str, lineage: Lineage) -> list[tuple[date, str]]:
    """A stay, as the directory tells it under one path, cut where laws gave the place another one."""
    found, before_that = [(first, path)], end
    for _law in lineage.successions:  # each law cuts once
        earlier = lineage.before(found[0][1])
        if earlier is None or not first < earlier[0] < before_that:
            break
        before_that = earlier[0]
        found[:1] = [(first, earlier[1]), (before_that, found[0][1])]
    for _law in lineage.successions:
        later = lineage.after(found[-1][1])
        if later is None or later[0] >= end:
            break
        if later[0] <= found[-1][0]:  # told under a name that had ended
            found.pop()
        found.append((max(later[0], first), later[1]))
    return found


def lay_on(stays: Stays, day: date) -> str:
    return next(path for first, path in reversed(stays) if first <= day)

"""How a session keeps its time, by table."""

from datetime import UTC, datetime, timedelta

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import rules
from mufakat.meetings.rules import Slot

START = datetime(2026, 6, 26, 2, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def slots(*rows: tuple[int | None, float | None, float | None]) -> list[Slot]:
    """planned, begun, ended of each step, in minutes after the start."""
    return [
        Slot(
            n,
            f"Acara {n}",
            planned,
            None if begun is None else at(begun),
            None if ended is None else at(ended),
        )
        for n, (planned, begun, ended) in enumerate(rows)
    ]


NONE: tuple[None, None] = (None, None)
TABLE = [
    # steps (planned, begun, ended), planned end, now → step, used, over, end, late
    ([(10, *NONE), (20, *NONE)], 30, 5, (None, 0, 0, 30, 0)),  # nobody presses anything
    ([(10, *NONE), (20, *NONE)], 30, 42, (None, 0, 0, 30, 12)),
    ([(10, *NONE), (20, *NONE)], None, 42, (None, 0, 0, 30, 12)),  # no end planned: the steps' sum
    ([(None, *NONE)], None, 42, (None, 0, 0, None, 0)),
    ([(10, 0, None), (20, *NONE)], 30, 4.9, (0, 4, 0, 30.9, 0)),  # 4.9 − 4 + 6 + 20
    ([(10, 0, None), (20, *NONE)], 30, 10, (0, 10, 0, 30, 0)),
    ([(10, 0, 8)], 30, 9, (None, 0, 0, 9, 0)),  # all is done, between two steps nobody's time runs
    ([(10, 0, None), (20, *NONE)], 30, 11, (0, 11, 1, 31, 1)),
    ([(10, 0, 22), (20, 22, None)], 30, 32, (1, 10, 0, 42, 12)),
    ([(10, *NONE), (20, 12, None), (15, *NONE)], 45, 12, (1, 0, 0, 47, 2)),  # the first passed over
    ([(None, 0, None), (20, *NONE)], 30, 500, (0, 500, 0, 520, 490)),  # unplanned: never over
    ([(10, 0, 10), (20, 10, 25)], 30, 25, (None, 0, 0, 25, 0)),  # all done, earlier than planned
    ([(10, 0, 10), (20, *NONE)], 30, 10, (None, 0, 0, 30, 0)),  # between two steps
    ([(10, 5, None)], 30, 3, (0, 0, 0, 13, 0)),  # a clock that was set back
]


@pytest.mark.parametrize(("steps", "planned_end", "now", "expected"), TABLE)
def test_pace(steps, planned_end, now, expected) -> None:  # type: ignore[no-untyped-def]
    end = None if planned_end is None else at(planned_end)
    found = rules.timing(slots(*steps), START, end, at(now))
    step, used, over, ends, late = expected
    assert (found.current.id if found.current else None, found.used, found.over) == (
        step,
        used,
        over,
    )
    assert found.ends_at == (None if ends is None else at(ends))
    assert found.late == late


def test_the_next_step_is_the_next_that_has_not_begun() -> None:
    listed = slots((1, 0, None), (1, 0, 1), (1, *NONE), (1, *NONE))
    assert [rules.after(listed, n).id for n in (0, 1, 2)] == [2, 2, 3]  # type: ignore[union-attr]
    assert rules.after(listed, 3) is None
    assert rules.after(listed, "elsewhere") is None


@pytest.mark.parametrize("state", ["planned", "ratified", "cancelled"])
def test_only_a_session_under_way_keeps_time(state: str) -> None:
    rules.keeps_time("open")
    with pytest.raises(RuleBroken, match=r"agenda\.session_not_open"):
        rules.keeps_time(state)


def test_a_step_begins_and_ends_once() -> None:
    waiting, under_way, ended = slots((1, *NONE), (1, 0, None), (1, 0, 1))
    rules.can_begin(waiting)
    rules.can_begin(ended)  # it goes on
    rules.can_end(under_way)
    with pytest.raises(RuleBroken, match=r"agenda\.begun_already"):
        rules.can_begin(under_way)
    for slot in (waiting, ended):
        with pytest.raises(RuleBroken, match=r"agenda\.not_begun"):
            rules.can_end(slot)

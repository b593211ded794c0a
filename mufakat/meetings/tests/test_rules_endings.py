"""When a forum may end, by table."""

from datetime import date
from typing import Any

import pytest

from mufakat.meetings import rules

from .test_rules import outcome

DAY = date(2026, 7, 1)
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 2)


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [(DAY, BEFORE, "forum.ahead"), (DAY, DAY, None), (DAY, AFTER, None)],
)
def test_on_its_day_or_afterwards(on: date, today: date, expected: Any) -> None:
    assert outcome(lambda: rules.not_ahead(on, today)) == expected


@pytest.mark.parametrize(
    ("on", "held_on", "expected"),
    [
        (BEFORE, DAY, "forum.met_since"),
        (date(2019, 7, 1), DAY, "forum.met_since"),
        (DAY, DAY, None),
        (AFTER, DAY, None),
        (BEFORE, None, None),
    ],
)
def test_not_before_its_last_session(on: date, held_on: date | None, expected: Any) -> None:
    assert outcome(lambda: rules.not_before_it_met(on, "TII", held_on)) == expected


@pytest.mark.parametrize(
    ("on", "expected"), [(BEFORE, "forum.taken_too_early"), (DAY, None), (AFTER, None)]
)
def test_what_it_left_is_taken_over_from_its_end_on(on: date, expected: Any) -> None:
    assert outcome(lambda: rules.not_taken_before_its_end(on, DAY)) == expected


@pytest.mark.parametrize(
    ("title", "state", "expected"),
    [("", "", None), ("TII", "open", "forum.under_way"), ("TII", "planned", "forum.under_way")],
)
def test_not_while_a_session_is_unsettled(title: str, state: str, expected: Any) -> None:
    assert outcome(lambda: rules.nothing_unsettled(title, state)) == expected
    assert not title or title in rules.unsettled_in_words(title, state)


def test_what_is_to_be_done_with_it_is_told() -> None:
    words = {rules.unsettled_in_words("TII", state) for state in ("open", "planned")}
    assert len(words) == 2

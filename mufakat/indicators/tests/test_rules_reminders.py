"""The days on which somebody hears of an assessment."""

from datetime import date, timedelta

import pytest

from mufakat.indicators.rules import reminders as rules

OPENS, DUE, CLOSES = date(2026, 6, 1), date(2026, 6, 20), date(2026, 7, 10)
WORDS: list[tuple[str, str, str]] = [  # told last, day, word
    ("2026-05-30", "2026-05-31", ""),
    ("2026-05-30", "2026-06-01", "opened"),
    ("2026-06-01", "2026-06-02", ""),
    ("2026-06-12", "2026-06-13", "due"),  # a week before
    ("2026-06-13", "2026-06-15", ""),
    ("2026-06-18", "2026-06-19", "due"),  # a day before
    ("2026-06-19", "2026-06-20", ""),
    ("2026-06-20", "2026-06-22", "late"),  # the 21st is a Sunday: made up for
    ("2026-06-22", "2026-06-23", ""),
    ("2026-06-27", "2026-06-29", "late"),  # a week later
    ("2026-06-20", "2026-07-10", "late"),  # nobody was told for long: once
    ("2026-07-04", "2026-07-06", "late"),
    ("2026-07-10", "2026-07-11", ""),  # closed
]


@pytest.mark.parametrize(("told", "day", "word"), WORDS)
def test_the_days_of_a_call(told: str, day: str, word: str) -> None:
    days = date.fromisoformat(told), date.fromisoformat(day)
    assert rules.word_of_call(OPENS, DUE, CLOSES, *days) == word


def test_it_ends_some_day() -> None:
    late = [n for n in range(1, 200) if rules.waits_too_long(DUE, DUE + timedelta(days=n))]
    assert late == [1, 8, 15, 22, 29]
    waits = [
        n
        for n in range(200)
        if rules.is_word_of_waiting(DUE, DUE + timedelta(days=n - 1), DUE + timedelta(days=n))
    ]
    assert waits == [7, 14, 21, 28]

"""Months as text, days of figures, classes of a map."""

from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.indicators.rules import classes, months


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-07", "2024-07"),
        ("2024-13", ""),
        ("2024-00", ""),
        ("24-07", ""),
        ("2024-7", ""),
        ("1999-12", ""),
        ("2024-07-31", ""),
        ("٢٠٢٤-٠٧", ""),
        ("", ""),
        ("abcd-ef", ""),
    ],
)
def test_what_is_a_month(text: str, found: str) -> None:
    assert months.month_in(text) == found


def test_from_month_to_month() -> None:
    assert months.months_until("2024-02", 4) == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert (
        months.following("2023-12") == "2024-01" and months.following("2024-01", -13) == "2022-12"
    )
    assert months.last_day("2024-02") == date(2024, 2, 29)
    assert months.as_of("2024-07", date(2024, 9, 3)) == date(2024, 7, 31)
    assert months.as_of("2024-09", date(2024, 9, 3)) == date(2024, 9, 3)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2024, 7, 31), ""),
        (date(2024, 9, 3), ""),  # today
        (date(2024, 7, 30), "snapshot.day"),
        (date(2024, 9, 4), "snapshot.future"),
        (date(2024, 9, 30), "snapshot.future"),
    ],
)
def test_which_days_may_be_frozen(day: date, code: str) -> None:
    refused: Any = pytest.raises(RuleBroken) if code else nullcontext()
    with refused as broken:
        months.may_freeze(day, date(2024, 9, 3))
    assert not code or broken.value.code == code


@pytest.mark.parametrize(
    ("num", "den", "state"),
    [
        (4, 5, "kept"),
        (799, 1000, "partly"),  # prints as 79,90 %, and is below 80
        (1, 2, "partly"),
        (49, 100, "late"),
        (0, 7, "late"),
        (0, 0, "waiting"),
    ],
)
def test_classes_are_asked_of_the_whole_numbers(num: int, den: int, state: str) -> None:
    assert classes.step_of(num, den).state == state


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2024, 7, 31), "2024-07"),
        (date(2024, 8, 1), "2024-07"),
        (date(2024, 8, 30), "2024-07"),
        (date(2024, 9, 2), "2024-08"),
        (date(2024, 9, 3), "2024-09"),  # today
        (date(2024, 12, 31), "2024-09"),  # to come
        (date(2024, 1, 15), "2023-12"),
        (date(2024, 2, 29), "2024-02"),
    ],
)
def test_the_month_whose_figure_holds_on_a_day(day: date, month: str) -> None:
    assert months.month_told_on(day, date(2024, 9, 3)) == month

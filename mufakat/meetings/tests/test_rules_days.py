"""A session of several days, by its rules."""

from datetime import date
from types import SimpleNamespace

from mufakat.meetings import rules
from tests.world import wib

ZONE = "Asia/Jakarta"
DAYS = [date(2026, 6, 26), date(2026, 6, 27), date(2026, 6, 28)]


def test_the_days_of_a_session() -> None:
    assert rules.days_of(wib(6, 26, 8), wib(6, 28, 12), ZONE) == DAYS
    assert rules.days_of(wib(6, 26, 8), None, ZONE) == DAYS[:1]
    assert rules.days_of(None, None, ZONE) == []
    assert len(rules.days_of(wib(1, 1), wib(12, 1), ZONE)) == 31


def test_between_noon_and_morning_no_day_has_hours_of_its_own() -> None:
    """From 13.00 of the first day to 12.00 of the last: on the second day people come in the morning."""
    assert rules.is_in_hours(wib(6, 27, 8), wib(6, 26, 13), wib(6, 28, 12), ZONE)
    assert not rules.is_in_hours(wib(6, 26, 9), wib(6, 26, 13), wib(6, 28, 12), ZONE)
    assert not rules.is_in_hours(wib(6, 27, 3), wib(6, 26, 8), wib(6, 28, 12), ZONE)


def test_a_row_from_before_has_the_day_of_its_arrival() -> None:
    row = SimpleNamespace(present=True, arrived_at=wib(6, 27, 9), left_at=None, days={})
    assert list(rules.days_there(row, ZONE)) == [DAYS[1]]
    row.arrived_at = None
    assert rules.days_there(row, ZONE) == {}

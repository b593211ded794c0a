"""Months as text ("2024-07"): they sort as they come, in every database."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def month_of(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def month_in(text: str) -> str:
    """The month that an address or a form says; empty if it says none. A year has four figures, as texts compare."""
    year, _dash, number = text.partition("-")
    whole = len(year) == 4 and len(number) == 2 and (year + number).isascii()
    if whole and (year + number).isdecimal() and year >= "2000" and "01" <= number <= "12":
        return text
    return ""


def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    return first_day(following(month)) - timedelta(days=1)


def following(month: str, steps: int = 1) -> str:
    """The month so many steps later; before, if they are negative."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + steps
    return f"{count // 12:04}-{count % 12 + 1:02}"


def months_until(month: str, count: int) -> list[str]:
    """So many months, the last of which is this one."""
    return [following(month, n - count + 1) for n in range(count)]


def months_between(first: str, last: str) -> Iterator[str]:
    """From the first to the last, both among them; none if the last lies before the first."""
    while first <= last:
        yield first
        first = following(first)


def as_of(month: str, today: date) -> date:
    """The day that a figure of a month is of: its last, of the month under way today."""
    return min(last_day(month), today)


def month_told_on(day: date, today: date) -> str:
    """The month whose figure holds on a day: its own if that is its last day, or today; else the one before, for a
    figure is of a month as a whole. A day to come is told as today."""
    day = min(day, today)
    month = month_of(day)
    return month if day == as_of(month, today) else following(month, -1)


def may_freeze(day: date, today: date) -> None:
    """Figures are kept month by month: frozen are the end of a month that is over, or today."""
    if day > today:
        raise RuleBroken("snapshot.future", _("That day has not come yet."), "as_of")
    if day not in (last_day(month_of(day)), today):
        raise RuleBroken(
            "snapshot.day",
            _("Figures stand month by month. Choose the last day of a month, or today."),
            "as_of",
        )

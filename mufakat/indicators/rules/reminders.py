"""On which days somebody hears of an assessment that he owes, or that waits for him. Pure."""

from datetime import date, timedelta

BEFORE = (7, 1)  # days before it is due
EVERY = 7  # days of delay between two words
LONGEST = 29  # days of delay after which nobody is reminded any more: a person must look
MADE_UP = 14  # days on which nothing was sent, and of which one still hears


def word_of_call(opens_on: date, due_on: date, closes_on: date, told: date, day: date) -> str:
    """What is told of a call on `day` to those who owe it: "opened", "due", "late", or nothing. `told` is the last day
    on which news were prepared: what fell on a day between is made up for."""
    if not opens_on <= day <= closes_on:
        return ""
    if not any(_is_a_day(opens_on, due_on, on) for on in _days(told, day)):
        return ""
    if day > due_on:
        return "late"
    return "opened" if told < opens_on else "due"


def _is_a_day(opens_on: date, due_on: date, on: date) -> bool:
    left = (due_on - on).days
    return on == opens_on or (left in BEFORE and on > opens_on) or waits_too_long(due_on, on)


def waits_too_long(since: date, on: date) -> bool:
    """One day after a day, and then every week, for four weeks."""
    late = (on - since).days
    return 0 < late <= LONGEST and late % EVERY == 1


def is_word_of_waiting(since: date, told: date, day: date) -> bool:
    """Whether one hears again on `day` of what waits for one's hand since a day."""
    return any(
        EVERY <= (on - since).days <= LONGEST and (on - since).days % EVERY == 0
        for on in _days(told, day)
    )


def _days(told: date, day: date) -> list[date]:
    """The days after the last one on which something was told, until this one."""
    return [day - timedelta(days=back) for back in range(min((day - told).days, MADE_UP))]

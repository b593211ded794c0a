"""What is right about planning a session and the year of a forum."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken
from mufakat.core.periods import YEARS, Tribulan


def schedule(
    starts_at: datetime | None,
    ends_at: datetime | None,
    starts_on: date | None,
    cycle: tuple[int, int] | None,
) -> None:
    """A session ends after it begins, or when it is done (no end is planned); and a tribulan session lies in its
    tribulan (year, number)."""
    if ends_at and not starts_at:
        raise RuleBroken("meeting.half_a_date", _("Give the beginning, too."), "starts_at")
    if starts_at and ends_at and ends_at < starts_at:
        raise RuleBroken(
            "meeting.ends_before_it_begins", _("The session ends before it begins."), "ends_at"
        )
    if cycle and starts_on and starts_on not in (period := Tribulan(*cycle)):
        raise RuleBroken(
            "meeting.not_in_tribulan",
            _("%(day)s does not lie in tribulan %(tribulan)s (%(first)s to %(last)s).")
            % {
                "day": short_date(starts_on),
                "tribulan": f"{period.roman} {period.year}",
                "first": short_date(period.first_day),
                "last": short_date(period.last_day),
            },
            "starts_at",
        )


QUARTER = timedelta(weeks=13)


def suggested_hours(
    began: datetime, ended: datetime | None, first: date, last: date, today: date
) -> tuple[datetime, datetime | None] | None:
    """When the next tribulan session could be: the weekday and the hours of the last one, by the clock of the place,
    in its tribulan (`first` to `last`) and not in the past. Who plans it changes it. None: there is no such day."""
    start = began + QUARTER
    while start.date() < max(first, today):
        start += timedelta(weeks=1)
    while start.date() > last:
        start -= timedelta(weeks=1)
    if start.date() < max(first, today):
        return None
    return start, start + (ended - began) if ended else None


def next_like(
    began: datetime, ended: datetime | None, today: date
) -> tuple[datetime, datetime | None]:
    """When a session outside the year could be: the weekday and the hours of the last one, four weeks later or more,
    and not before tomorrow."""
    start = began + timedelta(weeks=4)
    weeks = max(0, -(-((today - start.date()).days + 1) // 7))
    start += timedelta(weeks=weeks)
    return start, start + (ended - began) if ended else None


def lies_after_next(day: date | None, next_on: date | None) -> bool:
    """The next session of the forum will find a promise still open whose date lies after it. That may be meant, so it
    is said in a sentence, and not refused."""
    return day is not None and next_on is not None and day > next_on


def keeps_its_day(state: str, starts_on: date | None, today: date) -> None:
    """A session under way has a day, or no promise would stand on its table; and that day has come."""
    if state == "open" and starts_on is None:
        raise RuleBroken(
            "meeting.no_date",
            _("The session is under way: it needs its day and hours."),
            "starts_at",
        )
    if state == "open" and starts_on and starts_on > today:
        raise RuleBroken(
            "meeting.day_ahead",
            _("The session is under way: its day cannot lie in the future (%(day)s).")
            % {"day": short_date(starts_on)},
            "starts_at",
        )


def can_cancel(state: str, edition: int, promises: int = 0) -> None:
    """A session that has judged or made promises did take place."""
    if state == "ratified" or edition:
        raise RuleBroken("meeting.ratified", _("A ratified session cannot be cancelled."))
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    if promises:
        raise RuleBroken(
            "meeting.has_minutes",
            _(
                "Promises were made, judged or answered in this session, so it took place. "
                "Take back the verdicts and answers, or ratify it."
            ),
        )


YEAR_IS_MEANT = _("Plan the sessions of this year all the same")


def year_is_plausible(year: int) -> None:
    if not YEARS[0] <= year <= YEARS[1]:
        raise RuleBroken(
            "cycle.year", _("Write the year with four digits, for example 2026."), "year"
        )


def meets_by_tribulan(meets: bool) -> None:
    """Only a forum of a kind that meets each tribulan (reference data) has a year of four sessions."""
    if not meets:
        raise RuleBroken(
            "cycle.not_by_tribulan",
            _("This forum does not meet by tribulan. Plan its sessions one by one."),
        )


def year_is_near(year: int, this_year: int, confirmed: bool) -> None:
    """A past year, or one after next year, is more often a slip than meant: it is asked about."""
    if confirmed or this_year <= year <= this_year + 1:
        return
    far = _("%(year)d is past.") if year < this_year else _("%(year)d comes only after next year.")
    advice = _("Correct the year; if it is meant, tick “%(box)s”.") % {"box": YEAR_IS_MEANT}
    raise RuleBroken("cycle.far_year", f"{far % {'year': year}} {advice}", "year_confirmed")


def cycle_has_room(planned: Collection[int], year: int) -> list[int]:
    """The tribulan still to be planned; a cancelled session has given its place back."""
    free = [number for number in (1, 2, 3, 4) if number not in planned]
    if not free:
        raise RuleBroken(
            "cycle.exists",
            _("The sessions of %(year)d are planned already.") % {"year": year},
            "year",
        )
    return free

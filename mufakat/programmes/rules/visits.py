"""What is right about a mentoring visit."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

LONG = timedelta(days=60)  # who was not visited for longer stands first


def not_in_the_future(on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(
            "visit.later",
            _("This day is still to come. Write it down once it has happened."),
            "on",
        )


def next_lies_ahead(on: date, next_on: date | None) -> None:
    if next_on is not None and next_on <= on:
        raise RuleBroken("visit.next_before", _("The next visit lies after this one."), "next_on")


def worked_with(works: bool) -> None:
    """One visits those with whom the programme works: mentored ones, parts of a centre, those that learn from one."""
    if not works:
        raise RuleBroken(
            "visit.no_lokus",
            _(
                "The programme did not work with this facility on that day. Ask the health office to add it to the "
                "mentored ones first."
            ),
            "organisation",
        )


LONGEST_DEGREE = 5  # signs, written in capitals


def names_in(mentors: str) -> frozenset[str]:
    """Who came, as typed with commas between; a degree behind a name is no person ("Ani, S.Kep., MPH, Budi")."""
    parts = [part for each in mentors.split(",") if (part := " ".join(each.split()))]
    named = [part for at, part in enumerate(parts) if not at or not _is_degree(part)]
    return frozenset(part.casefold() for part in named)


def _is_degree(part: str) -> bool:
    in_capitals = part.isupper() and len(part) <= LONGEST_DEGREE
    return " " not in part and (in_capitals or "." in part)


def same_mentor(mentors: str, others: str) -> bool:
    """Is one of them the same on both?"""
    return bool(names_in(mentors) & names_in(others))


def not_told_twice(other: str, on: date, confirmed: bool) -> None:
    """Somebody is at a place once a day: a second visit is written down on purpose only. `other`: who came on the visit
    of that day that is written down already."""
    if other and not confirmed:
        raise RuleBroken(
            "visit.again",
            _(
                "The visit of %(mentors)s to this facility on %(day)s is written down already. If this is another "
                "visit on that day, tick “It is another visit” and send again."
            )
            % {"mentors": other, "day": short_date(on)},
            "again_confirmed",
        )


def is_long(last: date | None, since: date | None, today: date) -> bool:
    """Was it not visited for 60 days? `since`: from when the programme works there, where it was never visited."""
    begun = last or since
    return begun is None or today - begun > LONG

"""What is right about a mentoring visit."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

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


def is_long(last: date | None, since: date | None, today: date) -> bool:
    """Was it not visited for 60 days? `since`: from when the programme works there, where it was never visited."""
    begun = last or since
    return begun is None or today - begun > LONG

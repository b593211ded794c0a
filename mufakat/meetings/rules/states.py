"""What a session allows in each of its states."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken


def can_change(state: str) -> None:
    if state == "ratified":
        raise RuleBroken(
            "meeting.ratified",
            _(
                "The minutes are ratified. What is added now becomes an addendum; the chair can reopen them."
            ),
        )
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))


def can_open(state: str, starts_on: date | None, today: date) -> None:
    """Not before its first day, as the place counts it (`today`): minutes tell what has been."""
    can_change(state)
    if state == "open":
        raise RuleBroken("meeting.open_already", _("The session is already under way."))
    if starts_on is None:
        raise RuleBroken("meeting.no_date", _("Give the session its day and hours first."))
    if starts_on > today:
        raise RuleBroken(
            "meeting.before_its_day",
            _(
                "This session is planned for %(day)s and cannot be opened before. "
                "If it takes place earlier, change the day first."
            )
            % {"day": short_date(starts_on)},
        )


def can_write_minutes(state: str) -> bool:
    """May something be added? True when it is late and goes into the addendum."""
    if state == "planned":
        raise RuleBroken(
            "meeting.not_open", _("Open the session first: the minutes begin with it.")
        )
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    return state == "ratified"


def can_invite(state: str) -> bool:
    """Participants may be listed from the plan on; True when it is late."""
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    return state == "ratified"

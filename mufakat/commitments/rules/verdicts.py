"""What is right about a verdict, and what follows from it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

from .promise import within_year

CLOSING = frozenset({"kept", "partly", "dropped"})


VERDICTS = ("kept", "partly", "continued", "changed", "dropped")


FIGURES = ("made", *VERDICTS)


def verdict(
    answer: str,
    *,
    reason: str,
    session_on: date,
    due_on: date,
    new_due_on: date | None,
    new_what: str,
    confirmed: bool = False,
) -> None:
    """Each verdict says what it must: a new date, a new wording, a reason. A date after the budget year of the
    session is asked about, as that of a new promise is (`due_date`)."""
    if answer not in VERDICTS:
        raise RuleBroken("verdict.unknown", _("Choose one of the verdicts."), "verdict")
    if answer == "partly" and not reason.strip():
        raise RuleBroken(
            "verdict.no_reason",
            _(
                "Say what was done and what remains: “partly” closes the promise. If the rest is still to be done, "
                "choose “continued”."
            ),
            "reason",
        )
    if answer in ("dropped", "changed") and not reason.strip():
        raise RuleBroken(
            "verdict.no_reason", _("Say why, so that others can understand it later."), "reason"
        )
    if answer == "continued" and new_due_on is None:
        raise RuleBroken(
            "verdict.no_date", _("A continued promise needs a new date."), "new_due_on"
        )
    if answer == "changed" and new_due_on is None and due_on <= session_on:
        raise RuleBroken(
            "verdict.no_date",
            _("The old date (%(due)s) has come: a changed promise needs a new one.")
            % {"due": short_date(due_on)},
            "new_due_on",
        )
    if answer == "changed" and not new_what.strip() and new_due_on is None:
        raise RuleBroken(
            "verdict.no_change",
            _("Write the new wording or the new date of the promise."),
            "new_what",
        )
    if answer in ("continued", "changed") and new_due_on and new_due_on < session_on:
        raise RuleBroken(
            "verdict.date_passed", _("The new date lies before this session."), "new_due_on"
        )
    if answer in ("continued", "changed") and new_due_on and not confirmed:
        within_year(new_due_on, session_on, "verdict.date_after_year", "new_due_on")


def judged_after_made(made_on: date, session_on: date) -> None:
    if session_on < made_on:
        raise RuleBroken(
            "verdict.before_promise",
            _("This session has judged a promise that was made after the new day."),
            "starts_at",
        )


def state_after(verdicts: Iterable[tuple[datetime, str]]) -> str:
    """The state of a promise after its verdicts (when the session began, verdict): the last session decides, of
    two sessions on one day, too, whichever verdict was written down first."""
    in_order = sorted(verdicts, key=lambda v: v[0])
    return in_order[-1][1] if in_order and in_order[-1][1] in CLOSING else "open"

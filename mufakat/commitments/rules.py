"""What is right about a promise."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

CLOSING = frozenset({"kept", "partly", "dropped"})
VERDICTS = ("kept", "partly", "continued", "changed", "dropped")
# More than the national budget: a slip of the finger, and less than the databases hold.
MOST_RUPIAH = 10**16
FIGURES = ("made", *VERDICTS)


def owner_is_named(organisation: object, person: object) -> None:
    if not organisation and not person:
        raise RuleBroken(
            "commitment.no_owner",
            _("Say who promises: an organisation, a person, or both."),
            "owner_organisation",
        )


def person_stands_for(
    person: object, organisation: object, stands: bool, confirmed: bool = False
) -> None:
    """A person answers for the organisation named beside him when he holds an office there, or sits in the forum on
    its behalf. Otherwise perhaps the wrong person, or the wrong body, was meant: that is asked."""
    if person and organisation and not stands and not confirmed:
        raise RuleBroken(
            "commitment.person_without_office",
            _(
                "%(person)s holds no office on record at %(organisation)s. Correct it, or tick "
                "“Write it down all the same” and send again."
            )
            % {"person": person, "organisation": organisation},
            "owner_confirmed",
        )


def due_date(due_on: date, made_on: date, confirmed: bool = False) -> None:
    """A promise is due on or after the day it is made, and within the budget year unless that is confirmed."""
    if due_on < made_on:
        raise RuleBroken(
            "commitment.due_before_meeting",
            _(
                "The due date %(due)s lies before the meeting of %(made)s. Check the day and the year."
            )
            % {"due": short_date(due_on), "made": short_date(made_on)},
            "due_on",
        )
    if not confirmed:
        within_year(due_on, made_on, "commitment.due_after_year", "due_on")


def within_year(due_on: date, session_on: date, code: str, field: str) -> None:
    """A date after the budget year of a session is perhaps a slip of the finger."""
    if due_on.year > session_on.year:
        raise RuleBroken(
            code,
            _(
                "The due date %(due)s lies after the budget year %(year)d. "
                "Correct it, or tick “The due date is right” below and send again."
            )
            % {"due": short_date(due_on), "year": session_on.year},
            field,
        )


def money(amount_idr: int | None, funding_source: str) -> None:
    """Rupiah are whole and not negative; an amount says where it comes from."""
    if amount_idr is not None and amount_idr < 0:
        raise RuleBroken("commitment.negative", _("An amount cannot be negative."), "amount_idr")
    if amount_idr is not None and amount_idr > MOST_RUPIAH:
        raise RuleBroken(
            "commitment.too_much", _("This amount is too big. Check the zeros."), "amount_idr"
        )
    if amount_idr and not funding_source:
        raise RuleBroken(
            "commitment.no_funding",
            _("Say which source of funds pays this amount."),
            "funding_source",
        )


def progress(percent: int | None) -> None:
    if percent is not None and not 0 <= percent <= 100:
        raise RuleBroken("update.percent", _("Progress is a number from 0 to 100."), "progress")


def still_open(state: str) -> None:
    if state != "open":
        raise RuleBroken(
            "commitment.closed", _("This promise is closed: a session has said what became of it.")
        )


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
    if answer == "continued" and new_due_on == due_on and due_on < session_on:
        raise RuleBroken(
            "verdict.same_date", _("The new date must differ from the old."), "new_due_on"
        )


def not_judged_yet(judged: bool) -> None:
    """What a session has judged is no longer corrected: the next session changes it."""
    if judged:
        raise RuleBroken(
            "commitment.judged",
            _(
                "A session has given its verdict on this promise. Change it by a verdict, not by a correction."
            ),
        )


def judged_after_made(made_on: date, session_on: date) -> None:
    if session_on < made_on:
        raise RuleBroken(
            "verdict.before_promise",
            _("This session has judged a promise that was made after the new day."),
            "starts_at",
        )


def still_written_down(found: bool) -> None:
    """Somebody took the promise back while this was being written."""
    if not found:
        raise RuleBroken(
            "commitment.withdrawn",
            _("This promise was written down by mistake and has been taken back meanwhile."),
        )


def can_withdraw(reason: str, *, verdicts: bool, updates: bool) -> None:
    """Only what was written down by mistake is taken back, with a reason; never what others have built on."""
    not_judged_yet(verdicts)
    if updates:
        raise RuleBroken(
            "commitment.reported",
            _(
                "Somebody has reported on this promise already, so it is not taken back. "
                "Correct it, or let the next session drop it."
            ),
        )
    if not reason.strip():
        raise RuleBroken(
            "commitment.no_reason", _("Say why, so that others can understand it later."), "reason"
        )


def state_after(verdicts: Iterable[tuple[datetime, str]]) -> str:
    """The state of a promise after its verdicts (when the session began, verdict): the last session decides, of
    two sessions on one day, too, whichever verdict was written down first."""
    in_order = sorted(verdicts, key=lambda v: v[0])
    return in_order[-1][1] if in_order and in_order[-1][1] in CLOSING else "open"

"""What is right about writing down a promise, and taking it back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

# More than the national budget: a slip of the finger, and less than the databases hold.
MOST_RUPIAH = 10**16


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


def person_is_here(person: object, ended: date | None, on: date, confirmed: bool) -> None:
    """`ended`: the last day of the owner's person in the directory. Who has left by `on` promises nothing, unless that
    is meant."""
    if ended is not None and ended < on and not confirmed:
        raise RuleBroken(
            "commitment.person_left",
            _(
                "%(person)s has left: the directory ends with %(day)s. Choose another, or tick "
                "“Write it down all the same” and send again."
            )
            % {"person": person, "day": short_date(ended)},
            "owner_confirmed",
        )


def takes_personal(person: object, before: object, organisation: object, confirmed: bool) -> None:
    """A promise that somebody made for himself alone binds nobody else: whether another one takes it is asked."""
    if before and not organisation and not confirmed:
        raise RuleBroken(
            "commitment.personal",
            _(
                "%(before)s promised this alone, for no organisation. If %(person)s has agreed to take it, tick "
                "“Write it down all the same” and send again."
            )
            % {"before": before, "person": person},
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


def not_judged_yet(judged: bool) -> None:
    """What a session has judged is no longer corrected: the next session changes it."""
    if judged:
        raise RuleBroken(
            "commitment.judged",
            _(
                "A session has given its verdict on this promise. Change it by a verdict, not by a correction."
            ),
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

"""What is right about the letter of invitation."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def can_write_letter(state: str) -> None:
    if state == "cancelled":
        raise RuleBroken("letter.cancelled", _("This session was cancelled."))
    if state != "planned":
        raise RuleBroken(
            "letter.opened", _("The session has been opened: nobody is invited by letter any more.")
        )


def is_draft(issued_at: datetime | None) -> None:
    """What was issued is never changed: a correction is a further edition."""
    if issued_at is not None:
        raise RuleBroken(
            "letter.issued",
            _("This letter has been issued and stays as it is. Write a correction instead."),
        )


def edition_has_reason(edition: int, reason: str) -> None:
    if edition > 1 and not reason.strip():
        raise RuleBroken("letter.reason", _("Say what this correction corrects."), "reason")


def one_draft(open_drafts: int) -> None:
    if open_drafts:
        raise RuleBroken(
            "letter.draft_waits", _("A draft is waiting already: change that one, or issue it.")
        )


def can_issue(number: str, starts_at: datetime | None, invited: int) -> None:
    """An official letter has its number, tells when, and goes to somebody."""
    if starts_at is None:
        raise RuleBroken("letter.no_day", _("Give the session its day and hours first."))
    if not number.strip():
        raise RuleBroken("letter.no_number", _("Write the number of the letter before issuing it."))
    if not invited:
        raise RuleBroken("letter.nobody", _("Nobody is invited yet. Put the invited on the list."))

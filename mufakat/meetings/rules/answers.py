"""What is right about answers to an invitation, and about the personal links that they come through."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

LINK_LIVES_ON = timedelta(days=7)  # after the session: it then tells what became of it


def can_answer(state: str) -> None:
    """Until the session opens. What was answered stays, and never means that somebody was present."""
    if state == "cancelled":
        raise RuleBroken("answer.cancelled", _("This session was cancelled: no answer is needed."))
    if state != "planned":
        raise RuleBroken(
            "answer.opened",
            _("The session has been opened: who is present is now recorded there."),
        )


def answer_is_whole(answer: str, represented_by: str, note: str) -> None:
    if answer == "represented" and not represented_by.strip():
        raise RuleBroken(
            "answer.by_whom", _("Write the name of who represents you."), "represented_by"
        )
    if answer == "unable" and not note.strip():
        raise RuleBroken("answer.why", _("Write in a few words why you cannot come."), "note")


def answers_for_invited(invited: bool) -> None:
    if not invited:
        raise RuleBroken("answer.not_invited", _("Only who is invited answers."))


def link_has_day(starts_at: datetime | None) -> datetime:
    """The instant at which the links of a session begun then would close; without a day there is no invitation."""
    if starts_at is None:
        raise RuleBroken(
            "link.no_day",
            _("Give the session its day and hours first: the invitation names them."),
        )
    return starts_at + LINK_LIVES_ON


def somebody_needs_link(number: int) -> None:
    if not number:
        raise RuleBroken("link.nobody_waits", _("Everyone invited has a personal link already."))


def somebody_has_email(number: int) -> None:
    if not number:
        raise RuleBroken(
            "letter.no_email", _("Nobody of those who wait for the invitation has an e-mail.")
        )

"""The way of an assessment: draft, sent, verified, accepted; sent back with reasons, withdrawn with a reason. Pure."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext, gettext_lazy as _, ngettext

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

WRITABLE = ("draft", "returned")


def can_fill(state: str) -> None:
    if state == "withdrawn":
        raise RuleBroken("assessment.withdrawn", _("This assessment was withdrawn."))
    if state == "final":
        raise RuleBroken(
            "assessment.final",
            _(
                "This assessment is accepted and stays as it is. A mistake in it is corrected by withdrawing it and "
                "filling in a new one."
            ),
        )
    if state not in WRITABLE:
        raise RuleBroken(
            "assessment.sent",
            _("It was sent and is being verified. Who verifies it can send it back."),
        )


def can_submit(state: str, lacking: int, unconfirmed: int = 0) -> None:
    """Nothing is missing; and what was copied from the last time (`unconfirmed`, of those that lack) was confirmed."""
    can_fill(state)
    if not lacking:
        return
    told = []
    if missing := lacking - unconfirmed:
        said = ngettext("%(n)d answer is missing", "%(n)d answers are missing", missing)
        told.append(said % {"n": missing})
    if unconfirmed:
        said = ngettext(
            "%(n)d answer from the last assessment is not confirmed",
            "%(n)d answers from the last assessment are not confirmed",
            unconfirmed,
        )
        told.append(said % {"n": unconfirmed})
    what = gettext(" and ").join(told)
    raise RuleBroken(
        "assessment.lacking", gettext("It cannot be sent yet: %(what)s.") % {"what": what}
    )


def can_verify(state: str) -> None:
    if state != "submitted":
        raise RuleBroken(
            "assessment.not_sent", _("Only an assessment that was sent can be verified.")
        )


def can_accept(state: str) -> None:
    if state != "verified":
        raise RuleBroken(
            "assessment.not_verified", _("Only an assessment that was verified can be accepted.")
        )


def can_return(state: str) -> None:
    if state not in ("submitted", "verified"):
        raise RuleBroken(
            "assessment.not_returnable",
            _("Only what was sent or verified can be sent back."),
        )


def can_withdraw(state: str) -> None:
    if state == "withdrawn":
        raise RuleBroken("assessment.withdrawn", _("This assessment was withdrawn."))
    if state in ("submitted", "verified"):
        raise RuleBroken(
            "assessment.under_way",
            _("It is being verified: it is sent back, not withdrawn."),
        )


def second_person(writer: str, fillers: Collection[str]) -> None:
    """Nobody verifies or accepts what he filled in himself."""
    if writer in fillers:
        raise RuleBroken(
            "assessment.own_hand",
            _("You filled in a part of it yourself. A second person verifies and accepts it."),
        )


def says_why(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("assessment.no_reason", _("Say why."), "reason")


def still_open(call_title: str, closes_on: date | None, state: str, today: date) -> None:
    """After the last day of its call nothing is filled in any more, but what was sent back."""
    if closes_on is not None and today > closes_on and state != "returned":
        raise RuleBroken(
            "assessment.closed",
            _("“%(title)s” was closed on %(day)s. Ask who called for it to move the closing day.")
            % {"title": call_title, "day": short_date(closes_on)},
        )


def photo_stands(withdrawn: bool) -> None:
    if withdrawn:
        raise RuleBroken("photo.withdrawn", _("This photo has been withdrawn already."))

"""What is right about the joint commitment and its signatures."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

MOST_POINTS = 30


def sheet_is_new(there: bool) -> None:
    if there:
        raise RuleBroken("sheet.exists", _("This session has its joint commitment already."))


def sheet_has_points(points: Sequence[str]) -> None:
    if not points:
        raise RuleBroken("sheet.no_points", _("Write at least one point."), "points")
    if len(points) > MOST_POINTS:
        raise RuleBroken(
            "sheet.too_many_points",
            _("At most %(n)d points: people sign what they can read.") % {"n": MOST_POINTS},
            "points",
        )


def sheet_is_open(closed: bool) -> None:
    if closed:
        raise RuleBroken(
            "sheet.closed", _("The joint commitment is closed: its text and signatures stay.")
        )


def text_is_unsigned(signatures: int) -> None:
    """Nobody's signature slips under another text."""
    if signatures:
        raise RuleBroken(
            "sheet.signed",
            _("It has been signed: the text stays. Take the signatures back first to change it."),
        )


def signer_is_present(present: bool) -> None:
    if not present:
        raise RuleBroken(
            "sheet.absent", _("Only who is present signs. Record the attendance first.")
        )


def signs_once(signed: bool) -> None:
    if signed:
        raise RuleBroken("sheet.signed_already", _("This person has signed already."))


def somebody_signed(signatures: int) -> None:
    if not signatures:
        raise RuleBroken("sheet.unsigned", _("Nobody has signed yet."))


def signers_are_present(absent: Sequence[str]) -> None:
    """Whose arrival was taken back after he signed: one of the two is a slip."""
    if absent:
        raise RuleBroken(
            "sheet.absent_signers",
            _(
                "Signed, but not present on the list: %(names)s. Record the attendance, or take the signature "
                "back first."
            )
            % {"names": "; ".join(absent)},
        )


def is_signed(drawn: bool, on_paper: bool) -> None:
    if not drawn and not on_paper:
        raise RuleBroken(
            "sheet.nothing_drawn",
            _("Draw the signature, or tick that it was signed on paper."),
            "signature",
        )

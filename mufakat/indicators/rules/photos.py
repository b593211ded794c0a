"""What is right about the photos of an assessment. Pure."""

import re

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.uploads import MOST_EACH

from .workflow import WRITABLE

MOST = 120  # of one assessment
DIGEST = re.compile(r"[0-9a-f]{64}")


def can_withdraw(state: str) -> None:
    """The evidence of what was sent, verified or accepted stays with it. Of an assessment that was withdrawn, and so is
    evidence of nothing, a photo may go: it may show what it must not (UU 27/2022)."""
    if state == "final":
        raise RuleBroken(
            "photo.of_accepted",
            _(
                "This photo is evidence of an accepted assessment and stays with it. If it must go, ask who accepts to "
                "withdraw the assessment first, with the reason."
            ),
        )
    if state not in (*WRITABLE, "withdrawn"):
        raise RuleBroken(
            "photo.of_sent",
            _(
                "This photo is evidence of an assessment that was sent and stays with it. If it must go, ask who "
                "verifies to send the assessment back first."
            ),
        )


def question_is_asked(asked: bool) -> None:
    if not asked:
        raise RuleBroken(
            "photo.no_question", _("Choose the question that the photo is for."), "question"
        )


def is_photo(photo: bool) -> None:
    if not photo:
        raise RuleBroken("photo.paper", _("Only photos are kept here."), "photos")


def is_announced(sha256: str, size: int) -> None:
    if not DIGEST.fullmatch(sha256) or not 1 <= size <= MOST_EACH:
        raise RuleBroken("photo.missing", _("Choose a photo."), "photos")


def has_room(count: int) -> None:
    if count >= MOST:
        raise RuleBroken(
            "photo.too_many",
            _("This assessment has %(n)d photos already. Withdraw one first.") % {"n": MOST},
            "photos",
        )


def is_new(there: bool) -> None:
    if there:
        raise RuleBroken("photo.twice", _("This very photo is there already."), "photos")


def waits(waiting: bool) -> None:
    if not waiting:
        raise RuleBroken("photo.arrived", _("The file of this photo is here already."))


def is_the_one(same: bool) -> None:
    if not same:
        raise RuleBroken("photo.another", _("This is not the file that was announced."), "photos")

"""What is right about the photos of an assessment. Pure."""

import re

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.uploads import MOST_EACH

MOST = 120  # of one assessment
DIGEST = re.compile(r"[0-9a-f]{64}")


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

"""What is right about what is put into the accountability file of a session."""

import re
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.uploads import MOST_EACH

MOST_AT_ONCE = 10  # files of one form
MOST_OF_SESSION = 200
MOST_LINES = 200  # of the recap of costs
MOST_PEOPLE, MOST_TIMES, MOST_RATE = 9_999, 999, 1_000_000_000


def can_file(state: str) -> None:
    """From the plan on, and after the minutes are ratified, too: receipts come later."""
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))


def part_is_known(part: str, parts: Collection[str]) -> None:
    if part not in parts:
        raise RuleBroken("file.unknown_part", _("This part does not belong to the file."), "part")


def something_is_sent(count: int) -> None:
    if not count:
        raise RuleBroken("file.none", _("Choose at least one file."), "photos")


def few_at_once(count: int) -> None:
    if count > MOST_AT_ONCE:
        raise RuleBroken(
            "file.too_many_at_once",
            _("At most %(n)d files go with one form.") % {"n": MOST_AT_ONCE},
            "photos",
        )


def files_have_room(count: int) -> None:
    if count > MOST_OF_SESSION:
        raise RuleBroken(
            "file.no_room",
            _("A file holds at most %(n)d photos and papers.") % {"n": MOST_OF_SESSION},
            "photos",
        )


def file_is_new(there: bool, name: str) -> None:
    if there:
        raise RuleBroken(
            "file.twice", _("“%(name)s” is in this part already.") % {"name": name}, "photos"
        )


def is_photo_where_asked(photo: bool, is_photo: bool | None) -> None:
    """`photo`: the part holds photos; `is_photo` is not known before the bytes arrive."""
    if photo and is_photo is False:
        raise RuleBroken(
            "file.no_photo", _("This part holds photos: send a JPEG, PNG or WebP."), "photos"
        )


def photo_says_where(photo: bool, taken_on: date | None, place: str, today: date) -> None:
    """A photo proves something once it is known when and where it was taken."""
    if photo and taken_on is None:
        raise RuleBroken("file.no_day", _("Say on which day the photo was taken."), "taken_on")
    if photo and not place.strip():
        raise RuleBroken("file.no_place", _("Say where the photo was taken."), "place")
    if taken_on is not None and taken_on > today:
        raise RuleBroken("file.day_ahead", _("This day has not come yet."), "taken_on")


def digest_is_whole(sha256: str) -> None:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise RuleBroken("file.no_digest", _("The file has no SHA-256."))


def size_is_kept(size: int) -> None:
    if not 1 <= size <= MOST_EACH:
        raise RuleBroken(
            "file.size", _("This file has more than 20 MB. Send a smaller one."), "photos"
        )


def is_the_file_promised(promised: str, arrived: str) -> None:
    """What arrives is what was announced, to the last bit."""
    if promised != arrived:
        raise RuleBroken(
            "file.wrong_hash",
            _(
                "What arrived is not the file that was announced (its SHA-256 differs). Send it again."
            ),
        )


def file_waits(arrived: bool) -> None:
    if arrived:
        raise RuleBroken("file.complete", _("This file has arrived already."))


def file_stands(withdrawn: bool) -> None:
    if withdrawn:
        raise RuleBroken("file.withdrawn", _("This file has been withdrawn already."))


def expense_counts(people: int, quantity: int, rate_idr: int) -> int:
    """The amount of a line, in whole rupiah."""
    for value, most, field in (
        (people, MOST_PEOPLE, "people"),
        (quantity, MOST_TIMES, "quantity"),
        (rate_idr, MOST_RATE, "rate_idr"),
    ):
        if not 1 <= value <= most:
            raise RuleBroken(
                "expense.no_number", _("Write a number from 1 to %(n)d.") % {"n": most}, field
            )
    return people * quantity * rate_idr


def expense_is_named(title: str) -> None:
    if not title.strip():
        raise RuleBroken(
            "expense.no_title", _("Choose an item of the rate table, or say what it was."), "title"
        )


def lines_have_room(count: int) -> None:
    if count >= MOST_LINES:
        raise RuleBroken(
            "expense.no_room", _("A recap has at most %(n)d lines.") % {"n": MOST_LINES}
        )


def expense_stands(withdrawn: bool) -> None:
    if withdrawn:
        raise RuleBroken("expense.withdrawn", _("This line has been taken back already."))


def receipt_fits(paper: str, part: str) -> None:
    """A receipt lies in the part that its line names."""
    if paper != part:
        raise RuleBroken(
            "expense.other_part", _("This line is proven in another part of the file."), "expenses"
        )


def terms_are_new(there: bool) -> None:
    if there:
        raise RuleBroken("terms.exist", _("This session has its terms of reference already."))

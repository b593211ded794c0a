"""What is right about a programme of the catalogue."""

import re
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40
# The first words of other addresses below /program/: no programme may be called so.
TAKEN = {"catat", "coe", "fasilitas", "gelombang", "kab-kota", "kunjungan", "lokus"} | {
    "lomba",
    "replikasi",
}


def code_of(text: str, there: bool) -> str:
    """The code as it stands in addresses: small letters, figures and hyphens. `there`: another programme has it."""
    code = "-".join(text.lower().split())
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE or code in TAKEN:
        raise RuleBroken(
            "programme.code",
            _(
                "A code is made of small letters, figures and hyphens, 40 signs at most, for example posyandu-ilp. "
                "Words of the page's own addresses (%(taken)s) cannot be used."
            )
            % {"taken": ", ".join(sorted(TAKEN))},
            "code",
        )
    if there:
        raise RuleBroken(
            "programme.code_taken",
            _("There is a programme with the code %(code)s already. Choose another code.")
            % {"code": code},
            "code",
        )
    return code


def not_reference(is_reference: bool) -> None:
    if is_reference:
        raise RuleBroken(
            "programme.reference",
            _(
                "This programme stands in the reference data. It is corrected there, with its source."
            ),
        )


def is_open(valid_from: date | None, valid_to: date | None, on: date, field: str = "") -> None:
    """Something is written down for a programme only while it runs."""
    if valid_from is not None and on < valid_from:
        raise RuleBroken(
            "programme.not_begun",
            _("This programme begins on %(day)s. Choose that day or a later one.")
            % {"day": short_date(valid_from)},
            field or None,
        )
    if valid_to is not None and on > valid_to:
        raise RuleBroken(
            "programme.over",
            _("This programme ended on %(day)s: nothing new begins in it after that day.")
            % {"day": short_date(valid_to)},
            field or None,
        )


def within_reach(reached: bool, field: str) -> None:
    if not reached:
        raise RuleBroken(
            "programme.out_of_reach",
            _("This lies outside the place that your role covers."),
            field,
        )


def something_ticked(chosen: Collection[object], field: str) -> None:
    if not chosen:
        raise RuleBroken("programme.none_ticked", _("Tick at least one."), field)

"""When a district or a cohort passes, in words: never without its bounds, and why nothing can be said."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mufakat.learning.rules import forecast


def when(ahead: forecast.Ahead, until: date) -> str:
    """A forecast as a sentence, counted from the month of the last scores."""
    if ahead.why == "passed":
        return _("has passed")
    if ahead.months is None:
        return _("cannot be foreseen: %(why)s") % {"why": why_not(ahead.why)}
    middle, early = _month(until, ahead.months), _month(until, ahead.earliest or 0)
    if ahead.latest is None:
        return _(
            "about %(middle)s, at the earliest %(early)s; if it goes on as in its slowest months, it never passes"
        ) % {
            "middle": middle,
            "early": early,
        }
    told = {"middle": middle, "early": early, "late": _month(until, ahead.latest)}
    return _("about %(middle)s (between %(early)s and %(late)s)") % told


def why_not(code: str) -> str:
    return {
        "empty": _("nothing is assessed"),
        "few": _("fewer than three months have figures"),
        "flat": _("the share stands still"),
        "falling": _("the share falls"),
        "far": _("it would take more than three years"),
        "districts": _("too few of its districts can be foreseen"),
    }[code]


def told_of_cohort(districts: list[forecast.Ahead], target_percent: int) -> dict[str, Any]:
    """What the forecast of a cohort stands on: how many districts pass already, how many can be foreseen, how many not
    and why."""
    ready = sum(each.why == "passed" for each in districts)
    ahead = sum(each.why == "" for each in districts)
    needed = forecast.needed(len(districts), target_percent)
    return {
        "passed": ready,
        "foreseen": ahead,
        "needed": needed,
        "short": max(0, needed - ready - ahead),
        "reasons": _reasons(each.why for each in districts),
    }


def _reasons(codes: Iterable[str]) -> list[tuple[str, int, str]]:
    """For which reason how many districts cannot be foreseen, the most frequent first."""
    counted = Counter(code for code in codes if code not in ("", "passed"))
    return [(code, n, why_not(code)) for code, n in counted.most_common()]


def _month(since: date, ahead: int) -> str:
    year, month = divmod(since.year * 12 + since.month - 1 + ahead, 12)
    return date_format(date(year, month + 1, 1), "F Y")

"""What scores say to the word "has passed". The word belongs to the office; it may be said against the scores, with a
reason, and is shown as such ever after."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

Pair = tuple[int, int]


def verdict_of(scores: Pair, asked: int) -> str:
    """ "passes"; "below" the share that the cohort asks for (in percent); "none": nobody is assessed."""
    passed, judged = scores
    if not judged:
        return "none"
    return "passes" if passed * 100 >= asked * judged else "below"


def doubt_of(state: str, kept: Mapping[str, int]) -> str:
    """Why a district that is called passed is to be doubted: "below", "none", or nothing. `kept`: what the scores were
    when it was said ({passed, judged, asked}); nothing is kept of what was said before scores were asked."""
    if state != "passed" or not kept:
        return ""
    found = verdict_of((kept["passed"], kept["judged"]), kept["asked"])
    return "" if found == "passes" else found


def passed_says_why(scores: Pair, asked: int, until: date, reason: str, *, named: bool) -> None:
    """Who declares a district as passed against what its scores say, says why. `until`: until when the assessments
    count; `named`: has the cohort an instrument?"""
    if reason.strip():
        return
    found = verdict_of(scores, asked)
    if found == "none":
        raise RuleBroken("standing.no_scores", _not_assessed(until, named), "reason")
    if found == "below":
        passed, judged = scores
        words = {"passed": passed, "judged": judged, "asked": asked, "day": short_date(until)}
        told = ngettext_lazy(
            "By the assessments until %(day)s %(passed)d of %(judged)d assessed site passes; this cohort asks for "
            "%(asked)d %%. If the district is declared as passed nevertheless, say why.",
            "By the assessments until %(day)s %(passed)d of %(judged)d assessed sites pass; this cohort asks for "
            "%(asked)d %%. If the district is declared as passed nevertheless, say why.",
            judged,
        )
        raise RuleBroken("standing.below", told % words, "reason")


def _not_assessed(until: date, named: bool) -> "str | Promise":
    if not named:
        return _(
            "No instrument is named for this cohort, so there are no scores that say who passes. If the district is "
            "declared as passed nevertheless, say why."
        )
    return _(
        "No site of this district is assessed by %(day)s: no score says that it passes. If it is declared as passed "
        "nevertheless, say why."
    ) % {"day": short_date(until)}

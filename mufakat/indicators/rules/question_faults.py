"""What is wrong with one question: unknown kinds, bands with gaps, points that nobody can reach."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, TypeGuard

from django.utils.translation import gettext as _

from .instrument import ACROSS_PERIODS, ACROSS_PLACES, COMBINES, KINDS, PARTS

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
CODE = re.compile(r"[a-z][a-z0-9_-]*")
BAND_CODE = re.compile(r"[A-Za-z0-9_-]+")
LONGEST_CODE = 60  # a measure is kept by this name
MOST_BANDS = 20
MOST_POINTS = 10_000
TEXTS = {
    "title": 500,
    "evidence": 500,
    "hint": 1000,
    "numerator": 300,
    "denominator": 300,
    "unit": 60,
    "computed": 60,
}
COUNTS = {
    "share_percent": (1, 100),
    "target_percent": (1, 1000),
    "weight": (0, MOST_POINTS),
    "met_at": (1, MOST_POINTS),
}
FLAGS = ("must", "may_not_apply")
CHOICES = {
    "kind": KINDS,
    "combine": COMBINES,
    "across_periods": ACROSS_PERIODS,
    "across_places": ACROSS_PLACES,
}
KNOWN = {"code", "key", "part", "bands", "until", *TEXTS, *COUNTS, *FLAGS, *CHOICES}
BANDED = ("scale", "range")


def is_text(value: Any, most: int, *, empty: bool = False) -> TypeGuard[str]:
    """A text that a page can show and both databases can keep."""
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        return False
    return empty or bool(value.strip())


def is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def faults_in_question(
    question: Any, level: Any, sources: Collection[str] | None = None
) -> list[str]:
    """Of one question of an instrument of this level; without the name of the question."""
    if not isinstance(question, Mapping):
        return [_("This is no question.")]
    found = [*_of_entries(question), *_of_part(question, level)]
    return found or [*_of_kind(question), *_of_source(question, sources)]


def _of_entries(question: Mapping[str, Any]) -> Iterator[str]:
    for name in question:
        if name not in KNOWN:
            yield _("“%(name)s” is no entry of it.") % {"name": str(name)[:60]}
    codes = [question.get("code"), question.get("key", question.get("code"))]
    if not all(is_text(code, LONGEST_CODE) and CODE.fullmatch(code) for code in codes):
        yield _(
            "The code is a word of small letters, digits and hyphens, at most %(n)d characters."
        ) % {"n": LONGEST_CODE}
    for name, most in TEXTS.items():
        if not is_text(question.get(name, ""), most, empty=name != "title"):
            words = {"name": name, "n": most}
            yield _("“%(name)s” is missing, or longer than %(n)d characters.") % words
    if not _is_day(question.get("until")):
        yield _("The last day on which it is asked is no day.")
    yield from _of_numbers(question)


def _of_numbers(question: Mapping[str, Any]) -> Iterator[str]:
    for name, (least, greatest) in COUNTS.items():
        if name in question and not is_whole(question[name], least, greatest):
            words = {"name": name, "least": least, "most": greatest}
            yield _("“%(name)s” is a whole number from %(least)d to %(most)d.") % words
    if is_whole(question.get("target_percent"), 101, COUNTS["target_percent"][1]):
        yield _(
            "A target of %(n)d %% is out of reach: what is counted is at most 100 %% of it."
        ) % {"n": question["target_percent"]}
    for name in FLAGS:
        if not isinstance(question.get(name, True), bool):
            yield _("“%(name)s” is yes or no.") % {"name": name}
    for name, known in CHOICES.items():
        if (name in question or name == "kind") and question.get(name) not in list(known):
            chosen = {"name": name, "value": str(question.get(name, ""))[:40]}
            yield _("“%(value)s” is no %(name)s that is known.") % chosen


def _is_day(value: Any) -> bool:
    try:
        return value is None or isinstance(value, date) or bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _of_part(question: Mapping[str, Any], level: Any) -> Iterator[str]:
    known = PARTS.get(level, ()) if isinstance(level, str) else ()
    if known and question.get("part", level) not in known:
        if "part" not in question:
            yield _("It does not say which body answers it.")
        else:
            yield _("No body of kind “%(part)s” answers an instrument of this level.") % {
                "part": str(question["part"])[:40]
            }


def _of_kind(question: Mapping[str, Any]) -> Iterator[str]:
    kind, combine = question["kind"], question.get("combine", "all")
    if combine == "share" and "share_percent" not in question:
        yield _("A share of the bodies is to meet it, but not how many percent.")
    if combine == "pool" and kind != "number":
        yield _("Only numbers can be added over several bodies.")
    if kind == "number" and not (question.get("numerator") and question.get("denominator")):
        yield _("It does not say what is counted, and out of what.")
    if kind in BANDED:
        yield from _of_bands(question)
    elif question.get("bands") or "met_at" in question:
        yield _("It has steps, but its kind of answer has none.")


def _of_source(question: Mapping[str, Any], sources: Collection[str] | None) -> Iterator[str]:
    source = question.get("computed", "")
    if source and question["kind"] != "range":
        yield _("Only a value in stretches can be computed.")
    if source and sources is not None and source not in sources:
        yield _("Nothing computes “%(name)s”.") % {"name": source}


def _of_bands(question: Mapping[str, Any]) -> Iterator[str]:
    bands = question.get("bands")
    if not isinstance(bands, list | tuple) or not 2 <= len(bands) <= MOST_BANDS:
        yield _("It needs from 2 to %(n)d steps.") % {"n": MOST_BANDS}
        return
    is_range = question["kind"] == "range"
    wrong = [said for band in bands for said in _of_band(band, is_range)]
    if wrong:
        yield from wrong
        return
    for code, n in Counter(band["code"] for band in bands).items():
        if n > 1:
            yield _("The step “%(code)s” stands there %(n)d times.") % {"code": code, "n": n}
    most = max(band["points"] for band in bands)
    if "met_at" not in question:
        yield _("It does not say from how many points on it is met.")
    elif question["met_at"] > most:
        yield _("It is met at %(n)d points, but at most %(most)d can be had.") % {
            "n": question["met_at"],
            "most": most,
        }
    if is_range:
        yield from _of_stretches(bands)


def _of_band(band: Any, is_range: bool) -> Iterator[str]:
    if not isinstance(band, Mapping):
        yield _("A step is no step.")
        return
    known = (
        {"code", "title", "points", "least", "below"} if is_range else {"code", "title", "points"}
    )
    code = band.get("code")
    named = {"code": str(code)[:40]}
    if set(band) - known:
        yield _("Step “%(code)s” has an entry that does not belong to it.") % named
    if not is_text(code, 40) or not BAND_CODE.fullmatch(code):
        yield _("Step “%(code)s”: its code is letters, digits and hyphens.") % named
    if not is_text(band.get("title"), 300):
        yield _("Step “%(code)s” has no title, or one that is too long.") % named
    if not is_whole(band.get("points"), 0, MOST_POINTS):
        yield _("Step “%(code)s”: its points are a whole number from 0 on.") % named
    for edge in ("least", "below"):
        if decimal_of(band.get(edge, "")) is None and band.get(edge, "") != "":
            yield _("Step “%(code)s”: its bounds are decimal numbers, written as text.") % named


def decimal_of(value: Any) -> Decimal | None:
    """A finite decimal number that was written as text."""
    if not isinstance(value, str) or len(value) > 20:
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _of_stretches(bands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Every value lies in one stretch, and in one only: open at both ends, and each begins where the last one stops."""
    first, last = (decimal_of(bands[at].get("least", "")) for at in (0, -1))
    if first is not None and (last is None or last < first):
        yield _("The steps go from the highest value down: write them from the lowest up.")
        return
    if bands[0].get("least", "") != "":
        yield _("Values below %(value)s lie in no step.") % {"value": bands[0]["least"]}
    if bands[-1].get("below", "") != "":
        yield _("Values from %(value)s on lie in no step.") % {"value": bands[-1]["below"]}
    for before, after in pairwise(bands):
        stops, begins = decimal_of(before.get("below", "")), decimal_of(after.get("least", ""))
        words = {"before": _named(before), "after": _named(after)}
        if stops is None or begins is None or begins < stops:
            yield _("The steps “%(before)s” and “%(after)s” overlap.") % words
        elif begins > stops:
            yield _("Between the steps “%(before)s” and “%(after)s” there is a gap.") % words
    for band in bands:
        least, below = decimal_of(band.get("least", "")), decimal_of(band.get("below", ""))
        if least is not None and below is not None and least >= below:
            yield _("Step “%(code)s” holds no value.") % {"code": _named(band)}


def _named(band: Mapping[str, Any]) -> str:
    """As its writer calls it: codes of steps are made by us."""
    return str(band.get("title") or band["code"])

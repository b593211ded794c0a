"""What one answer says, whether it is whole, and what an assessment still lacks. Pure.

An answer is a small mapping. Of yes/no {"yes": bool}, of a scale {"band": code}, of a number {"num": n, "den": d}, of
a range {"value": "12.5"}; of any kind {"na": true, "reason": text} where it does not apply, and "note". Copied from the
last accepted assessment it is also "prior": it counts as answered only once somebody says that it still is so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, NoReturn

from django.utils.translation import gettext, gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

from .instrument import Form, Indicator
from .scoring import Answer, Answers, Part, one_of

LARGEST = 10**9  # of a numerator: no village has more people


class Asked(NamedTuple):
    """One question to one body."""

    indicator: Indicator
    part: Part

    @property
    def key(self) -> str:
        """By which a form and the journal know it."""
        return f"{self.indicator.code}:{self.part.id}"


@dataclass(frozen=True)
class Progress:
    """How many of the indicators that are asked have all their answers."""

    answered: int
    asked: int


def asked_of(form: Form, parts: Sequence[Part], on: date) -> list[Asked]:
    """Every question, in order: what was switched off before the day is not asked, nor what a source computes."""
    return [
        Asked(indicator, part)
        for indicator in form.indicators
        if indicator.is_asked(on) and not indicator.computed
        for part in parts
        if part.kind == indicator.part
    ]


def answer_to(answers: Answers, asked: Asked) -> Answer | None:
    return answers.get(asked.indicator.code, {}).get(asked.part.id)


def is_answered(indicator: Indicator, answer: Answer | None) -> bool:
    """Said, and not only copied from the last time. Not applicable, or nobody to reach, is an answer too."""
    if not answer or answer.get("prior"):
        return False
    if answer.get("na"):
        return indicator.may_not_apply
    if indicator.kind == "number":
        return answer.get("num") is not None and answer.get("den") is not None
    return not one_of(indicator, answer).is_missing


def lacking(asked: Sequence[Asked], answers: Answers) -> list[Asked]:
    """What has no answer yet, or one that nobody has confirmed."""
    return [each for each in asked if not is_answered(each.indicator, answer_to(answers, each))]


def unconfirmed(asked: Sequence[Asked], answers: Answers) -> list[Asked]:
    """What was copied from the last time and nobody has confirmed."""
    return [each for each in asked if (answer_to(answers, each) or {}).get("prior")]


def confirmed(answers: Answers) -> Answers:
    """The answers without those that were only copied from the last time: these count nowhere."""
    return {
        code: {part: answer for part, answer in given.items() if not answer.get("prior")}
        for code, given in answers.items()
    }


def progress(asked: Sequence[Asked], answers: Answers) -> Progress:
    every = {each.indicator.code for each in asked}
    open_ones = {each.indicator.code for each in lacking(asked, answers)}
    return Progress(len(every) - len(open_ones), len(every))


def whole(indicator: Indicator, answer: Mapping[str, Any]) -> Answer:
    """The answer as it is kept; empty where nothing was said. Raises `RuleBroken` for what is no answer."""
    note = {"note": answer["note"].strip()} if (answer.get("note") or "").strip() else {}
    if answer.get("na"):
        return _not_applicable(indicator, str(answer.get("reason") or "")) | note
    match indicator.kind:
        case "yes_no":
            said: dict[str, Any] = {} if answer.get("yes") is None else {"yes": answer["yes"]}
        case "scale":
            said = {"band": answer["band"]} if answer.get("band") else {}
            if said and said["band"] not in {band.code for band in indicator.bands}:
                raise RuleBroken("answer.no_band", _("Choose one of the steps."))
        case "number":
            said = _number(answer.get("num"), answer.get("den"))
        case _:
            said = {"value": answer["value"]} if answer.get("value") else {}
            if said and one_of(indicator, said).is_missing:
                raise RuleBroken("answer.no_stretch", _("This value lies outside what is asked."))
    return {**said, **note}


def _not_applicable(indicator: Indicator, reason: str) -> dict[str, Any]:
    if not indicator.may_not_apply:
        raise RuleBroken("answer.applies", _("This question applies to everybody."))
    if not reason.strip():
        raise RuleBroken("answer.no_reason", _("Say why it does not apply."))
    return {"na": True, "reason": reason.strip()}


def _number(num: int | None, den: int | None) -> dict[str, Any]:
    if num is None and den is None:
        return {}
    if den is None:
        raise RuleBroken("answer.no_denominator", _("Write the denominator too: out of how many."))
    if den == 0 and num is None:
        num = 0
    if num is None:
        raise RuleBroken("answer.no_numerator", _("Write the numerator too: how many of them."))
    if num > den:
        raise RuleBroken(
            "answer.above",
            _("The numerator (%(num)d) is more than the denominator (%(den)d). Look at both again.")
            % {"num": num, "den": den},
        )
    return {"num": num, "den": den}


def refuse_unasked(form: Form, code: str, on: date) -> NoReturn:
    """An answer to what is not asked here is refused with words, never dropped silently: the instrument has no such
    question, asks it no more, counts it by itself, or asks it of other bodies."""
    indicator = form.by_code.get(code)
    if indicator is None:
        raise RuleBroken(
            "answer.unknown", _("This version of the instrument has no such question.")
        )
    if indicator.until is not None and not indicator.is_asked(on):
        raise RuleBroken(
            "answer.switched_off",
            _("“%(title)s” was asked until %(day)s and is switched off: it needs no answer.")
            % {"title": indicator.title, "day": short_date(indicator.until)},
        )
    if indicator.computed:
        raise RuleBroken(
            "answer.computed",
            _("“%(title)s” is counted by the application, nobody types it.")
            % {"title": indicator.title},
        )
    raise RuleBroken(
        "answer.elsewhere",
        _("“%(title)s” is not asked of this body in this domain.") % {"title": indicator.title},
    )


def settled(given: Mapping[str, Any], stands: Answer | None) -> Answer | None:
    """What is written of an answer that was sent: one copied from the last time stays so until it is confirmed
    (`still`) or changed. Nothing said is nothing."""
    said = {name: value for name, value in given.items() if name != "still"}
    if not said:
        return None
    if stands and stands.get("prior") and not given.get("still"):
        copied = {name: value for name, value in stands.items() if name != "prior"}
        if copied == said:
            return stands
    return said


def copied(
    form: Form, parts: Sequence[Part], on: date, was: Form, before: Answers
) -> dict[str, Any]:
    """The answers of the last accepted assessment (`before`, to the version `was`) that this version and these bodies
    still have, to be confirmed. A question is followed by its lasting name, which the maps of all versions between
    have handed on: a code may mean another question by now, and one that is new or had ended has no answer yet."""
    olds = {each.key: each for each in was.indicators}
    found: dict[str, dict[str, Any]] = {}
    for each in asked_of(form, parts, on):
        old = olds.get(each.indicator.key)
        answer = answer_to(before, Asked(old, each.part)) if old else None
        if old and answer and fits(each.indicator, old, answer):
            kept = {name: value for name, value in answer.items() if name != "prior"}
            found.setdefault(each.indicator.code, {})[each.part.id] = {**kept, "prior": True}
    return found


def fits(indicator: Indicator, old: Indicator, answer: Answer) -> bool:
    """Whether an answer to a question as it was is one to the same question as it is: of the same kind and unit, and of
    a scale a step that still says the same."""
    if (old.kind, old.unit) != (indicator.kind, indicator.unit):
        return False
    if indicator.kind == "scale" and in_words(old, answer) != in_words(indicator, answer):
        return False
    plain = {name: value for name, value in answer.items() if name != "prior"}
    return is_answered(indicator, plain)


def in_words(indicator: Indicator, answer: Answer | None) -> str:
    """An answer as people read it, without its note."""
    if not answer:
        return "–"
    if answer.get("na"):
        return gettext("does not apply: %(reason)s") % {"reason": answer.get("reason", "")}
    match indicator.kind:
        case "yes_no":
            if answer.get("yes") is None:
                return "–"
            return gettext("Yes") if answer["yes"] else gettext("No")
        case "scale":
            return next((b.title for b in indicator.bands if b.code == answer.get("band")), "–")
        case "number":
            if answer.get("den") == 0:
                return gettext("0 of 0: nobody to reach, does not apply")
            if answer.get("num") is None or answer.get("den") is None:
                return "–"
            return gettext("%(num)d of %(den)d") % {"num": answer["num"], "den": answer["den"]}
    value = str(answer.get("value", ""))
    return f"{value} {indicator.unit}".strip() or "–"

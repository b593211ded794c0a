"""The form of one domain: a field for every question to every body, drawn by its kind."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.numbers import number_in
from mufakat.indicators.queries.assessments import Sheet
from mufakat.indicators.rules import Indicator, answers
from mufakat.indicators.rules.answers import Asked

PARTS = ("", "_den", "_na", "_reason", "_note", "_still")
VALUE = re.compile(r"-?\d{1,9}(\.\d{1,4})?", re.ASCII)
CHOSEN = {"yes": True, "no": False}


class AnswerWidget(forms.Widget):
    """The boxes of one answer. A value is an answer as `rules.answers` has it, or the texts that arrived."""

    template_name = "indicators/answer_widget.html"

    def __init__(self, indicator: Indicator) -> None:
        super().__init__()
        self.indicator = indicator
        self.use_fieldset = True
        self.is_prior = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(name + part) or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(name + part in data for part in PARTS)

    def parts_of(self, name: str, value: Any) -> dict[str, str]:
        """What a browser would send back of it."""
        return {name + part: text for part, text in self.texts(value).items()}

    def texts(self, value: Any) -> dict[str, str]:
        if isinstance(value, Mapping) and set(value) == set(PARTS):
            return dict(value)
        answer = value or {}
        yes = answer.get("yes")
        said = "" if yes is None else "yes" if yes else "no"
        first = said or answer.get("band") or answer.get("value") or _text(answer.get("num"))
        if answer.get("na") and self.indicator.kind in ("yes_no", "scale"):
            first = "na"
        return {
            "": str(first),
            "_den": _text(answer.get("den")),
            "_na": "on" if answer.get("na") else "",
            "_reason": str(answer.get("reason", "")),
            "_note": str(answer.get("note", "")),
            "_still": "",
        }

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        told = self.texts(value)
        context["widget"] |= {
            "texts": told,
            "indicator": self.indicator,
            "choices": _choices(self.indicator),
            "is_prior": self.is_prior,
            "has_more": bool(told["_note"]),
        }
        return context

    def id_for_label(self, id_: str) -> str:
        return id_


def _text(number: Any) -> str:
    return "" if number is None else str(number)


def _choices(indicator: Indicator) -> list[tuple[str, Any]]:
    """What is chosen among, where something is."""
    if indicator.kind == "yes_no":
        found: list[tuple[str, Any]] = [("yes", _("Yes")), ("no", _("No"))]
    elif indicator.kind == "scale":
        found = [(band.code, band.title) for band in indicator.bands]
    else:
        return []
    return [*found, ("na", _("Does not apply"))] if indicator.may_not_apply else found


class AnswerField(forms.Field):
    """One question to one body. The cleaned value is the answer, with `still` where what was copied is confirmed."""

    widget: AnswerWidget

    def __init__(self, asked: Asked, *, several: bool) -> None:
        label = asked.indicator.title
        if several:
            label = f"{label} – {asked.part.name}"
        super().__init__(required=False, label=label, widget=AnswerWidget(asked.indicator))
        self.asked = asked

    def prepare_value(self, value: Any) -> Any:
        return value

    def spell_id(self, value: Any) -> str:
        """The answer in words, for the two texts of a conflict."""
        note = f" ({value['note']})" if value and value.get("note") else ""
        return answers.in_words(self.asked.indicator, value) + note

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            said = dict(answers.whole(self.asked.indicator, self._read(value)))
        except RuleBroken as broken:
            raise ValidationError(str(broken.message), code=broken.code) from None
        if said and value["_still"]:
            said["still"] = True
        return said

    def _read(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """What the boxes say, as an answer that is not judged yet."""
        kind, first = self.asked.indicator.kind, texts[""]
        read: dict[str, Any] = {"note": texts["_note"][:500], "reason": texts["_reason"][:300]}
        if first == "na" or (texts["_na"] and kind in ("number", "range")):
            return {**read, "na": True}
        if kind == "yes_no":
            return {**read, "yes": CHOSEN.get(first)}
        if kind == "scale":
            return {**read, "band": first}
        if kind == "number":
            return {**read, "num": _whole(first), "den": _whole(texts["_den"])}
        value = first.replace(",", ".")
        if value and not VALUE.fullmatch(value):
            raise RuleBroken("answer.no_number", _("Write a number, such as 12 or 12,5."))
        return {**read, "value": value}


def _whole(text: str) -> int | None:
    if not text:
        return None
    number = number_in(text.replace(".", ""), most=answers.LARGEST)
    if number is None:
        raise RuleBroken("answer.no_whole", _("Write whole numbers, such as 12."))
    return number


class DomainForm(ActForm):
    """The answers of one domain of an assessment, sent as one form."""

    all_still = forms.BooleanField(
        required=False,
    )  # a button, offered while something waits; read also afterwards, so that a second arrival says the same

    def __init__(self, data: Any = None, *, sheet: Sheet, domain: str, **kwargs: Any) -> None:
        stands = sheet.assessment.answers
        asked = sheet.of_domain(domain)
        first = {each.key: answers.answer_to(stands, each) for each in asked}
        super().__init__(data, initial=dict(first), base=sheet.assessment.version, **kwargs)
        self.domain, self.sheet = domain, sheet
        for each in asked:
            several = sum(part.kind == each.part.kind for part in sheet.parts) > 1
            field = AnswerField(each, several=several or len(sheet.form.part_kinds) > 1)
            field.widget.is_prior = bool((first[each.key] or {}).get("prior"))
            self.fields[each.key] = field
        self.order_fields([key for key in self.fields if key != "all_still"])

    def clean(self) -> dict[str, Any]:
        """An old form may answer what is not asked here: it is told, never dropped silently."""
        cleaned = super().clean() or self.cleaned_data
        for code in self._codes_not_here():
            try:
                answers.refuse_unasked(self.sheet.form, code, self.sheet.assessment.on)
            except RuleBroken as broken:
                self.add_error(None, str(broken.message))
        return cleaned

    def _codes_not_here(self) -> list[str]:
        """The questions of other names that were sent."""
        own = {name + part for name in self.fields for part in PARTS}
        sent = [str(name) for name in self.data if ":" in str(name)]
        names = {name.removeprefix("keep_") for name in sent} - own
        return sorted({name.partition(":")[0] for name in names})

    @property
    def values(self) -> dict[str, Any]:
        typed = super().values
        still = typed.pop("all_still", False)
        items = {
            key: ({**answer, "still": True} if still and answer else answer)
            for key, answer in typed.items()
        }
        return {"domain": self.domain, "items": items}

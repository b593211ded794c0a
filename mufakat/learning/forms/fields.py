"""The boxes that several forms of this room share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mufakat.core.periods import YEARS
from mufakat.indicators.models import Instrument
from mufakat.learning.queries import measures

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
Choices = list[tuple[str, Any]]


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def with_none(choices: Choices, word: Any) -> Choices:
    return [("", word), *choices]


class MonthField(forms.CharField):
    """A month as the house spells it: "2024-07"."""

    widget = forms.TextInput(attrs={"type": "month"})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        found = MONTH.fullmatch(text)
        if found is None or not YEARS[0] <= int(found[1]) <= YEARS[1]:
            raise ValidationError(_("Write the month as year and month, for example 2024-07."))
        return text


class FigureField(forms.ChoiceField):
    """A figure of an instrument, "coe|@passed"; cleaned: (instrument, measure), or nothing. Those that have figures,
    and one that is kept already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=figure_choices, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        if not text:
            return None
        code, _bar, measure = text.partition("|")
        return Instrument.objects.get(code=code), measure


def figure_choices(kept: Instrument | None = None, measure: str = "") -> Choices:
    """Figures by instrument: whether it passes, the whole, domains, indicators. `kept`: one that is named already, also
    when nothing was assessed with it yet, or its newest version does not ask it any more."""
    found: Choices = [("", _("– no figure –"))]
    booked = measures.instruments_booked()
    for instrument in [*booked, *([kept] if kept and kept not in booked else [])]:
        named = measures.measures_of(measures.form_of(instrument))
        if instrument == kept and measure:
            named.setdefault(measure, measure)
        options = [(f"{instrument.code}|{measure}", title) for measure, title in named.items()]
        found.append((str(instrument), options))
    return found

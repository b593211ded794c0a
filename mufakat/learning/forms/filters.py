"""What is looked for: in the library, for a like situation, among patterns."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import DayField
from mufakat.directory.fields import RegionField
from mufakat.indicators.models import Instrument
from mufakat.learning.models import Decision, Yes
from mufakat.learning.queries import measures
from mufakat.programmes.models import Programme

from .fields import MonthField


class LibraryFilter(forms.Form):
    """Words, place, programme, decision, whether it worked, what helped or hindered."""

    cari = forms.CharField(
        label=_("Words in question, factors or decision"), required=False, max_length=200
    )
    membantu = forms.CharField(label=_("What helped"), required=False, max_length=60)
    menghambat = forms.CharField(label=_("What hindered"), required=False, max_length=60)
    keputusan = forms.ChoiceField(
        label=_("Decision"), required=False, choices=[("", _("all decisions")), *Decision.choices]
    )
    berhasil = forms.ChoiceField(
        label=_("Did it work?"),
        required=False,
        choices=[("", _("all")), *Yes.choices, ("none", _("not looked at again yet"))],
    )
    wilayah = RegionField(label=_("Region"), required=False)
    program = forms.ModelChoiceField(
        Programme.objects.all(),
        to_field_name="code",
        label=_("Programme"),
        required=False,
        empty_label=_("all programmes"),
    )

    NAMES = {
        "cari": "text",
        "membantu": "helped",
        "menghambat": "hindered",
        "keputusan": "decision",
        "berhasil": "worked",
        "wilayah": "region",
        "program": "programme",
    }

    @property
    def criteria(self) -> dict[str, Any]:
        return {ours: self.cleaned_data[name] for name, ours in self.NAMES.items()}

    @property
    def is_set(self) -> bool:
        return any(self.data.get(name) for name in self.NAMES)


class SimilarFilter(forms.Form):
    """A situation in one's own words."""

    cerita = forms.CharField(
        label=_("Your situation, in your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DayFilter(forms.Form):
    """As of which day a page tells; a day to come tells nothing."""

    pada = DayField(label=_("As of"), required=False)

    def clean_pada(self) -> date | None:
        asked: date | None = self.cleaned_data["pada"]
        if asked and asked > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return asked

    @property
    def day(self) -> date:
        """The day asked for; today where none is asked for, or it cannot be read (the form says so)."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("pada") or clock.today()


class PatternFilter(forms.Form):
    """Which instrument, where, in which month."""

    instrumen = forms.ModelChoiceField(
        Instrument.objects.all(), to_field_name="code", label=_("Instrument"), empty_label=None
    )
    wilayah = RegionField(label=_("Region"))
    bulan = MonthField(label=_("Month"))

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        ids = [each.pk for each in measures.instruments_booked()]
        named: Any = self.fields["instrumen"]
        named.queryset = Instrument.objects.filter(pk__in=ids)

    def address(self) -> str:
        found = self.cleaned_data
        asked = {
            "instrumen": found["instrumen"].code,
            "wilayah": found["wilayah"].code,
            "bulan": found["bulan"],
        }
        return f"?{urlencode(asked)}"

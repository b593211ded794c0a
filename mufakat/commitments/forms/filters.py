"""What a list of promises or verdicts shows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.models import Answer, State
from mufakat.core import clock
from mufakat.core.numbers import number_in
from mufakat.core.periods import ROMAN, YEARS
from mufakat.directory.access import visible_forums
from mufakat.directory.fields import ForumField, RegionField
from mufakat.directory.models import Organisation, Region
from mufakat.directory.queries import sectors


def sector_choices() -> list[tuple[str, Any]]:
    return [("", _("all sectors")), *sectors()]


def tribulan_choices() -> list[tuple[str, Any]]:
    return [("", _("the whole year")), *((str(n), roman) for n, roman in enumerate(ROMAN, 1))]


class Filter(forms.Form):
    """What a list shows. The names are those of the address, so that every number can link to its rows."""

    names: dict[str, str] = {}  # of the address → of the query

    wilayah = RegionField(label=_("Region"), required=False)
    forum = ForumField(label=_("Forum"), required=False)
    sektor = forms.ChoiceField(label=_("Sector"), required=False, choices=sector_choices)
    tahun = forms.IntegerField(
        label=_("Year"), required=False, min_value=YEARS[0], max_value=YEARS[1]
    )
    tribulan = forms.ChoiceField(label=_("Tribulan"), required=False, choices=tribulan_choices)

    # The body that hosts the forums: the row of a Puskesmas counts all of them.
    tuan = forms.ModelChoiceField(
        Organisation.objects.all(), required=False, widget=forms.HiddenInput
    )
    # The same of all Puskesmas of a region: the sum of its page.
    puskesmas = forms.ModelChoiceField(
        Region.objects.all(), to_field_name="code", required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        region: Any = self.fields["wilayah"]
        forum: Any = self.fields["forum"]
        forum.queryset = visible_forums(user)
        # A region or forum that has ended still has the figures of its years.
        if year := number_in(str(data.get("tahun", "")), *YEARS):
            region.on = forum.on = min(date(year, 12, 31), clock.today())

    def clean_tribulan(self) -> int | None:
        return int(self.cleaned_data["tribulan"]) if self.cleaned_data["tribulan"] else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # Four tribulan of the same number in four years are no period that anybody asks for.
        if cleaned.get("tribulan") and not cleaned.get("tahun") and "tahun" not in self.errors:
            self.add_error("tahun", _("Say of which year the tribulan is."))
        return cleaned

    @property
    def criteria(self) -> dict[str, Any]:
        """What the query gets."""
        return {ours: self.cleaned_data[name] for name, ours in self.names.items()}

    def address(self, *leave_out: str) -> str:
        """The filters that are set as a query string that ends ready for one more: "sektor=agama&"."""
        told = {
            name: getattr(value, "code", None) or getattr(value, "pk", value)
            for name, value in self.cleaned_data.items()
            if value not in ("", None, False) and name not in leave_out
        }
        return urlencode(told) + "&" if told else ""


AGE_CHOICES = [
    ("due", _("not due yet")),
    ("late30", _("1–30 days late")),
    ("late90", _("31–90 days late")),
    ("late91", _("more than 90 days late")),
]


class CommitmentFilter(Filter):
    names = {
        "wilayah": "region",
        "forum": "forum",
        "sektor": "sector",
        "keadaan": "state",
        "tahun": "year",
        "tribulan": "tribulan",
        "cari": "text",
        "dibawa": "sessions",
        "tuan": "host",
        "puskesmas": "hosts",
    }
    cari = forms.CharField(
        label=_("Words in the promise or its owner"), required=False, max_length=100
    )
    keadaan = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all states")), *State.choices, ("late", _("late")), *AGE_CHOICES],
    )
    dibawa = forms.IntegerField(required=False, min_value=0, max_value=99, widget=forms.HiddenInput)
    milik = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("everybody's")), ("saya", _("mine"))]
    )
    field_order = ["cari", "keadaan", "milik", "wilayah", "sektor", "tahun", "tribulan", "forum"]

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, user=user)
        self.fields["tahun"].label = _("Year in which it was made")


PARTS = [
    ("orang", _("Only promises of people who answer for no body")),
    ("luar", _("Only promises of forums outside this region")),
    ("sendiri", _("Only promises for this region itself, none below it")),
]


class VerdictFilter(Filter):
    names = {
        "wilayah": "region",
        "forum": "forum",
        "sektor": "sector",
        "tahun": "year",
        "tribulan": "tribulan",
        "putusan": "verdict",
        "bagian": "part",
        "rapat": "session",
        "pemilik": "owner",
        "tuan": "host",
        "puskesmas": "hosts",
    }
    putusan = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=[("", _("all verdicts")), *Answer.choices]
    )
    rapat = forms.UUIDField(required=False, widget=forms.HiddenInput)
    pemilik = forms.ModelChoiceField(
        Organisation.objects.all(), required=False, widget=forms.HiddenInput
    )
    # A row of the figures of a region that is of no forum, region or body which has a page.
    bagian = forms.ChoiceField(required=False, choices=[("", ""), *PARTS], widget=forms.HiddenInput)
    field_order = ["putusan", "wilayah", "sektor", "tahun", "tribulan", "forum"]

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, user=user)
        self.fields["tahun"].label = _("Year of the session")

    @property
    def part(self) -> Any:
        """Which part is shown, in words; empty if all."""
        return dict(PARTS).get(self.cleaned_data.get("bagian", ""), "")

    def clean_rapat(self) -> str:
        return str(self.cleaned_data["rapat"] or "")

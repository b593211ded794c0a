"""What is typed about regions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import ZONES
from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import RegionField
from mufakat.directory.models import Region, RegionKind

# Which kinds of region lie one level below each level.
KINDS_BELOW = (
    ("provinsi",),
    ("kabupaten", "kota"),
    ("kecamatan", "distrik"),
    ("kelurahan", "desa", "desa_adat", "kampung", "nagari"),
    (),
)

WITH_IT = (
    ("ends", _("became this one: its last day is the day before")),
    ("stands", _("stands on: this one was cut out of it")),
)


class RegionForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Without “Kec.” or “Desa”"))
    kind = forms.ChoiceField(label=_("Kind"))
    valid_from = DayField(label=_("First day"), required=False)
    source = forms.CharField(
        label=_("Law or decree"), max_length=120, help_text=_("For example Perda 5/2026")
    )

    def __init__(self, *args: Any, level: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = dict(RegionKind.choices)
        kinds = ("negara",) if level == 0 else KINDS_BELOW[level - 1]
        self.fields["kind"].choices = [(k, titles[k]) for k in kinds]  # type: ignore[attr-defined]


class RecordRegionForm(RegionForm):
    code = forms.CharField(
        label=_("Kemendagri code"),
        max_length=13,
        help_text=_("With dots, for example 32.73.04.1006"),
    )
    predecessor = RegionField(label=_("Comes from the region"), required=False)
    predecessor_ends = forms.ChoiceField(
        label=_("The former region"),
        choices=WITH_IT,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Only where the region comes from another"),
    )
    field_order = (
        "code",
        "name",
        "kind",
        "valid_from",
        "source",
        "predecessor",
        "predecessor_ends",
    )


class ChangeRegionForm(RegionForm):
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, f"{name} ({zone})") for zone, name in ZONES.items() if "Ujung" not in zone],
    )


def region_initial(region: Region) -> dict[str, Any]:
    names = ("name", "kind", "valid_from", "source", "timezone")
    return {name: getattr(region, name) for name in names}

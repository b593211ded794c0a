"""What is typed about organisations and facilities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm, DayField
from mufakat.directory import rules
from mufakat.directory.fields import (
    OrganisationField,
    RegionField,
)
from mufakat.directory.models import (
    FacilityKind,
    Organisation,
)
from mufakat.directory.queries import sectors

from .common import EMPTY


class CodesField(forms.CharField):
    """The codes of an organisation in other systems, as text; cleaned: system → code."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Codes"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_(
                "Codes in other systems, one on each line: the name of the system, an equals sign, and the code. "
                "Example: kode_puskesmas = P3273040101"
            ),
        )

    def prepare_value(self, value: Any) -> Any:
        return rules.codes_text(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> Any:
        try:
            return rules.codes_of(super().clean(value))
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken.message), code=broken.code) from None


class OrganisationForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("As it is printed in lists, for example Puskesmas Citarip"),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=sectors)
    kind = forms.ChoiceField(
        label=_("Kind of facility"),
        required=False,
        choices=[("", _("not a facility")), *FacilityKind.choices],
    )
    region = RegionField(label=_("Region it works in"))
    parent = OrganisationField(
        label=_("Lies below"),
        required=False,
        help_text=_("The body whose network it belongs to: a Pustu below its Puskesmas"),
    )


class RecordOrganisationForm(OrganisationForm):
    valid_from = DayField(label=_("First day"), required=False)
    codes = CodesField()


class ChangeOrganisationForm(OrganisationForm):
    """A facility stays one; another body does not become one. A form that has no box for codes leaves them alone."""

    codes = CodesField()

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(organisation, "facility"):
            self.fields["kind"].choices = FacilityKind.choices  # type: ignore[attr-defined]
            self.fields["kind"].required = True
        else:
            del self.fields["kind"]

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return values if "codes" in self.data else {k: v for k, v in values.items() if k != "codes"}


class OrganisationFilter(forms.Form):
    cari = forms.CharField(label=_("Name contains"), required=False, max_length=100)
    wilayah = RegionField(label=_("Region"), required=False)
    sektor = forms.ChoiceField(
        label=_("Sector"), required=False, choices=lambda: [EMPTY, *sectors()]
    )
    jenis = forms.ChoiceField(
        label=_("Kind of facility"), required=False, choices=[EMPTY, *FacilityKind.choices]
    )
    pada = DayField(label=_("As of"), required=False)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        try:  # a region that has ended since is found as of the day that is asked for
            region: Any = self.fields["wilayah"]
            region.on = self.fields["pada"].clean((data or {}).get("pada"))
        except forms.ValidationError:  # said at the field itself
            pass

    @property
    def asked(self) -> dict[str, Any]:
        """What the list is to be narrowed to; what could not be read narrows nothing."""
        self.is_valid()
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        return {
            "on": data.get("pada") or clock.today(),
            "text": data.get("cari", ""),
            "region": data.get("wilayah"),
            "sector": data.get("sektor", ""),
            "kind": data.get("jenis", ""),
        }


def organisation_initial(organisation: Organisation) -> dict[str, Any]:
    names = ("name", "short_name", "sector", "region", "parent")
    facility = getattr(organisation, "facility", None)
    kind = {"kind": facility.kind} if facility else {}
    codes = dict(organisation.codes.values_list("system", "code"))
    return kind | {"codes": codes} | {name: getattr(organisation, name) for name in names}

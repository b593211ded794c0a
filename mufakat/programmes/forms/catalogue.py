"""What is typed about a programme, and what a list is asked for."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import OrganisationField, RegionField
from mufakat.directory.forms.common import EMPTY
from mufakat.programmes.models import Family, Programme


class Asked(forms.Form):
    """Of which region and day a page is asked for; what cannot be read narrows nothing and is said at its field."""

    wilayah = RegionField(label=_("Region"), required=False)
    pada = DayField(label=_("As of"), required=False)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data or None, **kwargs)
        try:  # a region that has ended since is found as of the day that is asked for
            region: Any = self.fields["wilayah"]
            region.on = self.fields["pada"].clean((data or {}).get("pada"))
        except forms.ValidationError:  # said at the field itself
            pass

    def read(self, name: str) -> Any:
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name)

    @property
    def on(self) -> date:
        return self.read("pada") or clock.today()

    @property
    def region(self) -> Any:
        return self.read("wilayah")


class CatalogueAsked(Asked):
    cari = forms.CharField(label=_("Name contains"), required=False, max_length=100)
    daftar = forms.ChoiceField(
        label=_("List"), required=False, choices=lambda: [EMPTY, *Family.choices]
    )
    field_order = ["cari", "daftar", "wilayah", "pada"]


class ChangeProgrammeForm(ActForm):
    """The code and the region stay: the one is its address, the other decides who writes."""

    title = forms.CharField(label=_("Name"), max_length=200)
    family = forms.ChoiceField(label=_("List"), choices=Family.choices, initial=Family.OTHER)
    parent: Any = forms.ModelChoiceField(
        Programme.objects.order_by("family", "number", "title"),
        label=_("Part of the programme"),
        required=False,
        empty_label="–",
    )
    lead = OrganisationField(
        label=_("Lead"),
        required=False,
        help_text=_("The office or partner that carries it; a part of the name is enough."),
    )
    valid_from = DayField(label=_("First day"), required=False)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("The decree, agreement or paper in which it stands"),
    )


class ProgrammeForm(ChangeProgrammeForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short, in small letters; it becomes its address, for example momentum-ilp"),
    )
    region = RegionField(
        label=_("Region"),
        help_text=_("Whose offices write down what is done for it; name or Kemendagri code"),
    )
    field_order = ["title", "code", "region", "family", "parent", "lead", "valid_from", "source"]


def initial_of(thing: Model, form: type[forms.Form]) -> dict[str, Any]:
    """What a form to change a thing begins with."""
    skip = {"act_id", "made_at", "base"}
    names = [name for name in form.base_fields if name not in skip and hasattr(thing, name)]
    return {name: getattr(thing, name) for name in names}

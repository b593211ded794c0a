"""What is typed about a mentoring visit: short, for a telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import OrganisationField


def _long(label: Any, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget)


class ChangeVisitForm(ActForm):
    """To whom the visit was stays."""

    on = DayField(label=_("Day of the visit"))
    mentors = forms.CharField(
        label=_("Who came"),
        max_length=300,
        help_text=_("Names of the mentors, with commas between"),
    )
    by_organisation = OrganisationField(label=_("From the organisation"), required=False)
    topics = forms.CharField(
        label=_("What it was about"),
        required=False,
        max_length=500,
        help_text=_("For example klaster 2, Posyandu siklus hidup, PWS"),
    )
    observed = _long(_("What was seen"))
    agreed = _long(_("What was agreed"))
    next_on = DayField(label=_("Next visit"), required=False)


class VisitForm(ChangeVisitForm):
    organisation = OrganisationField(label=_("Facility that was visited"))
    field_order = ["organisation", "on", "mentors", "topics", "observed", "agreed", "next_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

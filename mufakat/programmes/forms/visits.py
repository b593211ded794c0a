"""What is typed about a mentoring visit: short, for a telephone."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import OrganisationField
from mufakat.programmes.models import Visit


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
    again_confirmed = forms.BooleanField(label=_("It is another visit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = self.fields.pop("again_confirmed")
        if self.data.get("again_confirmed"):
            self._offer_to_confirm()

    def _offer_to_confirm(self) -> None:
        """The box for a second visit of one day, once that is asked."""
        self.fields["again_confirmed"] = self.asked
        self.order_fields(["organisation", "on", "mentors", "again_confirmed"])

    @property
    def asks_again(self) -> bool:
        """Is it asked whether this is another visit of that day?"""
        return "again_confirmed" in self.fields

    def point_to(self, visit: Visit) -> None:
        """Where the first visit of that day is read."""
        told = _("See the visit that is written down")
        link = format_html('<a href="{}">{}</a>', visit.get_absolute_url(), told)
        self["again_confirmed"].help_text = link

    def refuse(self, field: str | None, message: Any) -> None:
        if field == "again_confirmed":
            self._offer_to_confirm()
        super().refuse(field, message)


class VisitForm(ChangeVisitForm):
    organisation = OrganisationField(label=_("Facility that was visited"))
    field_order = ["organisation", "on", "mentors", "topics", "observed", "agreed", "next_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

"""What is typed in a session: notes and decisions, who came, and the ratification."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, ConfirmForm
from mufakat.directory.fields import OrganisationField, PersonField
from mufakat.directory.queries import sectors
from mufakat.meetings import rules
from mufakat.meetings.models import Meeting

from .fields import PartField, lines


class TextForm(ActForm):
    """A note or a decision."""

    text = forms.CharField(label=_("Text"), widget=lines(3), max_length=4000)


class EntryForm(TextForm):
    """A note or a decision under an agenda item."""

    agenda_item = PartField("agenda", label=_("Agenda item"))
    field_order = ["agenda_item", "text"]

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agenda_item"].of(meeting)  # type: ignore[attr-defined]


class GuestForm(ActForm):
    """Somebody who is not on the list yet."""

    person = PersonField(label=_("Person in the directory"), required=False)
    name = forms.CharField(
        label=_("Name"), required=False, max_length=160, help_text=_("If not in the directory.")
    )
    title = forms.CharField(label=_("Office"), required=False, max_length=120)
    organisation = OrganisationField(label=_("Organisation"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=lambda: [("", _("not said")), *sectors()]
    )
    invited = forms.BooleanField(label=_("Was invited"), required=False)
    present = forms.BooleanField(label=_("Is present"), required=False, initial=True)
    represents = forms.CharField(label=_("Stands in for"), required=False, max_length=160)


class AttendanceForm(ActForm):
    """Who came: the ticks now, and the ticks as they stood when the page was made."""

    came = forms.MultipleChoiceField(required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.listed = list(meeting.participants.select_related("organisation"))
        today = clock.today(meeting.zone)
        self.ticked = [str(p.pk) for p in self.listed if rules.is_ticked(p, meeting, today)]
        came: Any = self.fields["came"]
        came.choices = [(str(p.pk), p.name) for p in self.listed]
        self.initial["was"] = " ".join(self.ticked)

    @property
    def moved(self) -> dict[str, list[str]]:
        """Only what this registrar ticked or unticked: what another did meanwhile stays."""
        now, before = set(self.cleaned_data["came"]), set(self.cleaned_data["was"].split())
        listed = {str(p.pk) for p in self.listed}
        return {"came": sorted(now - before), "did_not_come": sorted((before - now) & listed)}


class RatifyForm(ConfirmForm):
    """`base` is the number of the last event of the session that the page told of; what is not filled in (`gaps`) is
    confirmed."""

    base = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Open this page anew, so that you ratify what you have seen.")
        },
    )
    gaps_confirmed = forms.BooleanField(label=_("Ratify all the same"), required=False)

    def __init__(self, data: Any, *, gaps: Collection[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not gaps:
            del self.fields["gaps_confirmed"]

    def refuse(self, field: str | None, message: Any) -> None:
        """Who has been told what was added since has seen it: next time it is not asked again."""
        super().refuse(field, message)
        data: Any = self.data
        self.data = data.copy()
        self.data["base"] = str(self.initial["base"])  # type: ignore[index]

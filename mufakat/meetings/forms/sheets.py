"""What is typed about the joint commitment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.meetings import rules
from mufakat.meetings.models import JointCommitment, Participant

from .fields import lines, offer


class SheetForm(ActForm):
    text = forms.CharField(label=_("Opening sentence"), widget=lines(4), max_length=2000)
    points = forms.CharField(
        label=_("Points"),
        widget=lines(10),
        max_length=8000,
        help_text=_("One point on each line. They begin with what was decided and promised."),
    )


class SignForm(ActForm):
    """Who signs, and how."""

    participant: Any = forms.ModelChoiceField(
        queryset=Participant.objects.none(), label=_("Who signs")
    )
    signature = forms.CharField(
        label=_("Signature"), required=False, widget=forms.HiddenInput, max_length=8000
    )
    on_paper = forms.BooleanField(label=_("Signed on paper"), required=False)

    def __init__(self, data: Any, *, sheet: JointCommitment, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        present = sheet.meeting.participants.filter(present=True)
        signed = sheet.signatures.values("participant")
        self.waiting = present.exclude(pk__in=signed)
        rows = present if self.is_bound else self.waiting
        listed = sorted(rows, key=lambda person: rules.sorting_name(person.name))
        offer(self, "participant", rows, [("", "–"), *((p.pk, str(p)) for p in listed)])

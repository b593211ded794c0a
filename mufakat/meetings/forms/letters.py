"""What is typed for the letter of invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.directory.models import Organisation

from .fields import day_input, lines


class LetterForm(ActForm):
    """`offices` are those whose letterhead the letter may carry; a correction says why."""

    reason = forms.CharField(
        label=_("What this correction corrects"), required=False, widget=lines(2), max_length=1000
    )
    organisation = forms.TypedChoiceField(label=_("Letterhead of"))
    number = forms.CharField(
        label=_("Number of the letter"),
        required=False,
        max_length=80,
        help_text=_("May wait until the letter is issued."),
    )
    nature = forms.CharField(
        label=_("Nature"), required=False, max_length=40, help_text=_("Biasa, Penting, Segera")
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    addressees = forms.CharField(label=_("To"), widget=lines(3), max_length=600)
    written_at = forms.CharField(label=_("Place"), required=False, max_length=80)
    written_on = forms.DateField(label=_("Date of the letter"), widget=day_input())
    opening = forms.CharField(label=_("Opening"), widget=lines(4), max_length=2000)
    closing = forms.CharField(label=_("Closing"), widget=lines(5), max_length=2000)
    on_behalf = forms.CharField(
        label=_("On behalf of"),
        required=False,
        max_length=160,
        help_text=_("Printed as “a.n.”, for example Camat Bojongloa Kaler."),
    )
    signer_title = forms.CharField(label=_("Office of who signs"), max_length=160)
    signer_name = forms.CharField(label=_("Name of who signs"), max_length=160)
    signer_rank = forms.CharField(
        label=_("Rank"), required=False, max_length=80, help_text=_("Pembina, IV/a")
    )
    signer_nip = forms.CharField(label=_("NIP"), required=False, max_length=30)
    copies = forms.CharField(
        label=_("Copies to"),
        required=False,
        widget=lines(3),
        max_length=1500,
        help_text=_("One on each line."),
    )

    def __init__(
        self, data: Any, *, offices: Sequence[Organisation], correction: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        by_id = {str(office.pk): office for office in offices}
        field: Any = self.fields["organisation"]
        field.choices = [(pk, office.name) for pk, office in by_id.items()]
        field.coerce = by_id.get
        if not correction:  # not taken out: a second arrival must read like the first
            self.fields["reason"].widget = forms.HiddenInput()

"""What is decided about what a device sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, ReasonForm


class LeaveForm(ReasonForm):
    """It is not needed, and why."""

    reason = forms.CharField(
        label=_("Why it is not needed"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class ImportForm(ActForm):
    """A file of unsent acts from another device."""

    file = forms.FileField(
        label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"})
    )

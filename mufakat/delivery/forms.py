"""What is sent with one tap."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ConfirmForm


class SureForm(ConfirmForm):
    """Sent from our page by a person, not by a program that tries an address in a message."""

    sure = forms.CharField(
        widget=forms.HiddenInput,
        initial="ya",
        max_length=2,
        error_messages={"required": _("Open this page anew and press the button.")},
    )

    @property
    def values(self) -> dict[str, object]:
        return {}

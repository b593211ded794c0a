"""The form with which a personal link is revoked."""

from django import forms

from mufakat.core.answers import own_path
from mufakat.core.forms import ConfirmForm


class RevokeForm(ConfirmForm):
    """`back`: the page from which one came, where the link was given."""

    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_back(self) -> str:
        return own_path(self.cleaned_data["back"])

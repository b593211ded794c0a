"""The accountability file is issued on paper of one size."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm

SIZES = [("a4", _("A4")), ("f4", _("F4 (folio)"))]


class IssueFileForm(ActForm):
    paper = forms.ChoiceField(
        label=_("Paper"), choices=SIZES, initial="a4", widget=forms.RadioSelect
    )

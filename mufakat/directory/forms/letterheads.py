"""What is typed about a letterhead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.directory.models import Letterhead

PARTS = ("above", "name", "address", "postcode", "phone", "email", "website", "place")


class LetterheadForm(ActForm):
    above = forms.CharField(
        label=_("Lines above the name"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line, at most four: the government, the office above."),
    )
    name = forms.CharField(label=_("Name of the office"), max_length=200)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.CharField(label=_("Website"), required=False, max_length=120)
    place = forms.CharField(
        label=_("Letters are dated at"),
        required=False,
        max_length=80,
        help_text=_("The place before the date, for example Bandung."),
    )

    def __init__(self, data: Any, *, letterhead: Letterhead, **kwargs: Any) -> None:
        initial = {name: getattr(letterhead, name) for name in PARTS}
        base = None if letterhead._state.adding else letterhead.version
        super().__init__(data, initial=initial, base=base, **kwargs)

    def clean_above(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["above"].splitlines() if line.strip()]
        if len(lines) > 4:
            raise forms.ValidationError(_("At most four lines stand above the name."))
        return "\n".join(lines)

"""What is typed, or rather tapped, about what villages bring."""

from typing import Any
from uuid import UUID

from django import forms

from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id


class Keys(forms.CharField):
    """Keys of things with blanks between them; what is no key is left out."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[UUID]:
        words = super().clean(value).split()
        return [key for word in words if (key := parse_id(word))]


class InputsForm(ActForm):
    """Which of the offered ones are taken up: one by its own button, all of a village by another."""

    inputs: Any = Keys(max_length=4000)

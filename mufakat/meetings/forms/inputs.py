"""What is typed, or rather tapped, about what villages bring."""

from typing import Any
from uuid import UUID

from django import forms

from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id

MOST = 4000  # characters: sixty keys and more


class Keys(forms.CharField):
    """Keys of things with blanks between them; what is no key is left out."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[UUID]:
        return keys_in(super().clean(value))


def keys_in(words: str) -> list[UUID]:
    return [key for word in words[:MOST].split() if (key := parse_id(word))]


class InputsForm(ActForm):
    """Which of the offered ones are taken up: one by its own button, all of a village by another."""

    inputs: Any = Keys(max_length=MOST)

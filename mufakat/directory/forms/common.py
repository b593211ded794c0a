"""What every form of the directory uses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm

EMPTY = ("", "–")


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class EndForm(ActForm):
    """The last day of something. It stays on record."""

    on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

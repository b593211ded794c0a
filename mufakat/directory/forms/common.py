"""What every form of the directory uses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, DayField

EMPTY = ("", "–")


class EndForm(ActForm):
    """The last day of something. It stays on record."""

    on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

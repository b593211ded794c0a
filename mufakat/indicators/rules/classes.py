"""In which class a figure stands on a map or in a list: told by word, sign and colour, asked of the whole numbers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mufakat.core.numbers import meets


@dataclass(frozen=True)
class Step:
    """A class of a map: the state whose sign and colour it has, from how many percent on, in words."""

    state: str
    least: int
    words: Promise


NONE = Step("waiting", -1, _("no figures yet"))
STEPS = (
    Step("kept", 80, _("80 % and more")),
    Step("partly", 50, _("50 % to below 80 %")),
    Step("late", 0, _("below 50 %")),
)
LEGEND = (*STEPS, NONE)


def step_of(num: int, den: int) -> Step:
    """The first class whose least share is reached; out of nothing there is none yet."""
    if den <= 0:
        return NONE
    return next(step for step in STEPS if meets(num, den, step.least))

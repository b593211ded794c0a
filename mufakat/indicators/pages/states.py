"""How states and months read."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mufakat.core.templating import tag
from mufakat.indicators.models import State
from mufakat.indicators.queries.obligations import EXCUSED, LATE, NONE
from mufakat.indicators.rules.rule_words import rule_said

# State → the sign and colour of the house.
SIGNS = {
    "draft": "open",
    "submitted": "waiting",
    "verified": "continued",
    "returned": "late",
    "final": "ratified",
    "withdrawn": "dropped",
    "none": "planned",
    "excused": "dropped",
}
STANDS: list[tuple[str, "str | Promise"]] = [
    (LATE, _("late")),
    (NONE, _("not begun")),
    (State.DRAFT, _("being filled in")),
    (State.RETURNED, _("sent back")),
    (State.SUBMITTED, _("sent, not verified yet")),
    (State.VERIFIED, _("verified, not accepted yet")),
    (State.FINAL, _("accepted")),
    (EXCUSED, _("excused")),
]


def state_tag(state: str) -> Any:
    words = dict(STANDS)
    return tag(SIGNS.get(state, "free"), words.get(state) or State(state).label)


def threshold_in_words(rule: str) -> str:
    """A rule of passing as people say it."""
    return rule_said(rule, {})

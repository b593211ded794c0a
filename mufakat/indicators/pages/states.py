"""How states and months read."""

import re
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as now_in_words, gettext_lazy as _

from mufakat.core.templating import tag
from mufakat.indicators.models import State
from mufakat.indicators.queries.obligations import EXCUSED, LATE, NONE
from mufakat.indicators.rules.months import first_day

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


def month_in_words(month: str) -> str:
    """Juni 2026"""
    return date_format(first_day(month), "F Y")


def state_tag(state: str) -> Any:
    words = dict(STANDS)
    return tag(SIGNS.get(state, "free"), words.get(state) or State(state).label)


SHARE = re.compile(r"met\s*\*\s*100\s*>=\s*(\d{1,3})\s*\*\s*applicable")


def threshold_in_words(rule: str) -> str:
    """A rule of passing as people say it; one that is made otherwise stands as it is."""
    parts = [SHARE.fullmatch(each.strip(" ()")) for each in rule.split(" and ")]
    if parts and parts[0]:
        share = parts[0][1]
        words = now_in_words("at least %(share)s %% of what applies is met") % {"share": share}
        if len(parts) == 1:
            return words
        rest = rule.split(" and ", 1)[1].strip()
        if re.sub(r"[\s()]", "", rest) == "must_met==must_applicable":
            more = now_in_words("and everything that is indispensable")
            return f"{words}, {more}"
        return f"{words}; {rest}"
    return rule

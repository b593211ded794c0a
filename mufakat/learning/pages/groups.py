"""The districts of a cohort in groups, so that every number of its page leads to its rows.
What needs help comes first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.learning.models import RoleKind
from mufakat.learning.rules import forecast
from mufakat.programmes.models import DistrictState

from .forecasts import why_not

Row = dict[str, Any]
SCORES, REASONS = ("belum", "lulus"), ("empty", "few", "flat", "falling", "far")
STATES = tuple(DistrictState.values)

# Where the word of the office and the scores do not say the same.
AGAINST: dict[str, Any] = {
    "doubted": gettext_lazy("Declared as passed; not yet by their scores"),
    "undeclared": gettext_lazy("Pass by their scores, and are not declared as passed"),
}


@dataclass
class Group:
    """Rows that are alike. `key` names the place in the page; folded: shown by its title, until it is opened."""

    key: str
    title: str
    folded: bool = False
    rows: list[Row] = field(default_factory=list)


def grouped(rows: Sequence[Row], asked: str, *, scored: bool) -> list[Group]:
    """`asked`: the group to which a number led, or nothing; it is the one that stands open."""
    key_of, groups = _way_of(asked if scored or asked not in _OF_SCORES else "", scored)
    found = {group.key: group for group in groups}
    for row in sorted(rows, key=_worst_first):
        found[key_of(row)].rows.append(row)
    for group in groups:
        group.folded = group.folded and group.key != asked
    return [group for group in groups if group.rows]


def _worst_first(row: Row) -> tuple[Any, ...]:
    """The smallest share first; where none is known, before those that have one. Then whoever has fewer promises."""
    now = row["now"]
    return (now[0] / now[1] if now and now[1] else -1, row["held"])


def _way_of(asked: str, scored: bool) -> tuple[Callable[[Row], str], list[Group]]:
    if asked in ("ada", *REASONS):
        reasons = [
            Group(code, _("Not to be foreseen: %(why)s") % {"why": why_not(code)})
            for code in REASONS
        ]
        return _ahead_of, [Group("ada", _("Can be foreseen")), *reasons, *_at_the_end()]
    if asked in RoleKind.values:
        title = dict(RoleKind.choices)[RoleKind(asked)]
        with_it = Group(asked, _("With the role “%(role)s”") % {"role": title})
        without = Group("tanpa", _("Without it"), folded=True)
        return lambda row: asked if asked in row["kinds"] else "tanpa", [with_it, without]
    if asked == "peran":
        some = Group("peran", _("At least one role is promised"))
        none = Group("tanpa", _("No role is promised"), folded=True)
        return lambda row: "peran" if row["kinds"] else "tanpa", [some, none]
    if asked in AGAINST:
        said, others = (
            Group(asked, str(AGAINST[asked])),
            Group("lain", _("The others"), folded=True),
        )
        return lambda row: asked if row[asked] else "lain", [said, others]
    if asked == "sedikit":
        few = Group("sedikit", _("Fewer than %(few)s sites are assessed") % {"few": forecast.FEW})
        return _few_of, [few, Group("lain", _("The others"), folded=True)]
    if scored and asked not in STATES:
        return _score_of, [Group("belum", _("Do not pass yet by their scores")), *_at_the_end()]
    return _state_of, list(_states(asked))


def _at_the_end() -> list[Group]:
    return [
        Group("tertutup", _("Scores that are not open to you")),
        Group("lulus", _("Pass by their scores"), folded=True),
        Group("left", str(capfirst(DistrictState.LEFT.label)), folded=True),
    ]


def _states(asked: str) -> Iterable[Group]:
    for code, title in DistrictState.choices:
        over = code in (DistrictState.PASSED, DistrictState.LEFT)
        yield Group(code, str(capfirst(title)), folded=over or asked in STATES)


_OF_SCORES = ("ada", *REASONS, *SCORES, "sedikit", *AGAINST)


def _state_of(row: Row) -> str:
    return str(row["code"])


def _score_of(row: Row) -> str:
    if row["code"] == DistrictState.LEFT:
        return "left"
    if not row["sees"]:
        return "tertutup"
    return "lulus" if row["why"] == "passed" else "belum"


def _ahead_of(row: Row) -> str:
    score = _score_of(row)
    return (row["why"] or "ada") if score == "belum" else score


def _few_of(row: Row) -> str:
    counts = row["code"] != DistrictState.LEFT and row["now"] is not None
    return "sedikit" if counts and row["now"][1] < forecast.FEW else "lain"

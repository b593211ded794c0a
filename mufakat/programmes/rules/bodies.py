"""What is right about the facilities of a programme: mentored ones, centres of excellence, and who learns from them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

type Edge = tuple[object, object]  # (who teaches, who learns)

# Which state of a replication may follow which.
REPLICATES: Mapping[str, tuple[str, ...]] = {
    "planned": ("running", "done", "stopped"),
    "running": ("done", "stopped"),
    "stopped": ("planned", "running"),
    "done": (),
}


def not_twice(names: Iterable[str], field: str = "organisations") -> None:
    """`names`: those that the programme mentors already."""
    if listed := sorted(names):
        raise RuleBroken(
            "lokus.twice",
            _("The programme works there already: %(names)s.") % {"names": ", ".join(listed)},
            field,
        )


def stood_then(name: str, stands: bool, on: date, field: str) -> None:
    if not stands:
        raise RuleBroken(
            "lokus.not_standing",
            _("%(name)s did not stand on %(day)s. Check the day.")
            % {"name": name, "day": short_date(on)},
            field,
        )


def is_facility(kind: str) -> None:
    if not kind:
        raise RuleBroken(
            "lokus.no_facility",
            _("A programme mentors facilities: a Puskesmas, a Pustu, a Posyandu, a hospital."),
            "organisations",
        )


def makes_a_unit(puskesmas: str, pustu: str, lies_below: bool) -> None:
    """A centre is one Puskesmas and one Pustu of its own network (seed 3); the arguments are kinds of facility."""
    if puskesmas != "puskesmas":
        raise RuleBroken("unit.no_puskesmas", _("Choose a Puskesmas."), "puskesmas")
    if pustu != "pustu" or not lies_below:
        raise RuleBroken(
            "unit.no_pustu",
            _("Choose a Pustu of the network of this Puskesmas."),
            "pustu",
        )


def unit_not_twice(there: bool) -> None:
    if there:
        raise RuleBroken(
            "unit.twice",
            _("This Puskesmas is a centre of excellence of this programme already."),
            "puskesmas",
        )


def can_learn(kind: str, source: object, target: object) -> None:
    """A Puskesmas learns, and from another one."""
    if kind != "puskesmas":
        raise RuleBroken("replication.no_puskesmas", _("Choose a Puskesmas."), "target")
    if source == target:
        raise RuleBroken(
            "replication.itself",
            _("A Puskesmas does not learn from itself. Choose another one."),
            "target",
        )


def learns_once(there: bool) -> None:
    if there:
        raise RuleBroken(
            "replication.twice",
            _("This Puskesmas learns from this centre already."),
            "target",
        )


def while_a_centre(since: date | None, until: date | None, on: date, field: str = "") -> None:
    """One learns from a centre while it is one. Without a field, `on` is the day of writing."""
    if since is not None and on < since:
        raise RuleBroken(
            "replication.before",
            _("It is a centre of excellence since %(day)s. Choose that day or a later one.")
            % {"day": short_date(since)},
            field or None,
        )
    if until is not None and on > until:
        raise RuleBroken(
            "replication.after",
            _("It was a centre of excellence until %(day)s: nobody learns from it after that day.")
            % {"day": short_date(until)},
            field or None,
        )


def no_circle(edges: Iterable[Edge], source: object, target: object) -> None:
    """Nobody learns, by whatever way round, from one who learns from him."""
    taught: dict[object, list[object]] = {}
    for teacher, learner in edges:
        taught.setdefault(teacher, []).append(learner)
    reached = {target}
    to_see = [target]
    while to_see:
        for learner in taught.get(to_see.pop(), []):
            if learner not in reached:
                reached.add(learner)
                to_see.append(learner)
    if source in reached:
        raise RuleBroken(
            "replication.circle",
            _("The centre itself learns from this Puskesmas. What is copied goes one way."),
            "target",
        )


def may_follow(before: str, after: str) -> None:
    if after not in REPLICATES[before]:
        raise RuleBroken(
            "replication.no_step",
            _("This state does not follow from the present one."),
            "state",
        )


def reached_says_when(state: str, reached_on: date | None, today: date) -> None:
    """What is done was done on a day that has come; what is not has no such day."""
    if state == "done" and reached_on is None:
        raise RuleBroken("replication.no_day", _("Say on which day it was done."), "reached_on")
    if state != "done" and reached_on is not None:
        raise RuleBroken(
            "replication.day_too_many",
            _("There is a day only for what is done. Leave it empty."),
            "reached_on",
        )
    if reached_on is not None and reached_on > today:
        raise RuleBroken(
            "replication.later",
            _("This day is still to come. Write it down once it has happened."),
            "reached_on",
        )

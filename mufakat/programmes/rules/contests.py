"""What is right about a contest: its criteria, its points, who comes first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.numbers import number_in

MOST_POINTS = 1000
MOST_CRITERIA = 12


class Criterion(TypedDict):
    """By what is judged: `most` is the highest number of points."""

    code: str
    title: str
    most: int


def criteria_of(text: str) -> list[Criterion]:
    """One on each line: "Isi materi = 40". The codes k1, k2 … are given in order."""
    found: list[Criterion] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        title, equals, most = (part.strip() for part in line.rpartition("="))
        number = number_in(most, 1, MOST_POINTS)
        if not equals or not title or number is None:
            raise RuleBroken(
                "contest.criteria",
                _(
                    "“%(line)s” cannot be read. Write one criterion on each line, an equals sign, and its highest "
                    "points (1 to 1000): Isi materi = 40"
                )
                % {"line": line},
                "criteria",
            )
        found.append({"code": f"k{len(found) + 1}", "title": title[:100], "most": number})
    titles = {c["title"].casefold() for c in found}
    if not found or len(found) > MOST_CRITERIA or len(titles) < len(found):
        raise RuleBroken(
            "contest.criteria_count",
            _("Write one to twelve criteria, each once."),
            "criteria",
        )
    return found


def criteria_text(criteria: Iterable[Criterion]) -> str:
    return "\n".join(f"{c['title']} = {c['most']}" for c in criteria)


def not_judged_yet(judged: int) -> None:
    """By what is judged stays as it is once somebody was judged by it."""
    if judged:
        raise RuleBroken(
            "contest.judged",
            _("Points were given by these criteria already: they stay as they are."),
            "criteria",
        )


def year_fits_day(year: int, on: date | None) -> None:
    if on is not None and on.year != year:
        raise RuleBroken(
            "contest.year", _("The day lies in another year than the one written above."), "on"
        )


def points_fit(points: Mapping[str, int], criteria: Sequence[Criterion]) -> None:
    """All of a participant or none: from 0 to the highest of each criterion."""
    for criterion in criteria:
        given = points.get(criterion["code"])
        if given is None or not 0 <= given <= criterion["most"]:
            raise RuleBroken(
                "contest.points",
                _("%(title)s: from 0 to %(most)d points.")
                % {"title": criterion["title"], "most": criterion["most"]},
                f"nilai_{criterion['code']}",
            )


def total_of(points: Mapping[str, int], criteria: Sequence[Criterion]) -> int | None:
    """The sum; nothing while nobody has judged."""
    return sum(points[c["code"]] for c in criteria) if points else None


def places(totals: Sequence[int | None]) -> list[int | None]:
    """The place of each, in the order given: equal totals share a place, and the next one is as many lower: 1, 2, 2, 4.
    Who was not judged has none."""
    judged = [t for t in totals if t is not None]
    return [None if t is None else 1 + sum(other > t for other in judged) for t in totals]


def something_filled(rows: Sequence[object]) -> None:
    if not rows:
        raise RuleBroken("contest.nothing", _("Nothing was changed: fill in at least one row."))


def nobody_was_quicker(
    name: str, now: Mapping[str, int], seen: Mapping[str, int | None], typed: Mapping[str, Any]
) -> None:
    """In a sheet of many: who saw other points than stand there now, and means other ones, looks first."""
    there = {code: now.get(code) for code in typed}
    if there not in (dict(seen), dict(typed)):
        said = ", ".join(str(there[code]) for code in typed) if now else "–"
        raise RuleBroken(
            "contest.quicker",
            _(
                "%(name)s got other points meanwhile: %(points)s. Nothing of this sheet is recorded yet; send it "
                "again to put yours in their place."
            )
            % {"name": name, "points": said},
        )


def row_is_whole(name: str, typed: Mapping[str, int | None]) -> None:
    if any(value is None for value in typed.values()):
        raise RuleBroken(
            "contest.row",
            _("%(name)s: fill in all boxes of the row, or leave it as it was.") % {"name": name},
        )

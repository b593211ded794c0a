"""What the scores of a cohort say of a district on a day. Assessments stand in rooms above; one of these says how many
sites pass (`register`), and this one asks it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from mufakat.programmes.models import Cohort


class Scores(NamedTuple):
    """How many sites passed and how many were assessed, by the assessments until a day."""

    passed: int
    judged: int
    until: date


Source = Callable[[Cohort, str, date], Scores]

_sources: list[Source] = []


def register(source: Source) -> None:
    """`source`: of a cohort, the path of a district and a day, the scores that were known on that day."""
    _sources[:] = [source]


def scores_on(cohort: Cohort, path: str, on: date) -> Scores:
    """The scores of a district as they were known on a day; of no site where no instrument is named."""
    found = (source(cohort, path, on) for source in _sources if cohort.instrument_code)
    return next(found, Scores(0, 0, on))

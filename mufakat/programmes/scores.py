"""What the scores of a cohort say of a district on a day. Assessments stand in rooms above; one of these says how many
sites pass (`register`), and this one asks it."""

from collections.abc import Callable
from datetime import date

from mufakat.programmes.models import Cohort

Pair = tuple[int, int]
Source = Callable[[Cohort, str, date], Pair | None]

_sources: list[Source] = []


def register(source: Source) -> None:
    """`source`: of a cohort, the path of a district and a day, (passing, assessed) sites; nothing where none is."""
    _sources[:] = [source]


def scores_on(cohort: Cohort, path: str, on: date) -> Pair:
    """(passing, assessed) sites of a district on a day; (0, 0) where nobody is assessed or no instrument is named."""
    found = (source(cohort, path, on) for source in _sources if cohort.instrument_code)
    return next(iter(found), None) or (0, 0)

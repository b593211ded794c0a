"""What devices sent for an assessment and still waits for a decision. The room above knows and registers itself."""

from collections.abc import Callable
from typing import NamedTuple

from mufakat.indicators.models import Assessment


class Undecided(NamedTuple):
    """One form that could not be written down by itself: where it is decided, of which domain (none: a photo), why it
    waits, and who wrote it and decides."""

    url: str
    domain: str
    why: str
    by_id: str
    by_name: str


_SOURCES: list[Callable[[Assessment], list[Undecided]]] = []


def register_undecided(source: Callable[[Assessment], list[Undecided]]) -> None:
    _SOURCES[:] = [source]


def undecided(assessment: Assessment) -> list[Undecided]:
    return [each for source in _SOURCES for each in source(assessment)]

"""Answers that nobody types: the house knows them. A room above says how (`register`), since the rooms whose rows are
counted stand beside this one. A question names its source in `computed`; its answer comes with its rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from mufakat.directory.models import Organisation


@dataclass(frozen=True)
class Row:
    """One of the things that were counted."""

    label: str
    url: str
    on: date


@dataclass(frozen=True)
class Computed:
    """A value, the rows that it counts, and those that do not count yet, with the reason in their label."""

    value: int
    rows: list[Row] = field(default_factory=list)
    not_yet: list[Row] = field(default_factory=list)


Answer = Callable[[Organisation, int], Computed]


@dataclass(frozen=True)
class Source:
    name: str
    title: Promise
    answer: Answer


_sources: dict[str, Source] = {}


def register(name: str, title: Promise, answer: Answer) -> None:
    _sources[name] = Source(name, title, answer)


def sources() -> list[Source]:
    return list(_sources.values())


def names() -> set[str]:
    return set(_sources)


def answer_of(name: str, organisation: Organisation, year: int) -> Computed | None:
    """What a body has in a year; nothing where no room knows this source."""
    source = _sources.get(name)
    return source.answer(organisation, year) if source else None

"""One entry of search: its words, its place, the day that stands in its key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from mufakat.web.models import Kind, SearchEntry
from mufakat.web.rules import words_of

FIRST_DAY = date(2000, 1, 1)
LOW = 47  # bits below the day


@dataclass(frozen=True)
class Place:
    """Whose a thing is: what decides who sees it."""

    forum: UUID | None = None
    forum_path: str = ""
    forum_region: str = ""
    organisation: UUID | None = None
    organisation_path: str = ""
    organisation_region: str = ""
    person: UUID | None = None


def scope_words(kind: str, place: Place) -> list[str]:
    """The place of a thing as words of the index: k kind, f forum and those above it, r its regions, o and q the
    same of the body, p the person."""
    found = [f"k{kind}"]
    found += [f"f{key}" for key in _keys(place.forum_path)]
    found += [f"r{code}" for code in _codes(place.forum_region)]
    found += [f"o{key}" for key in _keys(place.organisation_path)]
    found += [f"q{code}" for code in _codes(place.organisation_region)]
    return [*found, f"p{place.person.hex}"] if place.person else found


def _keys(path: str) -> list[str]:
    return [key.replace("-", "") for key in path.split(".")[:-1]]


def _codes(path: str) -> list[str]:
    """ "32.73.04." → 32, 3273, 327304: their lengths tell the levels apart."""
    digits = path.split(".")[:-1]
    return ["".join(digits[: n + 1]) for n in range(len(digits))]


def entry(
    kind: Kind,
    pk: UUID,
    url: str,
    title: str,
    context: str,
    place: Place,
    *,
    on: date | None = None,
    **more: Any,
) -> SearchEntry:
    """An entry with its words. `also`: words that are found and not shown."""
    also = more.pop("also", "")
    day = on or made_on(pk)
    days = min(max((day - FIRST_DAY) // timedelta(days=1), 0), 0xFFFF)
    return SearchEntry(
        id=days << LOW | pk.int & ((1 << LOW) - 1),
        kind=kind.value,
        thing_id=str(pk),
        url=url,
        title=title[:4000],
        context=context[:400],
        on=on,
        forum_id=place.forum,
        organisation_id=place.organisation,
        person_id=place.person,
        words=words_of(title, f"{context} {also}", scope_words(kind.value, place)),
        **more,
    )


def made_on(pk: UUID) -> date:
    """The day in a key of ours; another key tells none."""
    if pk.version != 7:
        return FIRST_DAY
    return datetime.fromtimestamp((pk.int >> 80) / 1000, UTC).date()


def rows_of(model: Any, where: Q, *columns: str) -> Iterator[tuple[Any, ...]]:
    found = model._default_manager.filter(where).order_by("pk").values_list(*columns)
    return iter(found.iterator(chunk_size=2000))

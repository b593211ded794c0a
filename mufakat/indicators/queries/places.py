"""Where bodies lay in which month."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from mufakat.directory.lineage import lay_on
from mufakat.directory.models import Organisation, RegionSuccession
from mufakat.directory.queries import stays
from mufakat.directory.queries.stays import (
    lineage_of,
    moves_of,
    names_of,
    path_on,
    stays_of,
)
from mufakat.indicators.rollup.places import Places, places

__all__ = [
    "became",
    "lay_on",
    "lay_under",
    "lay_where",
    "names_of",
    "path_on",
    "places_of",
    "stays_of",
]


def places_of(bodies: Sequence[Organisation]) -> dict[Any, Places]:
    """By key, where each of these bodies lay from which month: two questions, however many they are."""
    moves = moves_of(bodies)
    lineage = lineage_of(bodies, moves)
    return {body.pk: places(body.region_path, moves.get(body.pk, ()), lineage) for body in bodies}


def lay_under(paths: Collection[str], on: date) -> Q:
    """The condition "this organisation lay in one of these regions on a day"."""
    if "" in paths:
        return Q()
    found = Q(pk__in=())
    for path in sorted(paths):
        found |= stays.lay_under(path, on)
    return found


def lay_where(bodies: Iterable[Organisation], around: str, on: date) -> dict[Any, str]:
    """By key, where each of these bodies of a region lay on a day."""
    then = stays.then(around, on)
    return {body.pk: then.path(body.pk, body.region_path) for body in bodies}


def became(path: str, since: date, until: date) -> set[str]:
    """The paths under which what lay in a region lies by laws of these days: who was there is there."""
    laws = RegionSuccession.objects.filter(
        old__path__under=path, on__gte=since, on__lte=until
    ).values_list("new__path", flat=True)
    return {path, *laws}

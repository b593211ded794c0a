"""Where bodies lay in the past: their moves are told in the journal, the laws of their regions in the directory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from mufakat.core.fields import ancestors
from mufakat.directory.models import Organisation, Region, RegionSuccession
from mufakat.indicators.rollup.places import (
    Lineage,
    Move,
    Places,
    Succession,
    days_of_places,
    places,
)
from mufakat.journal.models import Event


def places_of(bodies: Sequence[Organisation]) -> dict[Any, Places]:
    """By key, where each of these bodies lay from which month: three questions, however many they are."""
    moves = _moves(bodies)
    lineage = _lineage(_paths(bodies, moves))
    return {
        body.pk: places(body.region_path, moves.get(str(body.pk), ()), lineage) for body in bodies
    }


def path_on(body: Organisation, day: date) -> str:
    """The region in which a body lay on a day."""
    return lay_on(stays_of([body])[str(body.pk)], day)


Stays = Sequence[tuple[date, str]]  # (first day, path), in order


def stays_of(bodies: Sequence[Organisation]) -> dict[str, Stays]:
    """By key as text, where each of these bodies lay from which day."""
    moves = _moves(bodies)
    lineage = _lineage(_paths(bodies, moves))
    return {
        key: days_of_places(body.region_path, moves.get(key, ()), lineage)
        for body in bodies
        for key in (str(body.pk),)
    }


def lay_on(stays: Stays, day: date) -> str:
    return next(path for first, path in reversed(stays) if first <= day)


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """Every path under which one of these places goes or went, with the one under which it was asked for. One question
    where no law touches them."""
    asked = list(paths)
    lineage = _lineage(asked)
    return {name: path for path in asked for name in lineage.names(path)} | {p: p for p in asked}


def _paths(bodies: Iterable[Organisation], moves: Mapping[str, Sequence[Move]]) -> set[str]:
    told = {path for each in moves.values() for move in each for path in (move.old, move.new)}
    return told | {body.region_path for body in bodies}


def _moves(bodies: Iterable[Organisation]) -> dict[str, list[Move]]:
    """What the journal tells of changed regions, by the key of the body. The day is that of the new place."""
    told = Event.objects.filter(
        subject_kind="organisation",
        subject_id__in=[str(body.pk) for body in bodies],
        verb="organisation.changed",
    )
    changed = [
        (key, at, data["changes"]["region"])
        for key, at, data in told.order_by("seq").values_list("subject_id", "at", "data")
        if "region" in data.get("changes", {})
    ]
    if not changed:
        return {}
    regions = Region.objects.in_bulk({pk for _key, _at, pair in changed for pk in pair})
    found: dict[str, list[Move]] = {}
    for key, at, (old, new) in changed:
        day = at.astimezone(ZoneInfo(regions[new].timezone)).date()
        found.setdefault(key, []).append(Move(day, regions[old].path, regions[new].path))
    return found


def _lineage(paths: Iterable[str]) -> Lineage:
    """The laws that touch these places, and those that touch what these became or came from."""
    asked: set[str] = set()
    wanted = {above for path in paths for above in ancestors(path)}
    found: dict[Any, Succession] = {}
    while wanted:
        asked |= wanted
        touching = Q(old__path__in=wanted) | Q(new__path__in=wanted)
        rows = RegionSuccession.objects.filter(touching).select_related("old", "new")
        for row in rows:
            has_ended = row.old.valid_to is not None and row.old.valid_to < row.on
            found[row.pk] = Succession(row.on, row.old.path, row.new.path, has_ended)
        told = {path for s in found.values() for path in (s.old, s.new)}
        wanted = {above for path in told for above in ancestors(path)} - asked
    return Lineage(list(found.values()), _exists)


def _exists(path: str) -> bool:
    return Region.objects.filter(path=path).exists()

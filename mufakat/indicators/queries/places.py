"""Where bodies lay in the past: their moves are told in the journal, the laws of their regions in the directory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
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


DISTRICT = 6  # characters of the path of a kabupaten or kota: "32.73."


def lay_on(stays: Stays, day: date) -> str:
    return next(path for first, path in reversed(stays) if first <= day)


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """Every path under which one of these places goes or went, with the one under which it was asked for. One question
    where no law touches them."""
    asked = list(paths)
    lineage = _lineage(asked)
    return {name: path for path in asked for name in lineage.names(path)} | {p: p for p in asked}


def lay_under(paths: Collection[str], day: date) -> Q:
    """The condition "this organisation lay in one of these regions on a day": as it lies today, but for those that
    moved since or whose region a law changed since."""
    here = Q(pk__in=())
    for path in paths:
        here |= Q(region_path__under=path)
    doubtful = _lay_elsewhere_maybe(paths, day) if all(paths) else []
    if not doubtful:
        return here
    stays, names = stays_of(doubtful), tuple(names_of(paths))
    keys = [body.pk for body in doubtful]
    inside = [pk for pk in keys if lay_on(stays[str(pk)], day).startswith(names)]
    return (here & ~Q(pk__in=keys)) | Q(pk__in=inside)


def lay_where(bodies: Iterable[Organisation], around: str, day: date) -> dict[Any, str]:
    """By key, where each of these bodies of a region lay on a day."""
    bodies = list(bodies)
    known = {body.pk for body in bodies}
    doubtful = [each for each in _lay_elsewhere_maybe([around], day) if each.pk in known]
    stays = stays_of(doubtful) if doubtful else {}
    now = {body.pk: body.region_path for body in bodies}
    return now | {each.pk: lay_on(stays[str(each.pk)], day) for each in doubtful}


def _lay_elsewhere_maybe(paths: Collection[str], day: date) -> list[Organisation]:
    """The bodies of which the directory of today does not tell where they lay on a day: three questions at most."""
    began = datetime.combine(day, time.min, tzinfo=UTC)  # before the day was over anywhere
    moved = Event.objects.filter(
        verb="organisation.changed", at__gte=began, data__changes__region__isnull=False
    )
    keys, places_then = list(moved.values_list("subject_id", flat=True)), _touched_since(paths, day)
    if not keys and not places_then:
        return []
    lies = Q(pk__in=keys)
    for place in places_then:
        lies |= Q(region_path__under=place)
    return list(Organisation.objects.filter(lies))


def _touched_since(paths: Collection[str], day: date) -> set[str]:
    """The places that laws after a day made, or ended, where one of them is one of these, or lies in or around one; of
    a district and what lies in it the district."""
    laws = RegionSuccession.objects.filter(on__gt=day).values_list("old__path", "new__path")
    pairs = [(old, new) for old, new in laws if any(_meet(p, old) or _meet(p, new) for p in paths)]
    return {path[:DISTRICT] for pair in pairs for path in pair}


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def became(path: str, since: date, until: date) -> set[str]:
    """The paths under which what lay in a region lies by laws of these days: who was there is there."""
    laws = RegionSuccession.objects.filter(
        old__path__under=path, on__gte=since, on__lte=until
    ).values_list("new__path", flat=True)
    return {path, *laws}


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

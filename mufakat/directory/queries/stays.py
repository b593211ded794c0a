"""Where bodies lay in the past: from the moves that were told, and the laws of their regions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case, F, Q, Value, When

from mufakat.core.fields import PathField, ancestors
from mufakat.directory.lineage import Lineage, Move, Stays, Succession, days_of_places, lay_on
from mufakat.directory.models import Organisation, OrganisationMove, Region, RegionSuccession

type Moves = Mapping[Any, Sequence[Move]]  # by the key of the body


def path_on(body: Organisation, day: date) -> str:
    """The region in which a body lay on a day."""
    return lay_on(stays_of([body])[str(body.pk)], day)


def paths_on(bodies: Sequence[Organisation], day: date) -> dict[Any, str]:
    """By key, the region in which each of these bodies lay on a day."""
    stays = stays_of(bodies)
    return {body.pk: lay_on(stays[str(body.pk)], day) for body in bodies}


def stays_of(bodies: Sequence[Organisation]) -> dict[str, Stays]:
    """By key as text, where each of these bodies lay from which day: two questions, however many they are."""
    moves = moves_of(bodies)
    lineage = lineage_of(bodies, moves)
    return {
        str(body.pk): days_of_places(body.region_path, moves.get(body.pk, ()), lineage)
        for body in bodies
    }


@dataclass(frozen=True)
class Then:
    """Who lay elsewhere on a day than the directory says today. `bodies`: by key those that moved since, `paths`: by
    today's path those whose place a law gave another one since. Path of then."""

    bodies: Mapping[Any, str]
    paths: Mapping[str, str]

    def path(self, key: Any, now: str) -> str:
        """Where a body lay that lies under this path today."""
        return self.bodies.get(key) or self.paths.get(now, now)

    def under(self, region_path: str, body: str = "") -> Q:
        """Those that lay under a region; `body`: how the rows reach the organisation ("puskesmas__")."""
        found = Q(**{f"{body}region_path__under": region_path})
        key = f"{body.removesuffix('__') or 'pk'}__in"
        for lookup, told in ((f"{body}region_path__in", self.paths), (key, self.bodies)):
            if told:
                here = [each for each, then in told.items() if then.startswith(region_path)]
                found = (found & ~Q(**{lookup: list(told)})) | Q(**{lookup: here})
        return found

    def where(self, body: str = "") -> Any:
        """Where each lay, as a column."""
        key = f"{body.removesuffix('__') or 'pk'}__in"
        told: dict[tuple[str, str], list[Any]] = {}
        for lookup, named in ((key, self.bodies), (f"{body}region_path__in", self.paths)):
            for each, path in named.items():
                told.setdefault((lookup, path), []).append(each)
        cases = [
            When(**{lookup: those}, then=Value(path)) for (lookup, path), those in told.items()
        ]
        today = F(f"{body}region_path")
        return Case(*cases, default=today, output_field=PathField()) if cases else today


def lay_under(region_path: str, on: date, body: str = "") -> Q:
    """Who lay under a region on a day, as a condition. In the nation lies everybody, whenever it is asked."""
    return then(region_path, on).under(region_path, body) if region_path else Q()


def then(region_path: str, on: date) -> Then:
    """What is to be known of a day before one counts under a region: a few questions, however many bodies lie there.
    Only those that moved later, or before a law that began later, are looked at one by one."""
    laws, places = _laws_around(region_path)
    moved = _under(["old_path", "new_path"], places) & Q(on__gt=on)
    if later := {path for law in laws if law.on > on for path in (law.old, law.new)}:
        moved |= _under(["old_path", "new_path"], later)
    told = OrganisationMove.objects.filter(moved).values("organisation")
    found = Organisation.objects.filter(pk__in=told).only("region_path")
    bodies = paths_on(list(found), on)
    # Told under a name that came later, or under one that had ended by then.
    named = {law.new if law.on > on else law.old for law in laws if law.on > on or law.ended}
    if not named:
        return Then(bodies, {})
    rows = Organisation.objects.filter(_under(["region_path"], named))
    today = rows.order_by().values_list("region_path", flat=True).distinct()
    lineage = Lineage(laws, _known(path for law in laws for path in law[1:3]))
    paths = {path: lay_on(days_of_places(path, (), lineage), on) for path in today}
    return Then(bodies, {now: path for now, path in paths.items() if path != now})


def _laws_around(region_path: str) -> tuple[list[Succession], Collection[str]]:
    """The laws by which places came to this region or went from it, or from those again; and all these regions."""
    found: dict[Any, Succession] = {}
    places, wanted = {region_path}, {region_path}
    while wanted:
        above = {path for each in wanted for path in ancestors(each)}
        touching = _under(["old__path", "new__path"], wanted)
        touching |= Q(old__path__in=above) | Q(new__path__in=above)
        found |= _successions(touching)
        told = {path for law in found.values() for path in (law.old, law.new)}
        wanted = told - places
        places |= told
        if not region_path:
            break
    return list(found.values()), places


def _under(names: Iterable[str], paths: Iterable[str]) -> Q:
    """One of these columns says one of these places, or one within it."""
    found = Q()
    for path in sorted(paths):
        for name in names:
            found |= Q(**{f"{name}__under": path})
    return found


def regions_at(rows: Iterable[tuple[str, Organisation]]) -> dict[str, Region]:
    """By path, the regions under which these bodies lay, to be shown; asked for only where one lies elsewhere today."""
    told = list(rows)
    known = {body.region_path: body.region for _path, body in told}
    others = {path for path, _body in told} - set(known)
    return known | {region.path: region for region in Region.objects.filter(path__in=others)}


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """Every path under which one of these places goes or went, with the one under which it was asked for. One question
    where no law touches them."""
    asked = list(paths)
    lineage = _lineage(asked)
    return {name: path for path in asked for name in lineage.names(path)} | {p: p for p in asked}


def moves_of(bodies: Sequence[Organisation]) -> dict[Any, list[Move]]:
    """In the order in which they were told."""
    told = OrganisationMove.objects.filter(organisation__in=[body.pk for body in bodies])
    found: dict[Any, list[Move]] = {}
    rows = told.order_by("pk").values_list("organisation", "on", "old_path", "new_path")
    for key, on, old, new in rows:
        found.setdefault(key, []).append(Move(on, old, new))
    return found


def lineage_of(bodies: Iterable[Organisation], moves: Moves) -> Lineage:
    """What laws did to the places in which these bodies lie or lay."""
    told = {path for each in moves.values() for move in each for path in (move.old, move.new)}
    return _lineage(told | {body.region_path for body in bodies})


def _lineage(paths: Iterable[str]) -> Lineage:
    """The laws that touch these places, and those that touch what these became or came from."""
    asked: set[str] = set()
    wanted = {above for path in paths for above in ancestors(path)}
    found: dict[Any, Succession] = {}
    while wanted:
        asked |= wanted
        touching = Q(old__path__in=wanted) | Q(new__path__in=wanted)
        found |= _successions(touching)
        told = {path for s in found.values() for path in (s.old, s.new)}
        wanted = {above for path in told for above in ancestors(path)} - asked
    return Lineage(list(found.values()), _exists)


def _successions(which: Q) -> dict[Any, Succession]:
    found = {}
    for row in RegionSuccession.objects.filter(which).select_related("old", "new"):
        has_ended = row.old.valid_to is not None and row.old.valid_to <= row.on
        found[row.pk] = Succession(row.on, row.old.path, row.new.path, has_ended)
    return found


def _known(paths: Iterable[str]) -> Callable[[str], bool]:
    """Which regions there are within these, asked once, and only if somebody wants to know."""
    rows = Region.objects.filter(_under(["path"], set(paths))).values_list("path", flat=True)
    known = cache(lambda: set(rows))
    return lambda path: path in known()


def _exists(path: str) -> bool:
    return Region.objects.filter(path=path).exists()

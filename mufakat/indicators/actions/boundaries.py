"""Outlines of regions brought in from a file. Reference data, not an act: nobody decided it here."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Region, RegionCode
from mufakat.indicators.boundaries import shapes
from mufakat.indicators.boundaries.matching import Known, Place, Unmatched, match
from mufakat.indicators.boundaries.reading import OUTSIDE, Outline, lies_outside, outlines
from mufakat.indicators.models import Boundary

NONE = _(
    "No outline of this file belongs to a region: nothing was changed. Its features need a code (property “kode”) "
    "or a name within a region above."
)
NOT_HERE = _(
    "The outlines of this file lie outside Indonesia (94 to 142 degrees east, 12 south to 7 north): nothing was "
    "changed. Look whether it is in degrees, WGS 84."
)


@dataclass
class Imported:
    """What a run did: outlines that are new, replaced, the same as before; those left out; regions of the same levels
    that the file does not have."""

    added: int = 0
    replaced: int = 0
    same: int = 0
    left: list[Unmatched] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def import_boundaries(data: bytes, *, source: str, system: str = "") -> Imported:
    """Repeatable: what a region has is replaced, what the file does not name stays. RuleBroken for a file that cannot
    be read or of which nothing fits; then nothing is changed."""
    found, done = _matched(outlines(data), _known(), system)
    if not found:
        is_elsewhere = any(each.why == OUTSIDE for each in done.left)
        raise RuleBroken("boundaries.no_region", NOT_HERE if is_elsewhere else NONE, "file")
    made = [each for level, group in sorted(found.items()) for each in _made(level, group, done)]
    with transaction.atomic():
        _write(made, source[:300], done)
    _tell_missing(found, done)
    return done


def _known() -> Known:
    regions = Region.objects.filter(valid_to=None).exclude(code="ID").order_by("level", "code")
    columns = regions.values_list("pk", "code", "name", "level")
    places = {pk: Place(pk, code, name, level) for pk, code, name, level in columns}
    bps = RegionCode.objects.filter(system="bps").values_list("code", "region")
    return Known.of(places.values(), {code: places[pk] for code, pk in bps if pk in places})


Groups = dict[int, dict[Place, Outline]]


def _matched(given: list[Outline], known: Known, system: str) -> tuple[Groups, Imported]:
    """By level. Of two outlines for one region neither is taken: nobody knows which is right."""
    done, taken = Imported(), defaultdict[Place, list[Outline]](list)
    for outline in given:
        place = match(outline, known, system)
        if isinstance(place, Unmatched):
            done.left.append(place)
        elif lies_outside(outline):
            done.left.append(Unmatched(f"{place.code} {place.name}", OUTSIDE))
        else:
            taken[place].append(outline)
    found: Groups = defaultdict(dict)
    for place, several in taken.items():
        if len(several) == 1:
            found[place.level][place] = several[0]
        else:
            done.left.append(Unmatched(f"{place.code} {place.name}", "twice"))
    return found, done


Made = tuple[Place, dict[str, Any]]


def _made(level: int, group: dict[Place, Outline], done: Imported) -> list[Made]:
    """The outlines of a level as they are kept. It takes its time, so nothing is written meanwhile."""
    found = []
    shaped = shapes.simplified([outline.polygons for outline in group.values()], level)
    for place, shape in zip(group, shaped, strict=True):
        if isinstance(shape, str):
            done.left.append(Unmatched(f"{place.code} {place.name}", shape))
        else:
            told = {"rings": shapes.rings_of(shape), "label": shapes.label_of(shape)}
            found.append((place, told))
    return found


def _write(made: list[Made], source: str, done: Imported) -> None:
    kept = Boundary.objects.filter(region__in=[place.id for place, _told in made])
    before = {row.region_id: row for row in kept}
    rows = []
    for place, told in made:
        row = before.get(place.id)
        if row is not None and (row.rings, row.label, row.source) == (*told.values(), source):
            done.same += 1
            continue
        done.added += row is None
        done.replaced += row is not None
        rows.append(Boundary(region_id=place.id, source=source, imported_at=clock.now(), **told))
    fields = ["rings", "label", "source", "imported_at"]
    Boundary.objects.bulk_create(
        rows, 500, update_conflicts=True, unique_fields=["region"], update_fields=fields
    )


def _tell_missing(found: Groups, done: Imported) -> None:
    """Of the levels that the file has: the regions without any outline, at most as many as fit on a screen."""
    regions = Region.objects.filter(valid_to=None, level__in=list(found), boundary=None)
    done.without = [f"{code} {name}" for code, name in regions.values_list("code", "name")]

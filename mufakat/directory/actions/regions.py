"""Add, change and end a region between two decrees: a village that splits next week cannot wait for the next file."""

from datetime import date, timedelta
from typing import Any

from mufakat.directory import rules
from mufakat.directory.models import Region, RegionSuccession
from mufakat.journal.actions import OpenAct


def record_region(
    act: OpenAct,
    *,
    code: str,
    kind: str,
    name: str,
    parent: Region,
    valid_from: date | None,
    source: str,
    predecessor: Region | None = None,
    predecessor_ends: str = "stands",
) -> Region:
    """Add a region below `parent`; `source` names the law, `predecessor` the region it comes from, which "ends" by it
    the day before (also if a later last day was written down), or "stands" on beside it."""
    rules.region_code(code)
    rules.region_fits_parent(code, parent.code)
    rules.succession_has_day(predecessor, valid_from)
    last = valid_from - timedelta(days=1) if valid_from else None
    ended = predecessor.valid_to if predecessor else None
    rules.predecessor_told(predecessor, predecessor_ends, ended, last)
    rules.code_is_free(code, Region.objects.filter(code=code).exists())
    region = Region.objects.create(
        code=code,
        kind=kind,
        name=name,
        path=f"{code}.",
        level=parent.level + 1,
        parent=parent,
        timezone=parent.timezone,
        valid_from=valid_from,
        source=source,
    )
    about = [parent]
    if predecessor and valid_from:
        RegionSuccession.objects.create(old=predecessor, new=region, on=valid_from, source=source)
        about.append(predecessor)
    act.note("region.recorded", region, about=about, name=str(region), code=code, source=source)
    if predecessor and last and predecessor_ends == "ends" and ended != last:
        rules.period_in_order(predecessor.valid_from, last, "valid_from")
        told = {"name": str(predecessor), "on": last.isoformat()}
        act.change(predecessor, "region.ended", base=None, valid_to=last, told=told)
    return region


def change_region(
    act: OpenAct, region: Region, *, base: int | None = None, **fields: Any
) -> Region:
    rules.period_in_order(fields.get("valid_from"), region.valid_to, "valid_from")
    act.change(region, "region.changed", base=base, told={"name": str(region)}, **fields)
    return region


def end_region(act: OpenAct, region: Region, *, on: date, base: int | None = None) -> Region:
    rules.can_end(region.valid_from, region.valid_to, on)
    told = {"name": str(region), "on": on.isoformat()}
    act.change(region, "region.ended", base=base, valid_to=on, told=told)
    return region

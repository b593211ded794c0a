"""Record, change and end an office's own programme."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.directory.models import Organisation, Region
from mufakat.directory.rules import can_end, period_in_order
from mufakat.journal.actions import OpenAct
from mufakat.programmes import rules
from mufakat.programmes.models import Programme


def day_of(act: OpenAct, region: Region) -> date:
    """The day of an act, by the clock of a place: for what a device kept, that of its writing."""
    return act.tapped_at.astimezone(ZoneInfo(region.timezone)).date()


def record_programme(
    act: OpenAct,
    *,
    code: str,
    title: str,
    region: Region,
    family: str = "lain",
    lead: Organisation | None = None,
    parent: Programme | None = None,
    source: str = "",
    valid_from: date | None = None,
) -> Programme:
    """A programme of one's own; `region`: whose offices write down what is done for it."""
    spelt = "-".join(code.lower().split())
    code = rules.code_of(code, Programme.objects.filter(code=spelt).exists())
    programme = Programme.objects.create(
        id=act.new_key(),
        code=code,
        title=title,
        family=family,
        lead=lead,
        parent=parent,
        region=region,
        region_path=region.path,
        source=source,
        valid_from=valid_from,
    )
    about = [each for each in (lead, parent) if each]
    act.note("programme.recorded", programme, about=about, name=title, code=code)
    return programme


def change_programme(
    act: OpenAct, programme: Programme, *, base: int | None = None, **fields: Any
) -> Programme:
    rules.not_reference(programme.is_reference)
    period_in_order(
        fields.get("valid_from", programme.valid_from), programme.valid_to, "valid_from"
    )
    told = {"name": programme.title}
    act.change(programme, "programme.changed", base=base, told=told, **fields)
    return programme


def end_programme(
    act: OpenAct, programme: Programme, *, on: date, base: int | None = None
) -> Programme:
    """Its last day. What it mentors and what was written down stays on record."""
    rules.not_reference(programme.is_reference)
    can_end(programme.valid_from, programme.valid_to, on)
    told = {"name": programme.title, "on": on.isoformat()}
    act.change(programme, "programme.ended", base=base, told=told, valid_to=on)
    return programme

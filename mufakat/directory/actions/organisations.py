"""Add, change and end organisations and facilities."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mufakat.directory import rules
from mufakat.directory.models import Facility, Organisation, OrganisationCode, Region
from mufakat.journal.actions import OpenAct


def record_organisation(
    act: OpenAct,
    *,
    name: str,
    sector: str,
    region: Region,
    short_name: str = "",
    parent: Organisation | None = None,
    valid_from: date | None = None,
    codes: Mapping[str, str] | None = None,
) -> Organisation:
    return _record(act, Organisation(), name, sector, region, short_name, parent, valid_from, codes)


def record_facility(
    act: OpenAct,
    *,
    name: str,
    kind: str,
    region: Region,
    sector: str = "kesehatan",
    short_name: str = "",
    parent: Organisation | None = None,
    valid_from: date | None = None,
    codes: Mapping[str, str] | None = None,
) -> Facility:
    """A health office or place of care; `parent` is the office or facility whose network it belongs to."""
    facility = Facility(kind=kind)
    _record(act, facility, name, sector, region, short_name, parent, valid_from, codes)
    return facility


def _record(
    act: OpenAct,
    organisation: Organisation,
    name: str,
    sector: str,
    region: Region,
    short_name: str,
    parent: Organisation | None,
    valid_from: date | None,
    codes: Mapping[str, str] | None,
) -> Organisation:
    organisation.name, organisation.short_name, organisation.sector = name, short_name, sector
    organisation.region, organisation.region_path = region, region.path
    organisation.parent, organisation.valid_from = parent, valid_from
    organisation.path = f"{parent.path if parent else ''}{organisation.id.hex}."
    organisation.save(force_insert=True)
    for system, code in (codes or {}).items():
        taken = OrganisationCode.objects.filter(system=system, code=code).exists()
        rules.organisation_code_is_free(system, code, taken)
        OrganisationCode.objects.create(organisation=organisation, system=system, code=code)
    act.note(
        "organisation.recorded",
        organisation,
        about=[region, *([parent] if parent else [])],
        name=name,
        sector=sector,
        region=region.code,
        codes=dict(codes or {}),
    )
    return organisation


def change_organisation(
    act: OpenAct, organisation: Organisation, *, base: int | None = None, **fields: Any
) -> Organisation:
    """Change name, short name, sector, region or parent; the paths of all below follow."""
    region, parent = fields.get("region"), fields.get("parent")
    if parent:
        rules.not_below_itself(organisation.path, parent.path)
    old_path = organisation.path
    facility = getattr(organisation, "facility", None) if "kind" in fields else None
    kind = fields.pop("kind", None)
    moved = act.change(
        organisation, "organisation.changed", base=base, told={"name": organisation.name}, **fields
    )
    if facility and kind and facility.kind != kind:
        Facility.objects.filter(pk=facility.pk).update(kind=kind)
        if not moved:
            act.note("organisation.changed", organisation, name=organisation.name, kind=kind)
    if region:
        Organisation.objects.filter(pk=organisation.pk).update(region_path=organisation.region.path)
        organisation.region_path = organisation.region.path
    if moved and "parent" in fields:
        above = organisation.parent.path if organisation.parent else ""
        _move(organisation, old_path, f"{above}{organisation.pk.hex}.")
    return organisation


def _move(organisation: Organisation, old: str, new: str) -> None:
    """Give the organisation and everything below it a new path."""
    below = list(Organisation.objects.filter(path__under=old))
    for each in below:
        each.path = new + each.path.removeprefix(old)
    Organisation.objects.bulk_update(below, ["path"])
    organisation.path = new


def end_organisation(
    act: OpenAct, organisation: Organisation, *, on: date, base: int | None = None
) -> Organisation:
    rules.can_end(organisation.valid_from, organisation.valid_to, on)
    act.change(
        organisation,
        "organisation.ended",
        base=base,
        valid_to=on,
        told={"name": organisation.name, "on": on.isoformat()},
    )
    return organisation

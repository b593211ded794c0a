"""Add, change and end organisations and facilities."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.directory import rules
from mufakat.directory.models import (
    Facility,
    Organisation,
    OrganisationCode,
    OrganisationMove,
    Region,
)
from mufakat.journal.actions import Conflict, OpenAct
from mufakat.journal.models import Event
from mufakat.journal.rules import FieldConflict, merge

from .users import move_assignments


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
        _give_code(organisation, system, code)
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


def _give_code(organisation: Organisation, system: str, code: str) -> None:
    others = OrganisationCode.objects.exclude(organisation=organisation)
    taken = others.filter(system=system, code=code).exists()
    rules.organisation_code_is_free(system, code, taken)
    OrganisationCode.objects.create(organisation=organisation, system=system, code=code)


def change_organisation(
    act: OpenAct,
    organisation: Organisation,
    *,
    base: int | None = None,
    codes: Mapping[str, str] | None = None,
    **fields: Any,
) -> Organisation:
    """Change name, short name, sector, region, parent or codes; the paths of all below follow. `codes` are all that it
    is to have, by system; without them they stay."""
    region, parent = fields.get("region"), fields.get("parent")
    if parent:
        rules.not_below_itself(organisation.path, parent.path)
    old_path = organisation.path
    if (
        "kind" in fields
    ):  # a facility, both of its rows in one change: its kind is merged like its name
        organisation = getattr(organisation, "facility", None) or organisation
    if not isinstance(organisation, Facility):
        fields.pop("kind", None)
    # Told on the pages of both bodies, too: there `programmes` reads whose network it was on a day.
    about = [each for each in (organisation.parent, parent) if each] if "parent" in fields else []
    told = {"name": organisation.name}
    as_seen = base in (
        None,
        organisation.version,
    )  # else the parent may be what somebody else wrote
    if "parent" in fields and as_seen and parent != organisation.parent:
        told |= {
            "form": "moved",
            "below": str(organisation.parent or "–"),
            "now_below": str(parent or "–"),
        }
    moved = act.change(
        organisation,
        "organisation.changed",
        base=base,
        about=about,
        told=told,
        **fields,
    )
    if region:
        _remember_move(act, organisation)
        Organisation.objects.filter(pk=organisation.pk).update(region_path=organisation.region.path)
        organisation.region_path = organisation.region.path
    if moved and "parent" in fields:
        above = organisation.parent.path if organisation.parent else ""
        _move(organisation, old_path, f"{above}{organisation.pk.hex}.")
    if codes is not None:
        _change_codes(act, organisation, base, codes)
    return organisation


def _remember_move(act: OpenAct, organisation: Organisation) -> None:
    """Its row says where it lay until now, its region where it lies."""
    region, old = organisation.region, organisation.region_path
    if region.path != old:
        on = act.row.received_at.astimezone(ZoneInfo(region.timezone)).date()
        told = {"old_path": old, "new_path": region.path}
        OrganisationMove.objects.create(organisation_id=organisation.pk, on=on, **told)


def _change_codes(
    act: OpenAct, organisation: Organisation, base: int | None, wanted: Mapping[str, str]
) -> None:
    """Merge with what others did since version `base`, system by system; the journal keeps old and new codes. The row
    of the organisation is locked by `act.change`."""
    now = dict(organisation.codes.values_list("system", "code"))
    before, last = _codes_at(organisation, base, now)
    systems = sorted({*now, *before, *wanted})
    spelt = [{s: codes.get(s, "") for s in systems} for codes in (before, now, wanted)]
    to_write, conflicts = merge(*spelt)
    if conflicts:
        both = FieldConflict("codes", rules.codes_text(now), rules.codes_text(wanted))
        raise Conflict(organisation, [both], last, {})
    if not to_write:
        return
    organisation.codes.filter(system__in=to_write).delete()
    for system, code in to_write.items():
        if code:
            _give_code(organisation, system, code)
    organisation.version += 1
    organisation.save(update_fields=["version"])
    after = {s: code for s, code in {**now, **to_write}.items() if code}
    act.note(
        "organisation.changed",
        organisation,
        name=organisation.name,
        form="codes",
        codes=", ".join(f"{s}: {now.get(s) or '–'} → {c or '–'}" for s, c in to_write.items()),
        version=organisation.version,
        changes={"codes": [rules.codes_text(now), rules.codes_text(after)]},
    )


def _codes_at(
    organisation: Organisation, base: int | None, now: Mapping[str, str]
) -> tuple[Mapping[str, str], Event | None]:
    """The codes that it had at version `base`, and the last change of them since."""
    then, last = now, None
    if base is None:
        return then, last
    told = Event.objects.filter(verb="organisation.changed", subject_id=str(organisation.pk))
    for event in told.order_by("-seq"):
        if event.data.get("version", base + 1) <= base:
            break
        if "codes" in event.data.get("changes", {}):
            then, last = rules.codes_of(event.data["changes"]["codes"][0]), last or event
    return then, last


def _move(organisation: Organisation, old: str, new: str) -> None:
    """Give the organisation and everything below it a new path."""
    below = list(Organisation.objects.filter(path__under=old))
    for each in below:
        each.path = new + each.path.removeprefix(old)
    Organisation.objects.bulk_update(below, ["path"])
    organisation.path = new
    move_assignments("organisation", old, new)


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

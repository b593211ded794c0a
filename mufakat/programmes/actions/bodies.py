"""What a programme does with facilities: mentored ones, centres of excellence, who learns from them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mufakat.directory.actions.ends import close
from mufakat.directory.models import Organisation
from mufakat.directory.rules import can_end
from mufakat.journal.actions import OpenAct
from mufakat.programmes import queries, rules
from mufakat.programmes.models import CoeUnit, Lokus, Programme, Replication

from .catalogue import day_of
from .lock import lock_programme


def kind_of(organisation: Organisation) -> str:
    facility = getattr(organisation, "facility", None)
    return facility.kind if facility else ""


def record_lokus(
    act: OpenAct,
    programme: Programme,
    *,
    organisations: Sequence[Organisation],
    valid_from: date,
    note: str = "",
) -> list[Lokus]:
    """The programme mentors these facilities from a day: all of them, or none where one may not be."""
    lock_programme(programme.pk)
    rules.something_ticked(organisations, "organisations")
    rules.is_open(programme.valid_from, programme.valid_to, valid_from, "valid_from")
    for each in organisations:
        rules.is_facility(kind_of(each))
        rules.stood_then(each.name, each.is_valid_on(valid_from), valid_from, "valid_from")
    rules.not_twice(queries.overlapping(programme, organisations, valid_from))
    return [_write_lokus(act, programme, each, valid_from, note) for each in organisations]


def _write_lokus(
    act: OpenAct, programme: Programme, organisation: Organisation, valid_from: date, note: str
) -> Lokus:
    lokus = Lokus.objects.create(
        id=act.new_key(),
        programme=programme,
        organisation=organisation,
        region_path=organisation.region_path,
        valid_from=valid_from,
        note=note,
    )
    told: dict[str, Any] = {"programme": programme.title, "name": organisation.name}
    about = [programme, organisation]
    act.note("lokus.recorded", lokus, about=about, on=valid_from.isoformat(), **told)
    return lokus


def end_lokus(act: OpenAct, lokus: Lokus, *, on: date, base: int | None = None) -> Lokus:
    can_end(
        lokus.valid_from if lokus.valid_from and lokus.valid_from <= on else None,
        lokus.valid_to,
        on,
    )
    told = {"programme": lokus.programme.title, "name": lokus.organisation.name}
    about = [lokus.programme, lokus.organisation]
    close(act, lokus, "lokus.ended", on=on, base=base, about=about, **told)
    return lokus


def record_unit(
    act: OpenAct,
    programme: Programme,
    *,
    puskesmas: Organisation,
    pustu: Organisation,
    valid_from: date,
) -> CoeUnit:
    """A centre of excellence. Its Posyandu are not chosen: all of the Pustu belong to it (seed 3)."""
    lock_programme(programme.pk)
    rules.is_open(programme.valid_from, programme.valid_to, valid_from, "valid_from")
    below = pustu.path.startswith(puskesmas.path) and pustu.parent_id == puskesmas.pk
    rules.makes_a_unit(kind_of(puskesmas), kind_of(pustu), below)
    for each, field in ((puskesmas, "puskesmas"), (pustu, "pustu")):
        rules.stood_then(each.name, each.is_valid_on(valid_from), valid_from, field)
    there = CoeUnit.objects.filter(programme=programme, puskesmas=puskesmas)
    rules.unit_not_twice(any(u.valid_to is None or u.valid_to >= valid_from for u in there))
    unit = CoeUnit.objects.create(
        id=act.new_key(),
        programme=programme,
        puskesmas=puskesmas,
        pustu=pustu,
        region_path=puskesmas.region_path,
        valid_from=valid_from,
    )
    told = {"name": puskesmas.name, "pustu": pustu.name, "programme": programme.title}
    about = [programme, puskesmas, pustu]
    act.note("unit.recorded", unit, about=about, on=valid_from.isoformat(), **told)
    return unit


def end_unit(act: OpenAct, unit: CoeUnit, *, on: date, base: int | None = None) -> CoeUnit:
    """Its last day as a centre; who learnt from it and what was assessed stays on record."""
    can_end(unit.valid_from, unit.valid_to, on)
    told = {"name": unit.puskesmas.name, "on": on.isoformat()}
    about = [unit.programme, unit.puskesmas]
    act.change(unit, "unit.ended", base=base, about=about, told=told, valid_to=on)
    return unit


def record_replication(
    act: OpenAct, unit: CoeUnit, *, target: Organisation, planned_on: date, note: str = ""
) -> Replication:
    """Another Puskesmas is to learn from a centre by a day."""
    lock_programme(unit.programme_id)
    today = day_of(act, unit.puskesmas.region)
    for on, field in ((today, ""), (planned_on, "planned_on")):
        rules.while_a_centre(unit.valid_from, unit.valid_to, on, field)
    rules.can_learn(kind_of(target), unit.puskesmas_id, target.pk)
    rules.stood_then(target.name, target.is_valid_on(today), today, "target")
    rules.learns_once(unit.replications.filter(target=target).exists())
    rules.no_circle(queries.edges_of(unit.programme), unit.puskesmas_id, target.pk)
    replication = Replication.objects.create(
        id=act.new_key(),
        unit=unit,
        target=target,
        region_path=target.region_path,
        state="planned",
        planned_on=planned_on,
        note=note,
    )
    told = {"name": unit.puskesmas.name, "target": target.name, "on": planned_on.isoformat()}
    act.note("replication.recorded", replication, about=[unit, target, unit.programme], **told)
    return replication


def change_replication(
    act: OpenAct, replication: Replication, *, base: int | None = None, **fields: Any
) -> Replication:
    """Its state, the day by which it is planned or on which it was done, a note."""
    unit = replication.unit
    lock_programme(unit.programme_id)
    state, reached = fields["state"], fields.get("reached_on")
    rules.reached_says_when(state, reached, day_of(act, unit.puskesmas.region))
    for field in ("planned_on", "reached_on"):
        on = fields.get(field)
        if on and on != getattr(replication, field):
            rules.while_a_centre(unit.valid_from, unit.valid_to, on, field)
    if state != replication.state:
        rules.may_follow(replication.state, state)
    if state != "stopped":  # it may have been stopped, and the centre learn from this one by now
        edges = queries.edges_of(unit.programme)
        rules.no_circle(edges, unit.puskesmas_id, replication.target_id)
    told = {
        "name": unit.puskesmas.name,
        "target": replication.target.name,
        "form": state if state != replication.state else "",
        "on": reached.isoformat() if reached else "",
    }
    about = [unit, replication.target, unit.programme]
    act.change(replication, "replication.changed", base=base, about=about, told=told, **fields)
    return replication

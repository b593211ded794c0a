"""Which bodies answer an instrument on a day, and of which bodies a unit is made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mufakat.directory.models import Facility, Organisation
from mufakat.indicators import rules
from mufakat.indicators.models import Call, Instrument, Obligation
from mufakat.indicators.rules import Part, calls
from mufakat.indicators.rules.months import first_day
from mufakat.programmes.models import CoeUnit, Lokus, Programme
from mufakat.programmes.queries import parts_of

from .places import became, lay_under, names_of, path_on

COE = "coe"


@dataclass(frozen=True)
class Owing:
    """A body that answers, and the unit of which it is the head, where the instrument is of units."""

    organisation: Organisation
    unit: CoeUnit | None = None


def owing_in(call: Call, on: date) -> list[Owing]:
    """Who owes an answer to a call: its centres of excellence, the lokus of its programme, or the facilities that lay
    in the region on the day, as the level of the instrument asks. Of a team or a cluster nobody is known by itself. Who
    owes this month already, here or in another call, is not asked twice; who was excused in another one may be."""
    asked = Obligation.objects.filter(
        Q(excused_reason="") | Q(call=call),
        call__instrument=call.instrument,
        call__month=call.month,
        call__withdrawn_at=None,
    )
    listed = asked.values("organisation")
    lies = lay_under([call.region_path], on)
    if call.instrument.level == COE:
        units = _units(call, on, lies).exclude(puskesmas__in=listed)
        found = units.select_related("puskesmas__region").order_by("puskesmas__name", "id")
        first: dict[object, Owing] = {}
        for unit in found:  # one Puskesmas may be a centre of two programmes, and is asked once
            first.setdefault(unit.puskesmas_id, Owing(unit.puskesmas, unit))
        return list(first.values())
    bodies = _bodies(call, on, lies).exclude(pk__in=listed)
    return [Owing(body) for body in bodies.select_related("region").order_by("name", "id")]


def _units(call: Call, on: date, lies: Q) -> "QuerySet[Any]":
    heads = Organisation.objects.filter(lies).values("pk")
    units = CoeUnit.objects.on(on).filter(puskesmas__in=heads)
    found: QuerySet[Any] = units.filter(programme=call.programme) if call.programme else units
    return found


def _bodies(call: Call, on: date, lies: Q) -> "QuerySet[Any]":
    kind = calls.KINDS.get(call.instrument.level)
    if kind is None:
        return Facility.objects.none()
    bodies = Facility.objects.on(on).filter(lies, kind=kind)
    if call.programme is not None and kind != calls.KINDS["kabkota"]:
        lokus = Lokus.objects.on(on).filter(programme=call.programme)
        bodies = bodies.filter(pk__in=lokus.values("organisation"))
    return bodies


def in_network(call: Call, on: date) -> "QuerySet[Any]":
    """The keys of the bodies that a call is for on a day; of teams and clusters all that stood in its region. Who came
    to lie elsewhere by a law of its month alone stays among them."""
    lies = lay_under(became(call.region_path, first_day(call.month), on), on)
    if call.instrument.level == COE:
        return _units(call, on, lies).values("puskesmas")
    if calls.KINDS.get(call.instrument.level) is None:
        return Organisation.objects.on(on).filter(lies).values("pk")
    return _bodies(call, on, lies).values("pk")


def unit_of(organisation: Organisation, programme: Programme | None, on: date) -> CoeUnit | None:
    """The centre of excellence whose head this is on a day; of one programme, if it is named."""
    found = CoeUnit.objects.on(on).filter(puskesmas=organisation.pk)
    if programme is not None:
        found = found.filter(programme=programme)
    unit: CoeUnit | None = found.select_related("pustu", "puskesmas").order_by("id").first()
    return unit


def checked(
    instrument: Instrument, organisation: Organisation, on: date, call: Call | None = None
) -> Owing:
    """The body as one that answers this instrument on a day; `RuleBroken` with the reason where it is outside. Of a
    call it must have lain in its region on that day: a body that moved since owes the month where it lay. A law of that
    month takes nobody off the list."""
    kind = Facility.objects.filter(pk=organisation.pk).values_list("kind", flat=True).first() or ""
    calls.is_of_level(kind, instrument.level, instrument.get_level_display())
    calls.is_there(organisation.is_valid_on(on), str(organisation), on)
    programme = call.programme if call else None
    if call is not None:
        places = names_of(became(call.region_path, first_day(call.month), on))
        calls.is_in_place(path_on(organisation, on), places, str(call.region), on)
    if instrument.level == COE:
        unit = unit_of(organisation, programme, on)
        calls.is_unit(unit is not None, str(organisation), on)
        return Owing(organisation, unit)
    if programme is not None and calls.KINDS.get(instrument.level) not in (None, "dinkes_kabkota"):
        there = Lokus.objects.on(on).filter(programme=programme, organisation=organisation)
        calls.is_lokus(there.exists(), str(organisation), str(programme), on)
    return Owing(organisation)


def bodies_of(owing: Owing, on: date) -> list[Facility]:
    """The bodies of a unit on a day: its Puskesmas, its Pustu, all Posyandu that this Pustu had then."""
    return parts_of(owing.unit, on) if owing.unit is not None else []


def parts_on(owing: Owing, level: str, on: date) -> list[Part]:
    """The bodies that answer, to be frozen; of a plain instrument the body alone."""
    bodies = bodies_of(owing, on)
    if not bodies:
        return [rules.Part(str(owing.organisation.pk), level, str(owing.organisation))]
    return [Part(str(body.pk), body.kind, str(body)) for body in bodies]

"""A body that moved, or whose district a law split, answers the month that it owes where it lay on that day."""

from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.directory.models import Organisation, Region
from mufakat.directory.queries.stays import then
from mufakat.indicators.actions.assessments import record_assessment
from mufakat.indicators.actions.calls import (
    excuse_obligation,
    record_call,
    record_obligation,
    restore_obligation,
)
from mufakat.indicators.models import Assessment, Call, Instrument, Obligation
from mufakat.indicators.queries.assessments import call_holding
from mufakat.indicators.queries.joined import joined, left
from mufakat.indicators.queries.owing import not_assessed
from tests.assessing import BODY, accept, begin, call_for, centre_of, fill, instrument_of, send
from tests.world import World, doing, wib

END = date(2026, 6, 30)
YES = {"a": {"yes": True, "still": True}}
PLAIN = BODY | {"level": "puskesmas"}
PLAIN["domain"] = [
    {"code": "d", "title": "D", "indicator": [{"code": "a", "title": "A", "kind": "yes_no"}]}
]


@pytest.fixture
def instrument(world: World) -> Instrument:
    centre_of(world)
    return instrument_of("uji-puskesmas", PLAIN)


def split(world: World, on: date) -> Region:
    """A law cuts a new city out of the old one; a kecamatan of it."""
    above: Any = world.city.parent
    told: Any = {"valid_from": on, "source": "UU uji"}
    with doing(None, wib(on.month, on.day)) as act:
        city = directory.record_region(
            act, code="32.99", kind="kota", name="Baru", parent=above,
            predecessor=world.city, **told,
        )  # fmt: skip
        return directory.record_region(
            act, code="32.99.01", kind="kecamatan", name="Baru", parent=city, **told
        )


def move(world: World, name: str, region: Region, at: Any) -> Organisation:
    with doing(None, at) as act:
        body = Organisation.objects.get(pk=world.bodies[name].pk)
        world.bodies[name] = directory.change_organisation(act, body, region=region)
    return Organisation.objects.get(pk=body.pk)


def started(world: World, call: Call, body: Organisation) -> Assessment:
    with world.doing("notulis", wib(7, 3)) as act:
        return record_assessment(
            act, instrument=call.instrument, organisation=body, month=call.month
        )


def later_call(world: World, instrument: Instrument, region: Region) -> Call:
    """For June, made in July."""
    with world.doing("dinkes_kabkota", wib(7, 3)) as act:
        return record_call(
            act, instrument=instrument, region=region, month="2026-06", opens_on=date(2026, 7, 1),
            due_on=date(2026, 7, 20), closes_on=date(2026, 7, 31),
        )  # fmt: skip


@pytest.mark.parametrize("how", ["moved", "split"])
def test_it_answers_the_month_that_it_owes(world: World, instrument: Instrument, how: str) -> None:
    call = call_for(world, instrument)
    with time_machine.travel("2026-07-03T05:00:00Z"):
        there = split(world, date(2026, 7, 1)) if how == "split" else world.neighbour_kecamatan
        body = move(world, "citarip", there, wib(7, 2))
        assert not left(call, END, date(2026, 7, 3))
        made = started(world, call, body)
        assert made.call == call and made.region_path == "32.73.04."
        client = world.client("notulis")
        assert client.get(f"{made.get_absolute_url()}isi/").status_code == 200
        send(world, fill(world, made, YES))


def test_of_a_pustu_and_its_posyandu_it_is_the_same(world: World) -> None:
    centre_of(world)
    calls = [
        call_for(world, instrument_of(f"uji-{level}", PLAIN | {"level": level}))
        for level in ("pustu", "posyandu")
    ]
    composite = call_for(world, instrument_of())
    with time_machine.travel("2026-07-03T05:00:00Z"):
        for name in ("citarip", "pustu", "posyandu"):
            move(world, name, world.neighbour_kecamatan, wib(7, 2))
        for call, name in zip(calls, ("pustu", "posyandu"), strict=True):
            assert started(world, call, world.bodies[name]).call == call
        made = started(world, composite, world.bodies["citarip"])
        assert [part["kind"] for part in made.parts] == ["puskesmas", "pustu", *["posyandu"] * 2]


def test_moved_within_the_month_it_is_excused_and_owes_nothing(
    world: World, instrument: Instrument
) -> None:
    call = call_for(world, instrument)
    with time_machine.travel("2026-07-03T05:00:00Z"):
        body = move(world, "citarip", world.neighbour_kecamatan, wib(6, 20))
        with pytest.raises(RuleBroken, match=r"network\.elsewhere"):
            started(world, call, body)
        [gone] = left(call, END, date(2026, 7, 3))
        assert gone.why == "elsewhere"
        owed = Obligation.objects.get(call=call, organisation=body)
        with world.doing("dinkes_kabkota", wib(7, 3)) as act:
            excuse_obligation(act, owed, reason="pindah")
        made = started(world, call, body)
        assert made.call is None and call_holding(made) is None
        other = later_call(world, instrument, world.neighbour_kecamatan)
        assert other.obligations.filter(organisation=body).exists()
        with world.doing("dinkes_kabkota", wib(7, 3)) as act:
            with pytest.raises(RuleBroken, match=r"obligation\.elsewhere"):
                restore_obligation(act, owed)
            with pytest.raises(RuleBroken, match=r"obligation\.twice"):
                record_obligation(act, other, organisation=body)


def test_a_law_within_the_month_takes_nobody_off_the_list(
    world: World, instrument: Instrument
) -> None:
    call = call_for(world, instrument)
    with time_machine.travel("2026-07-03T05:00:00Z"):
        body = move(world, "citarip", split(world, date(2026, 6, 15)), wib(6, 20))
        assert not left(call, END, date(2026, 7, 3))
        assert started(world, call, body).call == call


def test_a_list_made_later_is_of_who_lay_there_then(world: World, instrument: Instrument) -> None:
    with time_machine.travel("2026-07-03T05:00:00Z"):
        body = move(world, "citarip", world.neighbour_kecamatan, wib(7, 2))
        unasked = not_assessed(
            instrument, world.city.path, END, "2026-06", then(world.city.path, END)
        )
        assert body.pk in set(unasked.values_list("pk", flat=True))
        elsewhere = later_call(world, instrument, world.neighbour_kecamatan)
        call = later_call(world, instrument, world.city)
        owed = Obligation.objects.get(organisation=body)
        assert owed.call == call and owed.region_path == "32.73.04."
        assert not elsewhere.obligations.filter(organisation=body).exists()
        assert not joined(call, END) and not left(call, END, date(2026, 7, 3))
        assert started(world, call, body).call == call


def test_who_verifies_and_who_sees_it(world: World, instrument: Instrument) -> None:
    """The office of today's district verifies; where it counts it may be read once it was accepted."""
    made = begin(world, instrument, "2026-05")
    accept(world, send(world, fill(world, made, YES)))
    call_for(world, instrument)
    with time_machine.travel("2026-07-03T05:00:00Z"):
        body = move(world, "citarip", world.neighbour_kecamatan, wib(7, 2))
        old = world.client("dinkes_kabkota")
        assert old.get(made.get_absolute_url()).status_code == 200
        fields = {"act_id": str(new_id()), "reason": "x"}
        assert old.post(f"{made.get_absolute_url()}batal/", fields).status_code in (403, 404)
        june = send(world, fill(world, started(world, Call.objects.get(), body), YES))
        assert old.get(june.get_absolute_url()).status_code == 404
        assert old.post(f"{june.get_absolute_url()}verifikasi/", fields).status_code == 404

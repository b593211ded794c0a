"""A report of a past day stays as it was, though bodies moved and laws were made since: who owed it is asked for where
it lay."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.directory import actions as directory
from mufakat.directory.models import Facility, Region
from mufakat.directory.queries.stays import then
from mufakat.indicators.models import Instrument
from mufakat.indicators.queries.network import in_network, owing_in
from mufakat.indicators.queries.owing import not_assessed
from mufakat.indicators.queries.scopes import Scope
from mufakat.indicators.queries.snapshots import frozen
from tests.assessing import BODY, call_for, centre_of, instrument_of
from tests.reacting import catch_up
from tests.world import World, doing, wib

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
LATER = "2026-08-10T05:00:00Z"


@pytest.fixture(autouse=True)
def in_august() -> Iterator[None]:
    with time_machine.travel(LATER):
        yield


@pytest.fixture(params=["coe", "puskesmas"])
def instrument(world: World, request: pytest.FixtureRequest) -> Instrument:
    centre_of(world)
    return instrument_of("uji-lalu", BODY | {"level": request.param})


def owed(instrument: Instrument, region: Region, day: date) -> set[str]:
    found = not_assessed(instrument, region.path, day, f"{day:%Y-%m}", then(region.path, day))
    return {body.name for body in found if "Citarip" in body.name}


def move(world: World, region: Region, at: datetime | None = None) -> None:
    body = Facility.objects.get(pk=world.citarip.pk)
    with doing(None, at or wib(7, 2)) as act:
        directory.change_organisation(act, body, region=region)
    catch_up()


def seen(world: World, instrument: Instrument) -> dict[str, Any]:
    """What a clerk of the ministry reads of June: the list, the copy that is frozen, who is called."""
    there: dict[str, Any] = {}
    for region in (world.city, world.regions["32.04"]):
        url = f"/capaian/{instrument.code}/fasilitas/"
        asked = {"wilayah": region.code, "bulan": "2026-06", "hasil": "belum-dinilai"}
        page: Any = world.client("ministry").get(url, asked)
        rows = page.context_data["rows"]
        lay = page.context_data["lay"]
        copy = frozen(Scope(instrument, region, "2026-06", JUNE))
        there[region.code] = (
            [(row.name, str(lay[row.lay])) for row in rows],
            page.context_data["rows"].paginator.count,
            copy["unassessed"],
        )
    return there


def test_a_move_changes_no_report_of_a_day_before_it(world: World, instrument: Instrument) -> None:
    before = seen(world, instrument)
    assert [n for n, _r in before["32.73"][0] if "Citarip" in n] and before["32.73"][2]
    move(world, world.neighbour_kecamatan)
    assert seen(world, instrument) == before
    assert (owed(instrument, world.city, JUNE), owed(instrument, world.regions["32.04"], JUNE)) == (
        {"UPT Puskesmas Citarip"},
        set(),
    )
    assert (owed(instrument, world.city, JULY), owed(instrument, world.regions["32.04"], JULY)) == (
        set(),
        {"UPT Puskesmas Citarip"},
    )


@pytest.mark.parametrize("ends", [False, True])
def test_a_law_changes_no_report_of_a_day_before_it(
    world: World, instrument: Instrument, ends: bool
) -> None:
    """A district is split, or goes on under another code; then its bodies are written down there, or not."""
    before = seen(world, instrument)
    city = world.city
    with doing(None, wib(7, 20)) as act:
        told: Any = {"kind": "kota", "parent": city.parent, "source": "UU uji"}
        new = directory.record_region(
            act, code="32.99", name="Baru", valid_from=date(2026, 7, 1), predecessor=city, **told
        )
        if ends:
            directory.end_region(act, Region.objects.get(pk=city.pk), on=JUNE)
    catch_up()
    assert seen(world, instrument) == before
    there = {True: new, False: city}
    assert owed(instrument, there[ends], JULY) and not owed(instrument, there[not ends], JULY)
    move(world, new, wib(7, 25))
    assert seen(world, instrument) == before
    assert owed(instrument, new, JULY) and not owed(instrument, city, JULY)


def test_a_call_for_june_is_for_who_lay_there_in_june(world: World, instrument: Instrument) -> None:
    call = call_for(world, instrument)
    citarip = world.citarip.pk
    assert citarip in set(call.obligations.values_list("organisation", flat=True))
    move(world, world.neighbour_kecamatan)
    for day, there in ((JUNE, True), (JULY, False)):
        keys = {key for row in in_network(call, day) for key in row.values()}
        assert (citarip in keys) is there
    assert all(each.organisation.pk != citarip for each in owing_in(call, JUNE))


def test_the_list_costs_the_same_whoever_moved(world: World, instrument: Instrument) -> None:
    client, counts = world.client("ministry"), []
    url = f"/capaian/{instrument.code}/fasilitas/?wilayah=32.73&bulan=2026-06&hasil=belum-dinilai"
    names = ("citarip", "sukapakir")
    for some in ((), names[:1], names[1:]):
        for name in some:
            body = Facility.objects.get(pk=world.bodies[name].pk)
            with doing(None, wib(7, 2)) as act:
                directory.change_organisation(act, body, region=world.neighbour_kecamatan)
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        counts.append(len(counted))
    # The region of then is asked for, once, only where no other row of the page lies there today.
    assert counts[1] <= counts[2] <= counts[1] + 1

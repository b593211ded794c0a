"""Bodies that came to the network after a call was made, or left it: told with the reason, added in one go or one by
one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.directory.models import Organisation
from mufakat.indicators.models import Call, Obligation
from mufakat.journal.models import Event
from mufakat.programmes.models import CoeUnit
from tests.assessing import BODY, begin, call_for, centre_of, instrument_of
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def call(world: World) -> Call:
    centre_of(world)
    return call_for(world, instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"}))


def joins(world: World, name: str) -> Organisation:
    with world.doing("dinkes_kabkota", wib(6, 10)) as act:
        body = directory.record_facility(act, name=name, kind="puskesmas", region=world.village)
    Organisation.objects.filter(pk=body.pk).update(valid_from=wib(6, 10).date())
    return body


def add(
    world: World, call: Call, *bodies: Any, who: str = "dinkes_kabkota", act: Any = None
) -> Any:
    fields = {"act_id": str(act or new_id()), "bodies": [str(body.pk) for body in bodies]}
    return world.client(who).post(f"{call.get_absolute_url()}tambah-semua/", fields)


def shown(world: World, call: Call, who: str = "dinkes_kabkota") -> dict[str, Any]:
    answer: Any = world.client(who).get(call.get_absolute_url())
    return dict(answer.context_data)


def test_who_came_is_told_and_added_in_one_go(world: World, call: Call) -> None:
    assert not shown(world, call)["joined"]
    bodies = [joins(world, f"Puskesmas {name}") for name in "AB"]
    told = shown(world, call)["joined"]
    assert [str(row["body"]) for row in told] == ["Puskesmas A", "Puskesmas B"]
    assert "10 Jun" in told[0]["why"]
    assert not shown(world, call, "notulis")["joined"]  # who owes is not asked about the list
    act = new_id()
    assert [add(world, call, *bodies, act=act).status_code for _ in range(2)] == [303, 303]
    assert Obligation.objects.filter(call=call).count() == 4
    assert not shown(world, call)["joined"]
    event = Event.objects.get(verb="obligations.recorded")
    assert event.data["n"] == 2 and len(event.data["obligations"]) == 2
    page = world.client("dinkes_kabkota").get(f"{call.get_absolute_url()}tambah-semua/")
    assert page.status_code == 200  # and says that everybody is there


def test_one_by_one_and_never_from_outside(world: World, call: Call) -> None:
    first, second = (joins(world, f"Puskesmas {name}") for name in "AB")
    assert add(world, call, first).status_code == 303
    assert add(world, call, first).status_code == 422  # there by now
    for body in (world.bodies["soreang"], world.bodies["pustu"]):
        assert add(world, call, body, second).status_code == 422
    assert add(world, call).status_code == 422
    for who, status in (("notulis", 403), ("neighbour", 404), ("mentor", 403)):
        assert add(world, call, second, who=who).status_code == status
    assert add(world, call, first, second).status_code == 303  # one is there, one is added
    assert Obligation.objects.filter(call=call).count() == 4


def test_a_centre_that_was_named_later(world: World) -> None:
    call = call_for(world, instrument_of())
    assert not call.obligations.exists()
    unit = centre_of(world)
    CoeUnit.objects.filter(pk=unit.pk).update(valid_from=wib(6, 12).date())
    told = shown(world, call)["joined"]
    assert [row["body"].pk for row in told] == [world.citarip.pk] and "12 Jun" in told[0]["why"]
    assert add(world, call, world.citarip).status_code == 303
    assert call.obligations.get().unit == unit


def test_who_left_is_told_with_what_becomes_of_it(world: World, call: Call) -> None:
    begin(world, call.instrument)  # Citarip
    gone = {"citarip": "ended", "sukapakir": "elsewhere"}
    Organisation.objects.filter(pk=world.citarip.pk).update(valid_to=wib(6, 20).date())
    Organisation.objects.filter(pk=world.bodies["sukapakir"].pk).update(
        region=world.neighbour_kecamatan, region_path=world.neighbour_kecamatan.path
    )
    told = {row["body"].pk: row for row in shown(world, call)["left"]}
    assert set(told) == {world.bodies[name].pk for name in gone}
    assert "20 Jun" in told[world.citarip.pk]["why"]
    assert told[world.citarip.pk]["then"] != told[world.bodies["sukapakir"].pk]["then"]
    excuse = told[world.citarip.pk]["excuse"]
    fields = {"act_id": str(new_id()), "reason": "Digabung"}
    assert world.client("dinkes_kabkota").post(excuse, fields).status_code == 303
    assert world.citarip.pk not in {row["body"].pk for row in shown(world, call)["left"]}


def test_the_page_costs_the_same_for_any_number(world: World, call: Call) -> None:
    client, counts = world.client("dinkes_kabkota"), []
    client.get(call.get_absolute_url())
    for names in ("A", "BC"):
        for name in names:
            joins(world, f"Puskesmas {name}")
        with CaptureQueriesContext(connection) as counted:
            client.get(call.get_absolute_url())
        counts.append(len(counted))
    assert counts[0] == counts[1]

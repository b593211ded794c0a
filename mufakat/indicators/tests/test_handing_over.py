"""An instrument goes to another office: by whoever may write for both."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.models import Organisation
from mufakat.indicators.models import Instrument
from mufakat.journal.models import Event
from tests.measured import OWN, write_instrument
from tests.world import World

URL = f"/instrumen/{OWN}/serahkan/"


@pytest.fixture
def province(world: World) -> Organisation:
    write_instrument(world)
    return world.bodies["dinkes_provinsi"]


def hand(world: World, who: str, to: Organisation, act: Any = None, base: Any = None) -> Any:
    fields = {"act_id": str(act or new_id()), "keeper": str(to.pk)}
    fields |= {"base": str(base)} if base else {}
    return world.client(who).post(URL, fields)


def test_by_who_may_write_for_both(world: World, province: Organisation) -> None:
    before = Instrument.objects.get(code=OWN).keeper
    assert before is not None
    assert hand(world, "dinkes_kabkota", province).status_code == 422  # not an office of his
    for who, status in (("mentor", 403), ("notulis", 403), ("outsider", 404)):
        assert hand(world, who, province).status_code == status
    act = new_id()
    for _ in range(2):
        assert hand(world, "dinkes_provinsi", province, act).status_code == 303
    assert Instrument.objects.get(code=OWN).keeper_id == province.pk
    event = Event.objects.get(verb="instrument.handed")
    assert (event.data["before"], event.data["keeper"]) == (str(before), str(province))
    kinds = [key for _kind, key in event.about]
    assert {str(before.pk), str(province.pk)} <= set(kinds)
    assert hand(world, "dinkes_provinsi", province).status_code == 422  # writes it already
    assert hand(world, "dinkes_kabkota", before).status_code == 403  # no more his to give
    page = world.client("dinkes_provinsi").get(f"/instrumen/{OWN}/").content.decode()
    assert str(before) in page and URL in page


def test_a_starter_is_nobodys_to_give(world: World, province: Organisation) -> None:
    fields = {"act_id": str(new_id()), "keeper": str(province.pk)}
    assert world.client("ministry").post("/instrumen/coe/serahkan/", fields).status_code == 403


def test_the_page_costs_the_same(world: World, province: Organisation) -> None:
    client = world.client("ministry")
    with CaptureQueriesContext(connection) as counted:
        assert client.get(URL).status_code == 200
    assert len(counted) <= 16

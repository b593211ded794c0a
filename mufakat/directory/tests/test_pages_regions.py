"""Recording a region that comes out of another one: what became of that one is asked, and done with the same act."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_assignment
from mufakat.directory.models import Region
from mufakat.journal.models import Act
from tests.world import World

PATH = "/wilayah/32.73.04/catat/"
FIELDS = {
    "code": "32.73.04.1099",
    "name": "Jamika Raya",
    "kind": "kelurahan",
    "valid_from": "2026-01-01",
    "source": "Perda 1/2026",
}


def record(client: Client, **more: str) -> Any:
    return client.post(PATH, {"act_id": str(new_id()), **FIELDS, **more})


def test_it_ends_with_the_same_act(world: World) -> None:
    client = world.client("administrator")
    acts = Act.objects.count()
    answer = record(client, predecessor=world.village.code, predecessor_ends="ends")
    assert answer.status_code == 303
    assert Act.objects.count() == acts + 1
    assert Region.objects.get(pk=world.village.pk).valid_to == date(2025, 12, 31)


def test_one_that_comes_from_none_is_asked_nothing(world: World) -> None:
    assert record(world.client("administrator")).status_code == 303


def test_left_open_it_is_asked(world: World) -> None:
    answer = record(world.client("administrator"), predecessor=world.village.code)
    assert answer.status_code == 422
    assert not Region.objects.filter(name="Jamika Raya").exists()


@pytest.mark.parametrize(("ends", "status"), [("ends", 422), ("stands", 303)])
def test_who_may_not_end_it_does_not_end_it_so(world: World, ends: str, status: int) -> None:
    """An administrator of the kecamatan, and a region that lies in another one."""
    beyond = Region.objects.filter(path__startswith="32.04.37.").exclude(code="32.04.37")[0]
    outsider = world.users["outsider"]
    with world.doing("administrator") as act:
        record_assignment(act, user=outsider, role="administrator", node=world.kecamatan)
    answer = record(world.client("outsider"), predecessor=beyond.code, predecessor_ends=ends)
    assert answer.status_code == status
    beyond.refresh_from_db()
    assert beyond.valid_to is None

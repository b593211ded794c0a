"""Frozen figures for programs."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.directory.actions import change_region
from mufakat.indicators.actions.snapshots import take_snapshot
from tests.figures import coe_of_seed
from tests.world import World

from .conftest import Caller

Call = Callable[[str], Caller]


@pytest.fixture(autouse=True)
def in_september() -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


@pytest.fixture
def coe(world: World) -> Any:
    instrument = coe_of_seed()
    with world.doing("ministry") as act:
        return take_snapshot(
            act, instrument=instrument, region=world.regions["ID"], as_of=date(2024, 7, 31)
        )


def test_the_figure_of_seed_3(world: World, call: Call, coe: Any) -> None:
    told = call("ministry").get("/snapshots/coe", as_of="2024-07-31")
    assert (told["met"], told["of"], told["percent"]) == (35, 44, "79.55")
    assert told["as_of"] == "2024-07-31" and told["instrument"] == "coe" and told["version"] == 1
    assert told["region"] == {"code": "ID", "name": "Indonesia"} and told["digest"] == coe.digest
    assert told["taken_at"].startswith("2024-09-03") and told["not_assessed"] == 0
    assert len(told["domains"]) == 5 and len(told["indicators"]) == 20
    assert {each["counts"] for each in told["indicators"]} <= {"bodies", "units"}
    for part in told["domains"]:
        assert part["of"] == 176
        assert abs(float(part["percent"]) - 100 * part["met"] / 176) <= 0.005


@pytest.mark.parametrize(
    ("who", "instrument", "query", "status"),
    [
        ("ministry", "coe", {"as_of": "2024-07-30"}, 404),  # no other day stands for it
        ("ministry", "coe", {"as_of": "2024-08-31"}, 404),
        ("ministry", "pkp", {"as_of": "2024-07-31"}, 404),
        ("ministry", "coe", {"as_of": "2024-07-31", "region": "32"}, 404),
        ("ministry", "coe", {"as_of": "2024-07-31", "region": "99"}, 404),
        ("ministry", "coe", {"as_of": "2024-07-31", "region": "5308"}, 422),
        ("ministry", "coe", {"as_of": "juli"}, 422),
        ("ministry", "coe", {}, 422),
        ("dinkes_provinsi", "coe", {"as_of": "2024-07-31"}, 403),
        ("sector_member", "coe", {"as_of": "2024-07-31"}, 403),
    ],
)
def test_refusals_are_problems(
    world: World,
    call: Call,
    coe: Any,
    who: str,
    instrument: str,
    query: dict[str, str],
    status: int,
) -> None:
    call(who).get(f"/snapshots/{instrument}", status, **query)


def test_without_a_key(world: World, coe: Any) -> None:
    Caller().get("/snapshots/coe", 401, as_of="2024-07-31")


def test_a_refusal_says_what_may_be_asked(world: World, call: Call, coe: Any) -> None:
    """Without a region the nation is asked for: whoever keeps a district is told his own."""
    told = call("dinkes_kabkota").get("/snapshots/coe", 403, as_of="2024-07-31")
    assert "region=32.73" in told["detail"]
    told = Caller().get("/snapshots/coe", 401, as_of="2024-07-31")
    assert "mufakat token" in told["detail"]


def test_the_name_of_a_place_is_the_frozen_one(world: World, call: Call, coe: Any) -> None:
    before = call("ministry").get("/snapshots/coe", as_of="2024-07-31")
    with world.doing("ministry") as act:
        change_region(act, world.regions["ID"], base=None, name="Indonesia Baru")
    assert call("ministry").get("/snapshots/coe", as_of="2024-07-31") == before
    parts = call("ministry").get("/openapi.json")["components"]["schemas"]
    assert (
        "counts" in parts["Question"]["properties"] and "counts" not in parts["Part"]["properties"]
    )

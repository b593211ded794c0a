"""Local-area monitoring at every level: ranks, this month and the last, the four states, and rows that add up."""

from typing import Any

import pytest
import time_machine

from mufakat.indicators.actions.booking import book
from mufakat.indicators.models import Instrument
from mufakat.indicators.queries.figures import standing
from mufakat.indicators.rules.local import Pair, course, left_over, standing_of
from tests.figures import a_facility, accepted, an_instrument, yes_no
from tests.world import World


@pytest.mark.parametrize(
    ("now", "before", "way"),
    [
        (Pair(2, 3), Pair(1, 3), "up"),
        (Pair(2, 3), Pair(4, 6), "same"),
        (Pair(1, 3), Pair(34, 100), "down"),
        (Pair(0, 5), Pair(0, 0), ""),
        (Pair(0, 0), Pair(1, 2), ""),
    ],
)
def test_which_way(now: Pair, before: Pair, way: str) -> None:
    assert course(now, before) == way


@pytest.mark.parametrize(
    ("total", "way", "state"),
    [
        (Pair(80, 100), "up", "good"),
        (Pair(80, 100), "same", "good"),
        (Pair(80, 100), "down", "less"),
        (Pair(79, 100), "up", "enough"),
        (Pair(79, 100), "same", "bad"),
        (Pair(79, 100), "down", "bad"),
        (Pair(80, 100), "", ""),
        (Pair(0, 0), "up", ""),
    ],
)
def test_how_a_place_stands(total: Pair, way: str, state: str) -> None:
    assert standing_of(total, 80, way) == state


def test_whole_people_are_left() -> None:
    assert left_over(Pair(8, 11), 80) == 1 and left_over(Pair(9, 11), 80) == 0
    assert left_over(Pair(0, 0), 80) == 0


@pytest.fixture(autouse=True)
def in_september() -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


# The four villages: June and July, each out of ten; the last one only in July.
GIVEN: dict[str, list[tuple[str, int]]] = {
    "1001": [("2024-06", 8), ("2024-07", 9)],
    "1002": [("2024-06", 9), ("2024-07", 8)],
    "1003": [("2024-06", 3), ("2024-07", 5)],
    "1004": [("2024-06", 5), ("2024-07", 2)],
    "1005": [("2024-07", 8)],
}


def measured(world: World, periods: str) -> Instrument:
    each = {"code": "ds", "key": "ds", "title": "D/S", "kind": "number", "target_percent": 80}
    told = {"numerator": "Ditimbang", "denominator": "Sasaran", "across_periods": periods}
    instrument = an_instrument("pws", "posyandu", a=[each | told, yes_no("b")])
    for village, months in GIVEN.items():
        region = world.regions.get(f"32.73.04.{village}")
        if region is None:
            continue
        body = a_facility(region, f"Posyandu {village}", "posyandu", parent=world.citarip)
        for month, num in months:
            accepted(instrument, body, month, {"ds": {"num": num, "den": 10}, "b": True})
        book(instrument, body)
    own = a_facility(world.city, "Posyandu Kota", "posyandu", parent=world.citarip)
    accepted(instrument, own, "2024-07", {"ds": {"num": 1, "den": 4}, "b": True})
    book(instrument, own)
    return instrument


@pytest.mark.django_db
@pytest.mark.parametrize("periods", ["last", "sum"])
def test_every_level_adds_up_to_its_whole(world: World, periods: str) -> None:
    """From the nation down to a village; every number opens as many rows as it counts."""
    instrument = measured(world, periods)
    client = world.client("ministry")
    for code in ("ID", "32", "32.73", "32.73.04", "32.73.04.1001"):
        context: Any = client.get(f"/capaian/pws/pws/?wilayah={code}&bulan=2024-07").context_data
        path = "" if code == "ID" else f"{code}."
        whole = standing(instrument, path, "2024-07")["ds"]
        assert sum(row["num"] for row in context["rows"]) == whole.numerator, code
        assert sum(row["den"] for row in context["rows"]) == whole.denominator, code
        for row in context["told"]:
            found: Any = client.get(row["url"]).context_data
            assert sum(each.measures["ds"][1] for each in found["rows"]) == row["den"]
            if row["page"]:
                assert client.get(row["page"]).status_code == 200


@pytest.mark.django_db
def test_this_month_the_last_and_the_state(world: World) -> None:
    measured(world, "last")
    client = world.client("ministry")
    context: Any = client.get("/capaian/pws/pws/?wilayah=32.73.04&bulan=2024-07").context_data
    told = {row["label"]: row for row in context["told"]}
    by_village = {
        world.regions[f"32.73.04.{v}"]: v for v in GIVEN if f"32.73.04.{v}" in world.regions
    }
    words = {v: told[str(region)]["word"] for region, v in by_village.items()}
    expected = {
        "1001": "baik", "1002": "kurang", "1003": "cukup", "1004": "jelek", "1005": "tercapai",
    }  # fmt: skip
    assert words == {v: expected[v] for v in words} and len(words) >= 4
    ranks = [row["rank"] for row in context["told"]]
    assert ranks == list(range(1, len(ranks) + 1))


@pytest.mark.django_db
def test_what_was_done_compares_the_months_alone(world: World) -> None:
    """Since January 17 of 20; in July 9 of 10 after 8 of 10 in June."""
    measured(world, "sum")
    client = world.client("ministry")
    context: Any = client.get("/capaian/pws/pws/?wilayah=32.73.04&bulan=2024-07").context_data
    first = next(r for r in context["told"] if r["label"] == str(world.regions["32.73.04.1001"]))
    assert (first["num"], first["den"]) == (17, 20)
    assert (first["now"], first["before"]) == (Pair(9, 10), Pair(8, 10))
    above: Any = client.get("/capaian/pws/pws/?wilayah=32.73&bulan=2024-07").context_data
    kecamatan = above["told"][0]
    assert kecamatan["now"].den == sum(row["now"].den for row in context["told"]) and kecamatan[
        "before"
    ].den == sum(row["before"].den for row in context["told"])
    assert kecamatan["reached"].den == len(context["told"])


@pytest.mark.django_db
def test_it_costs_the_same_for_one_place_and_for_more(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    measured(world, "last")
    client = world.client("ministry")

    def cost(month: str) -> int:
        url = f"/capaian/pws/pws/?wilayah=32.73.04&bulan={month}"
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            client.get(url)
        return len(counted)

    assert cost("2024-05") == cost("2024-06") == cost("2024-07")

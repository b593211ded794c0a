"""The calendar of what is owed begins with the rows to act on, for who guides and for who fills in."""

from typing import Any

import pytest

from mufakat.directory import actions as directory
from mufakat.indicators.pages.obligations import in_numbers
from tests.assessing import (
    BODY,
    call_for,
    calls_in_the_province,
    instrument_of,
    opened,
)
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")
PER_PAGE = "mufakat.indicators.views.calls.PER_PAGE"


def test_the_list_stands_before_its_summary(world: World) -> None:
    calls_in_the_province(world, range(5))
    told = world.client("ministry").get("/penilaian/").content.decode()
    assert told.index('id="daftar"') < told.index("data-label=") < told.index('id="ringkasan"')
    assert "<details><summary>Per " in told  # ten rows: folded
    short = world.client("ministry").get("/penilaian/?wilayah=32.04").content.decode()
    assert "<details open><summary>Per " in short


def test_a_choice_keeps_the_counts_of_all(world: World) -> None:
    calls_in_the_province(world, range(1))
    page: Any = world.client("ministry").get("/penilaian/?keadaan=late&wilayah=32.73")
    tabs = {tab["url"]: tab["n"] for tab in page.context_data["tabs"]}
    assert tabs["?wilayah=32.73&keadaan="] == 2
    assert [tab["n"] for tab in page.context_data["tabs"] if tab["is_current"]] == [2]


def test_who_fills_in_sees_what_he_is_to_fill_in(world: World) -> None:
    calls_in_the_province(world, range(2))
    assert opened(world, "notulis", "/penilaian/?keadaan=owing") == 2
    page: Any = world.client("notulis").get("/penilaian/")
    assert "?keadaan=owing" in [tab["url"] for tab in page.context_data["tabs"]]
    assert page.context_data["list_title"].startswith("2 ")


def test_two_comes_before_ten(world: World) -> None:
    for number in (10, 2, 1):
        with world.doing("kepala_puskesmas", wib(1, 6)) as act:
            directory.record_facility(
                act,
                name=f"Posyandu {number}",
                kind="posyandu",
                region=world.village,
                parent=world.bodies["pustu"],
            )
    call_for(world, instrument_of("uji-posyandu", BODY | {"level": "posyandu"}))
    page: Any = world.client("notulis").get("/penilaian/")
    names = [str(row["body"]) for row in page.context_data["listed"]]
    numbered = [name for name in names if name.split()[-1].isdigit()]
    assert numbered == ["Posyandu 1", "Posyandu 2", "Posyandu 10"]
    assert sorted(["P 10 a", "p 9 b", "P"], key=in_numbers) == ["P", "p 9 b", "P 10 a"]

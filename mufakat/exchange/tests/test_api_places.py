"""What the API tells of regions, bodies and forums."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mufakat.directory.actions import end_region, record_region
from tests.world import World

from .conftest import Caller

Call = Callable[[str], Caller]


def test_region_stats(call: Call) -> None:
    told = call("notulis").get("/regions/stats")
    assert told == {"province": 1, "regency": 2, "district": 2, "village": 15}


def test_a_region(call: Call) -> None:
    assert call("notulis").get("/regions/32.73.04") == {
        "code": "32.73.04",
        "system": "kemendagri",
        "kind": "kecamatan",
        "name": "Bojongloa Kaler",
        "path": "32.73.04.",
        "level": 3,
        "parent": "32.73",
        "valid_from": None,
        "valid_to": None,
        "timezone": "Asia/Jakarta",
        "codes": [],
        "predecessors": [],
        "successors": [],
    }
    assert call("notulis").get("/regions/ID")["parent"] is None


UNKNOWN_AND_UNCLEAR_CODES: Any = [
    ("32.73.99", 404, "region.unknown"),
    ("5308", 422, "region.code_without_dots"),
    ("53.1", 422, "region.code_not_whole"),
    ("Bandung", 422, "region.code_not_whole"),
]


def test_unknown_and_unclear_codes(call: Call, subtests: pytest.Subtests) -> None:
    for code, status, told in UNKNOWN_AND_UNCLEAR_CODES:
        with subtests.test(code=code, status=status, told=told):
            assert call("notulis").get(f"/regions/{code}", status)["code"] == told


def test_a_region_that_became_another(world: World, call: Call) -> None:
    old, day = world.village, date(2026, 7, 1)
    with world.doing("administrator") as act:
        record_region(
            act,
            code="32.73.04.1099",
            kind="kelurahan",
            name="Jamika Baru",
            parent=world.kecamatan,
            valid_from=day,
            source="Perda contoh",
            predecessor=old,
        )
        end_region(act, old, on=date(2026, 6, 30))
    caller = call("notulis")
    before = caller.get(f"/regions/{old.code}", on="2026-06-30")
    assert before["successors"] == [
        {"code": "32.73.04.1099", "name": "Kel. Jamika Baru", "on": "2026-07-01"}
    ]
    after = caller.get(f"/regions/{old.code}", 404, on="2026-07-01")
    assert (after["code"], after["successors"]) == ("region.not_valid_then", ["32.73.04.1099"])
    assert "1 Jul 2026" in after["detail"] and "Jamika Baru" in after["detail"]
    early = caller.get("/regions/32.73.04.1099", 404, on="2026-06-30")
    assert (early["code"], early["predecessors"]) == ("region.not_valid_then", [old.code])
    assert "successors" not in early and old.code in early["detail"]
    assert caller.get("/regions/32.73.04.1099", on="2026-07-01")["valid_from"] == "2026-07-01"
    new = caller.get("/regions/32.73.04.1099")
    assert [p["code"] for p in new["predecessors"]] == [old.code]
    children = caller.get("/regions", parent="32.73.04", on="2026-06-30")["items"]
    assert old.code in {c["code"] for c in children}
    assert "32.73.04.1099" not in {c["code"] for c in children}


def test_regions_below(call: Call) -> None:
    caller = call("notulis")
    codes = [r["code"] for r in caller.get("/regions", parent="32")["items"]]
    assert codes == ["32.04", "32.73"]
    below = caller.get("/regions", region="32.73")["items"]
    assert [r["code"] for r in below][:2] == ["32.73", "32.73.04"]
    assert len(below) == 7
    assert len(caller.get("/regions", region="32.73", level=4)["items"]) == 5


def test_bodies(world: World, call: Call) -> None:
    caller = call("sector_member")
    found = caller.get("/facilities", region="32.73.04")["items"]
    assert {f["kind"] for f in found} == {"puskesmas", "pustu", "posyandu"}
    citarip = next(f for f in found if f["name"] == "UPT Puskesmas Citarip")
    assert citarip["codes"] == [{"system": "kode_puskesmas", "code": "P3273040101"}]
    assert citarip["region"] == {"code": "32.73.04", "name": "Kec. Bojongloa Kaler"}
    assert caller.get(f"/facilities/{citarip['id']}") == citarip
    assert [f["id"] for f in caller.get("/facilities", kind="pustu")["items"]] == [
        str(world.bodies["pustu"].pk)
    ]
    ngo = caller.get("/organisations", sector="lsm_nasional")["items"]
    assert [o["id"] for o in ngo] == [str(world.ngo.pk)]
    assert caller.get(f"/organisations/{world.ngo.pk}") == ngo[0]
    caller.get(f"/facilities/{world.ngo.pk}", 404)
    assert len(caller.get("/organisations", region="32.04")["items"]) == 2


def test_forums(world: World, call: Call) -> None:
    told = call("sector_member").get("/forums")["items"]
    assert [f["id"] for f in told] == [str(world.forum.pk)]
    assert told[0]["region"]["code"] == "32.73.04"
    assert call("sector_member").get(f"/forums/{world.forum.pk}") == told[0]
    call("sector_member").get(f"/forums/{world.neighbour_forum.pk}", 404)
    assert len(call("dinkes_provinsi").get("/forums")["items"]) == 2
    assert len(call("dinkes_provinsi").get("/forums", region="32.04")["items"]) == 1

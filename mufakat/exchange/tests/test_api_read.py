"""What the API tells."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mufakat.commitments.jobs import rebuild
from mufakat.directory.actions import end_region, record_region
from mufakat.exchange.api import paging
from mufakat.meetings.actions import open_meeting, record_commitment, record_meeting
from tests.world import World, wib

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


def test_meetings(world: World, call: Call) -> None:
    told = call("notulis").get("/meetings", region="32.73.04", year=2026)
    assert told["next"] is None
    assert [m["tribulan"] for m in told["items"]] == [1, 2, 3, 4]
    assert told["items"][1] == {
        "id": str(world.opened.pk),
        "forum": {"id": str(world.forum.pk), "name": "Lokmin lintas sektor Bojongloa Kaler"},
        "kind": "LM-TR",
        "tribulan": 2,
        "starts_on": "2026-06-26",
        "ends_on": "2026-06-26",
        "timezone": "Asia/Jakarta",
        "state": "open",
        "invited": 5,
        "present": 4,
        "commitments": {
            "made": 1,
            "carried_in": 3,  # two judged, one waiting
            "kept": 1,
            "partly": 0,
            "continued": 1,
            "changed": 0,
            "dropped": 0,
        },
    }


def test_a_session_counts_what_lies_on_its_table(
    world: World, call: Call, subtests: pytest.Subtests
) -> None:
    """As its report card does, in the list, too; a planned one has nothing there yet, nor a cancelled one."""
    caller = call("notulis")
    card = caller.get(f"/meetings/{world.opened.pk}/report-card")
    detail = caller.get(f"/meetings/{world.opened.pk}")
    assert detail["commitments"]["carried_in"] == len(card["lines"]) == 3
    found = {m["id"]: m["commitments"]["carried_in"] for m in caller.get("/meetings")["items"]}
    assert [found[str(m.pk)] for m in (world.ratified, world.opened, world.planned)] == [0, 3, 0]


def test_many_sessions_under_way_cost_the_same(world: World, call: Call) -> None:
    caller = call("notulis")
    one = caller.queries("/meetings")
    with world.doing("notulis") as act:
        for n in range(3):
            new = record_meeting(
                act,
                forum=world.forum,
                kind="LM-TR",
                title=f"Rapat {n}",
                starts_at=wib(8, 1 + n, 9),
                ends_at=wib(8, 1 + n, 12),
            )
            open_meeting(act, new)
    assert caller.queries("/meetings") == one
    told = caller.get("/meetings", state="open")["items"]
    assert [m["commitments"]["carried_in"] for m in told] == [3, 3, 3, 3]


MEETINGS_BY_PLACE_PERIOD_AND_STATE: Any = [
    ({}, 4),
    ({"region": "32"}, 4),
    ({"region": "32.04"}, 0),
    ({"year": 2025}, 0),
    ({"state": "ratified"}, 1),
    ({"tribulan": 3, "year": 2026}, 1),
]


def test_meetings_by_place_period_and_state(call: Call, subtests: pytest.Subtests) -> None:
    for query, found in MEETINGS_BY_PLACE_PERIOD_AND_STATE:
        with subtests.test(query=query, found=found):
            assert len(call("chair").get("/meetings", **query)["items"]) == found


def test_the_year_of_a_session_outside_a_cycle_is_that_of_its_place(
    world: World, call: Call
) -> None:
    """Half past midnight on New Year's Day in Jayapura is the evening before in Bandung."""
    world.village.timezone = "Asia/Jayapura"
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    with world.doing("notulis") as act:
        for place, title in ((world.village, "WIT"), (world.kecamatan, "WIB")):
            record_meeting(
                act,
                forum=world.forum,
                kind="LM-TR",
                title=title,
                region=place,
                starts_at=new_year,
                ends_at=new_year + timedelta(hours=1),
            )
    caller = call("chair")
    told = caller.get("/meetings", year=2027)["items"]
    assert [(m["timezone"], m["starts_on"]) for m in told] == [("Asia/Jayapura", "2027-01-01")]
    told = caller.get("/meetings", year=2026, region="32.73.04")["items"]
    assert [m["starts_on"] for m in told if m["tribulan"] is None] == ["2026-12-31"]


def test_a_meeting(world: World, call: Call) -> None:
    told = call("partner").get(f"/meetings/{world.ratified.pk}")
    assert told["starts_at"] == "2026-03-27T02:00:00Z"
    assert (told["edition"], told["ratified_by"]) == (1, "Asep Gunawan, S.IP")
    assert {h["name"] for h in told["hosts"]} == {"UPT Puskesmas Citarip", "Puskesmas Sukapakir"}
    for who in ("neighbour", "administrator"):
        call(who).get(f"/meetings/{world.ratified.pk}", 404)
        call(who).get(f"/meetings/{world.ratified.pk}/report-card", 404)


def test_a_report_card(world: World, call: Call) -> None:
    told = call("partner").get(f"/meetings/{world.opened.pk}/report-card")
    assert told["as_of"] == "2026-06-26"
    assert told["counts"] == {
        "kept": 1,
        "partly": 0,
        "continued": 1,
        "changed": 0,
        "dropped": 0,
        "waiting": 1,
    }
    lines = {line["commitment"]: line for line in told["lines"]}
    waiting = lines[str(world.promise_waiting.pk)]
    assert (waiting["verdict"], waiting["days_late"]) == (None, 26)
    assert waiting["owner"]["organisation"]["id"] == str(world.ngo.pk)
    assert lines[str(world.promise_continued.pk)]["due_on"] == "2026-06-15"


COMMITMENTS: Any = [
    ({}, {"kept", "continued", "waiting", "new"}),
    ({"region": "32.73.04.1003"}, {"new"}),
    ({"region": "32.04"}, set()),
    ({"state": "open"}, {"continued", "waiting", "new"}),
    ({"state": "kept"}, {"kept"}),
    ({"overdue_on": "2026-06-26"}, {"waiting"}),
    # The day before the session: nobody had said yet that one was kept and one goes on.
    ({"overdue_on": "2026-06-25"}, {"kept", "continued", "waiting"}),
    ({"overdue_on": "2026-06-25", "state": "open"}, {"continued", "waiting"}),
    ({"overdue_on": "2026-06-15"}, {"kept", "waiting"}),
    ({"overdue_on": "2026-05-31"}, {"kept"}),
    ({"overdue_on": "2026-04-30"}, set()),
    ({"overdue_on": "2026-03-26"}, set()),
    ({"overdue_on": "2026-09-15"}, {"waiting", "new"}),
    ({"overdue_on": "2026-09-16"}, {"waiting", "continued", "new"}),
    ({"overdue_on": "2027-01-01", "state": "kept"}, set()),
    ({"sector": "agama"}, {"continued"}),
    ({"year": 2026, "tribulan": 1}, {"kept", "continued", "waiting"}),
]


def test_commitments(world: World, call: Call, subtests: pytest.Subtests) -> None:
    for query, found in COMMITMENTS:
        with subtests.test(query=query, found=found):
            told = call("notulis").get("/commitments", **query)["items"]
            expected = {str(getattr(world, f"promise_{name}").pk) for name in found}
            assert {c["id"] for c in told} == expected


def test_a_commitment(world: World, call: Call) -> None:
    promise = world.promise_continued
    told = call("sector_member").get(f"/commitments/{promise.pk}")
    assert told["owner"] == {
        "organisation": {
            "id": str(world.kua.pk),
            "name": "KUA Bojongloa Kaler",
            "sector": "agama",
        },
        "person": None,
    }
    assert (told["state"], told["due_on"], told["amount_idr"]) == ("open", "2026-09-15", None)
    assert told["made_at_meeting"]["id"] == str(world.ratified.pk)
    assert [(v["meeting"], v["verdict"]) for v in told["verdicts"]] == [
        (str(world.opened.pk), "continued")
    ]
    assert [u["progress"] for u in told["updates"]] == [70]
    for who in ("neighbour", "outsider", "administrator"):
        call(who).get(f"/commitments/{promise.pk}", 404)


def test_rates_are_for_those_who_see_the_figures(world: World, call: Call) -> None:
    rebuild()
    told = call("dinkes_kabkota").get("/regions/32.73/rates", year=2026)
    assert told["total"] == {
        "numerator": 1,
        "denominator": 2,
        "made": 4,
        "kept": 1,
        "partly": 0,
        "continued": 1,
        "changed": 0,
        "dropped": 0,
    }
    assert {s["sector"]: s["denominator"] for s in told["sectors"]} == {
        "agama": 1,
        "kecamatan": 1,
        "kesehatan": 0,
        "lsm_nasional": 0,
    }
    quarter = call("ministry").get("/regions/ID/rates", year=2026, tribulan=1)
    assert (quarter["total"]["made"], quarter["total"]["denominator"]) == (3, 0)
    call("sector_member").get("/regions/32.73/rates", 403, year=2026)
    call("dinkes_kabkota").get("/regions/32/rates", 403, year=2026)
    call("dinkes_kabkota").get("/regions/99/rates", 404, year=2026)


LISTS = ["/regions", "/organisations", "/facilities", "/forums", "/meetings", "/commitments"]


def test_lists_in_pages(
    call: Call, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    for address in LISTS:
        with subtests.test(address=address):
            caller = call("ministry")
            whole = caller.get(address)
            assert whole["next"] is None
            for size in (1, 2, 3):
                monkeypatch.setattr(paging, "PAGE", size)
                pages, told = [], caller.get(address, region="32")
                while told["next"]:
                    assert len(told["items"]) == size
                    assert "region=32&" in told["next"]
                    pages += told["items"]
                    told = caller.get(told["next"])
                pages += told["items"]
                monkeypatch.undo()
                assert pages == caller.get(address, region="32")["items"]


def test_lists_cost_the_same_for_any_number(
    call: Call, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    for address in LISTS:
        with subtests.test(address=address):
            caller, counts = call("ministry"), []
            for size in (1, 3):
                monkeypatch.setattr(paging, "PAGE", size)
                counts.append(caller.queries(address, region="32.73"))
            assert counts[0] == counts[1] <= 10


def test_a_report_card_costs_the_same_for_any_number(world: World, call: Call) -> None:
    caller = call("ministry")
    address = f"/meetings/{world.planned.pk}/report-card"
    three = caller.queries(address)
    assert len(caller.get(address)["lines"]) == 3
    with world.doing("notulis") as act:
        for n in range(2):
            record_commitment(
                act,
                world.opened,
                what=f"Janji {n}",
                due_on=date(2026, 9, 1),
                owner_organisation=world.kua,
            )
    assert len(caller.get(address)["lines"]) == 5
    assert caller.queries(address) == three
    assert caller.queries(f"/meetings/{world.ratified.pk}/report-card") <= three  # nothing there

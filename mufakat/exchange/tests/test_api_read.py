"""What the API tells of sessions and promises, and how its lists are turned over."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mufakat.commitments.jobs import rebuild
from mufakat.exchange.api import paging
from mufakat.meetings.actions import open_meeting, record_commitment, record_meeting
from tests.world import World, wib

from .conftest import Caller

Call = Callable[[str], Caller]


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

"""The calendar of what is owed begins with the rows to act on; the summary comes after it, folded where it is long, and
every number opens its rows."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.directory import actions as directory
from mufakat.indicators.actions.calls import excuse_obligation, record_call
from mufakat.indicators.models import Call, Instrument, Obligation
from mufakat.indicators.pages.obligations import in_numbers
from tests.assessing import BODY, MONTH, accept, begin, call_for, fill, instrument_of, send
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")
PER_PAGE = "mufakat.indicators.views.calls.PER_PAGE"


def calls_in_the_province(world: World, numbers: range) -> list[Call]:
    """Each asks three Puskesmas in two districts."""
    made = []
    for number in numbers:
        plain = instrument_of(f"uji-{number}", BODY | {"level": "puskesmas"})
        with world.doing("ministry", wib(6, 1)) as act:
            call = record_call(
                act,
                instrument=plain,
                region=world.regions["32"],
                month=MONTH,
                opens_on=date(2026, 6, 1),
                due_on=date(2026, 6, 20),
                closes_on=date(2026, 7, 10),
                title=f"Panggilan {number}",
            )
        made.append(call)
    return made


def opened(world: World, who: str, address: str) -> int:
    answer: Any = world.client(who).get(address)
    assert answer.status_code == 200, address
    return int(answer.context_data["rows"].paginator.count)


def numbers_in(html: str) -> list[tuple[str, int]]:
    """Each link that is a number, or a word with its number."""
    found = re.findall(r'<a href="([^"]*keadaan=[^"]+)">(?:[^<0-9]+ )?([0-9]+)</a>', html)
    return [(address.replace("&amp;", "&"), int(n)) for address, n in found]


def test_the_list_stands_before_its_summary(world: World) -> None:
    calls_in_the_province(world, range(5))
    told = world.client("ministry").get("/penilaian/").content.decode()
    assert told.index('id="daftar"') < told.index("data-label=") < told.index('id="ringkasan"')
    assert "<details><summary>Per " in told  # ten rows: folded
    short = world.client("ministry").get("/penilaian/?wilayah=32.04").content.decode()
    assert "<details open><summary>Per " in short


def test_every_number_opens_its_rows(world: World, instrument: Instrument) -> None:
    first, *_others = calls_in_the_province(world, range(2))
    call_for(world, instrument)
    accept(world, send(world, fill(world, begin(world, instrument))))
    owed = Obligation.objects.get(call=first, organisation=world.bodies["soreang"])
    with world.doing("ministry") as act:
        excuse_obligation(act, owed, reason="Sedang dibangun")
    told = world.client("ministry").get("/penilaian/").content.decode()
    found = numbers_in(told)
    tabs = [each for each in found if each[0].startswith("?")]
    assert [n for _address, n in tabs] == [5, 5, 1, 1]  # to act on, late, accepted, excused
    for address, n in found:
        whole = f"/penilaian/{address}" if address.startswith("?") else address
        assert opened(world, "ministry", whole) == n, address
    assert len(found) > 10


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


def test_the_summary_has_pages_of_its_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls_in_the_province(world, range(3))
    monkeypatch.setattr(PER_PAGE, 4)
    page: Any = world.client("ministry").get("/penilaian/?ringkas=2&keadaan=late")
    assert len(page.context_data["parts"]) == 2 and len(page.context_data["rows"]) == 4
    told = page.content.decode()
    assert "<details open><summary>Per " in told
    assert 'href="?keadaan=late&amp;ringkas=1#ringkasan"' in told


def test_any_number_of_districts_costs_the_same(world: World) -> None:
    counts = []
    for numbers in (range(1), range(1, 3)):
        calls_in_the_province(world, numbers)
        client = world.client("ministry")
        client.get("/penilaian/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/penilaian/")
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 14


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

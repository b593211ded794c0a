"""Every number of the calendar opens its rows; its summary has pages of its own."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.indicators.actions.calls import excuse_obligation
from mufakat.indicators.models import Instrument, Obligation
from tests.assessing import (
    accept,
    begin,
    call_for,
    calls_in_the_province,
    fill,
    numbers_in,
    opened,
    send,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")
PER_PAGE = "mufakat.indicators.views.calls.PER_PAGE"


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

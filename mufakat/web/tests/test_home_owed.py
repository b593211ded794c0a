"""What is owed, on home "Tugas saya": all that can be answered now, and how many are late where one guides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.indicators.actions.calls import record_call
from mufakat.indicators.models import Call, Instrument
from tests.assessing import BODY, MONTH, begin, call_for, centre_of, instrument_of
from tests.world import TODAY, World

LATE, OWING = "/penilaian/?keadaan=late-now", "/penilaian/?keadaan=owing"

pytestmark = pytest.mark.usefixtures("on_the_day")


def tasks(world: World, who: str) -> list[dict[str, Any]]:
    answer: Any = world.client(who).get("/")
    found = [t for t in answer.context_data["waiting"] if t["url"].startswith("/penilaian/")]
    return [task for task in found if task["url"] != LATE]


def lines(world: World, who: str, address: str) -> list[dict[str, Any]]:
    answer: Any = world.client(who).get("/")
    return [task for task in answer.context_data["waiting"] if task["url"] == address]


def listed(world: World, who: str, address: str) -> int:
    answer: Any = world.client(who).get(address)
    return int(answer.context_data["rows"].paginator.count)


def due_in(world: World, days: int, number: int = 1, level: str = "puskesmas") -> Call:
    """A call that is due so many days from today, by an instrument of its own."""
    on = TODAY + timedelta(days=days)
    instrument: Instrument = instrument_of(f"uji-{number}", BODY | {"level": level})
    with world.doing("dinkes_kabkota") as act:
        return record_call(
            act,
            instrument=instrument,
            region=world.city,
            month=MONTH,
            opens_on=date(2026, 6, 1),
            due_on=on,
            closes_on=on + timedelta(days=30),
            due_confirmed=True,
        )


def test_what_is_due_in_a_month_is_owed_as_well(world: World) -> None:
    """Begun or not: nobody is told that nothing waits while his body owes something."""
    centre_of(world)
    instrument = instrument_of()
    due_in(world, 21)
    assert [task["action"] for task in tasks(world, "notulis")]
    call_for(world, instrument, due_on=date(2026, 8, 20), closes_on=date(2026, 8, 30))
    here = begin(world, instrument).get_absolute_url()
    assert tasks(world, "notulis")[-1]["url"] == f"{here}isi/"


def test_a_few_lines_soonest_first_and_a_way_to_the_rest(world: World) -> None:
    for number, days in enumerate((40, 3, 20, 10, 30, 50, 60)):
        due_in(world, days, number)
    found = tasks(world, "notulis")
    dues = [task["due"] for task in found[:-1]]
    assert len(dues) == 5 and dues == sorted(dues)
    assert (found[-1]["url"], found[-1]["n"]) == (OWING, 2)
    assert listed(world, "notulis", OWING) == 7
    page: Any = world.client("notulis").get("/")
    assert page.context_data["things"] == len(page.context_data["waiting"]) + 1


def test_any_number_costs_the_same(world: World) -> None:
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            due_in(world, -number, number)
        for who in ("notulis", "dinkes_kabkota"):
            client = world.client(who)
            client.get("/")
            with CaptureQueriesContext(connection) as counted:
                client.get("/")
            counts.append(len(counted))
    assert counts[:2] == counts[2:] and max(counts) <= 17


def test_who_guides_is_told_how_many_are_late(world: World) -> None:
    due_in(world, 5, 1)
    assert not lines(world, "dinkes_kabkota", LATE) and not lines(world, "mentor", LATE)
    due_in(world, -2, 2)  # two Puskesmas
    for who in ("dinkes_kabkota", "ministry"):
        (line,) = lines(world, who, LATE)
        assert line["title"].startswith(f"{listed(world, who, LATE)} ") and "2" in line["title"]
    assert not lines(world, "notulis", LATE) and not lines(world, "neighbour", LATE)


def test_what_a_dinkes_owes_itself_is_its_own_task(world: World) -> None:
    due_in(world, 20, 1, level="kabkota")
    assert [task["forum"] for task in tasks(world, "dinkes_kabkota")]
    assert not tasks(world, "notulis") and not tasks(world, "mentor")

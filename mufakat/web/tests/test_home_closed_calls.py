"""A call that is closed asks nothing of anybody: it leaves one's tasks, unless what was sent is sent back."""

from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.indicators.actions.accepting import return_assessment
from mufakat.indicators.models import Assessment
from mufakat.offline.queries import assessments_soon
from tests.assessing import begin, call_for, centre_of, fill, instrument_of, send
from tests.world import World

pytestmark = pytest.mark.django_db
LAST, AFTER = "2026-07-10T05:00:00Z", "2026-07-11T05:00:00Z"  # the call closes on 10 July


def tasks(world: World) -> list[str]:
    answer: Any = world.client("notulis").get("/")
    asked = [task["url"] for task in answer.context_data["waiting"]]
    return [url.split("?")[0] for url in asked if url.startswith("/penilaian/")]


def carried(world: World, on: date) -> list[Assessment]:
    """What a device takes along."""
    return assessments_soon(world.users["notulis"], on)


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("begun", [False, True])
def test_a_closed_call_asks_nothing_any_more(world: World, begun: bool) -> None:
    centre_of(world)
    instrument = instrument_of()
    call_for(world, instrument)
    made = begin(world, instrument) if begun else None
    url = f"{made.get_absolute_url()}isi/" if made else "/penilaian/mulai/"
    with time_machine.travel(LAST):
        assert tasks(world) == [url]
        assert carried(world, date(2026, 7, 10)) == ([made] if made else [])
    with time_machine.travel(AFTER):
        assert tasks(world) == []
        assert carried(world, date(2026, 7, 11)) == []


@pytest.mark.usefixtures("on_the_day")
def test_what_was_sent_back_is_mended_after_the_call_closed(world: World) -> None:
    centre_of(world)
    instrument = instrument_of()
    call_for(world, instrument)
    made = fill(world, begin(world, instrument))
    send(world, made)
    with time_machine.travel(AFTER):
        assert tasks(world) == []
        with world.doing("mentor") as act:
            return_assessment(act, Assessment.objects.get(pk=made.pk), reason="Foto belum ada")
        assert tasks(world) == [f"{made.get_absolute_url()}isi/"]
        assert carried(world, date(2026, 7, 11)) == [made]

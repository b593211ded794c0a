"""Assessments on home "Tugas saya": owed, sent back, to be verified, to be accepted."""

from typing import Any

import pytest

from mufakat.indicators.actions.accepting import return_assessment, verify_assessment
from tests.assessing import begin, call_for, centre_of, fill, instrument_of, send
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


def tasks(world: World, who: str) -> list[dict[str, Any]]:
    answer: Any = world.client(who).get("/")
    found = [t for t in answer.context_data["waiting"] if t["url"].startswith("/penilaian/")]
    return [task for task in found if "keadaan=late-now" not in task["url"]]


def test_whose_turn_it_is(world: World) -> None:
    centre_of(world)
    instrument = instrument_of()
    call_for(world, instrument)
    assert [task["url"].split("?")[0] for task in tasks(world, "notulis")] == ["/penilaian/mulai/"]
    assert not tasks(world, "dinkes_kabkota") and not tasks(world, "neighbour")
    assessment = fill(world, begin(world, instrument))
    here = assessment.get_absolute_url()
    assert [task["url"] for task in tasks(world, "notulis")] == [f"{here}isi/"]
    send(world, assessment)
    assert not tasks(world, "notulis")
    assert [task["url"] for task in tasks(world, "mentor")] == [here]
    with world.doing("mentor") as act:
        return_assessment(act, assessment, reason="Foto belum ada")
    assert [task["url"] for task in tasks(world, "notulis")] == [f"{here}isi/"]
    send(world, assessment)
    with world.doing("mentor") as act:
        verify_assessment(act, assessment)
    assert not tasks(world, "mentor")
    assert [task["url"] for task in tasks(world, "dinkes_kabkota")] == [here]

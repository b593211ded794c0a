"""Beginning what is there already is no dead end: the page leads to it and says what is possible by its state."""

from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.indicators.actions.accepting import return_assessment, verify_assessment
from mufakat.indicators.models import Assessment, Instrument
from mufakat.indicators.rules import calls
from tests.assessing import MONTH, accept, begin, fill, send
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


def start(world: World, who: str) -> Any:
    fields = {"instrument": "uji-coe", "organisation": str(world.citarip.pk), "month": MONTH}
    return world.client(who).post("/penilaian/mulai/", {"act_id": str(new_id()), **fields})


def links(answer: Any) -> list[str]:
    assert answer.status_code == 422
    told = answer.content.decode()
    ways = [to for _label, to in answer.context_data["ways"]]
    assert all(f'href="{to}"' in told for to in ways)
    return ways


@pytest.mark.parametrize("state", ["draft", "returned", "submitted", "verified", "final"])
def test_each_state_says_what_is_possible(state: str) -> None:
    calls.answered_once("", "", "")
    with pytest.raises(RuleBroken) as broken:
        calls.answered_once(state, state, "Siti")
    assert broken.value.code == "assessment.twice" and "Siti" in str(broken.value.message)
    others = {"draft", "returned", "submitted", "verified", "final"} - {state}
    for other in others:
        with pytest.raises(RuleBroken) as there:
            calls.answered_once(other, state, "Siti")
        assert str(there.value.message) != str(broken.value.message)


def test_the_way_on_follows_the_state(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    here = assessment.get_absolute_url()
    assert links(start(world, "notulis")) == [f"{here}isi/"]
    send(world, fill(world, assessment))
    assert links(start(world, "notulis")) == [here]
    with world.doing("mentor") as act:
        return_assessment(act, assessment, reason="Foto belum ada")
    assert links(start(world, "notulis")) == [f"{here}isi/"]
    send(world, assessment)
    with world.doing("mentor") as act:
        verify_assessment(act, assessment)
    assert links(start(world, "dinkes_kabkota")) == [here]


def test_an_accepted_one_is_opened_and_withdrawn_by_who_may(
    world: World, instrument: Instrument
) -> None:
    here = accept(world, send(world, fill(world, begin(world, instrument)))).get_absolute_url()
    assert links(start(world, "notulis")) == [here]
    assert links(start(world, "dinkes_kabkota")) == [here, f"{here}tarik/"]
    assert Assessment.objects.count() == 1
    assert world.client("dinkes_kabkota").get(f"{here}tarik/").status_code == 200

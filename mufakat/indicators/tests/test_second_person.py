"""Who filled in is offered nothing that a second person does; who judges is not sent to fill in what others owe."""

from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.indicators.actions.accepting import return_assessment
from mufakat.indicators.models import Assessment, Instrument
from tests.assessing import begin, call_for, fill, send
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


def main_of(page: Any) -> str:
    return str(page.content.decode().partition("<main")[2].partition("</main>")[0])


def test_own_hand_is_told_before_the_button(world: World, instrument: Instrument) -> None:
    call_for(world, instrument)
    assessment = begin(world, instrument, who="dinkes_kabkota")
    send(world, fill(world, assessment, who="dinkes_kabkota"), "dinkes_kabkota")
    client, here = world.client("dinkes_kabkota"), assessment.get_absolute_url()
    page = main_of(client.get(here))
    assert 'aria-disabled="true"' in page and "kembalikan/" not in page
    listed: Any = client.get("/penilaian/")
    assert [row["action"][1] for row in listed.context_data["listed"]] == [here]
    assert here not in main_of(client.get("/")) and here in main_of(world.client("mentor").get("/"))
    for step in ("periksa", "kembalikan"):
        told: Any = client.get(f"{here}{step}/")
        assert told.context_data["stopped"] and 'name="act_id"' not in main_of(told)
        sent = {"act_id": str(new_id()), "reason": "x"}
        assert client.post(f"{here}{step}/", sent).status_code == 422
        other: Any = world.client("mentor").get(f"{here}{step}/")
        assert not other.context_data["stopped"] and 'name="act_id"' in main_of(other)
    early: Any = client.get(f"{here}terima/")  # not verified yet
    assert early.context_data["stopped"]


def test_who_judges_is_told_before_he_begins(world: World, instrument: Instrument) -> None:
    pages: list[Any] = [
        world.client(who).get("/penilaian/mulai/") for who in ("notulis", "dinkes_kabkota")
    ]
    hints = [page.context_data["hint"] for page in pages]
    assert hints[1].endswith(hints[0]) and len(hints[1]) > len(hints[0])


def test_what_was_sent_back_is_for_who_owes_it(world: World, instrument: Instrument) -> None:
    call_for(world, instrument)
    send(world, fill(world, begin(world, instrument)))
    assessment = Assessment.objects.get()
    here = assessment.get_absolute_url()
    with world.doing("mentor") as act:
        return_assessment(act, assessment, reason="Foto kurang")
    for who, to, label in (("mentor", here, False), ("notulis", f"{here}isi/", True)):
        client = world.client(who)
        listed: Any = client.get("/penilaian/")
        assert [row["action"][1] for row in listed.context_data["listed"]] == [to], who
        page = main_of(client.get(here))
        assert (f'class="btn" href="{here}isi/"' in page) is label, who
        assert f'href="{here}isi/"' in page, who

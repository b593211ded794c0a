"""Photos are evidence: they come and go while an assessment is filled in, and stay with what was sent."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.indicators.actions.accepting import return_assessment
from mufakat.indicators.actions.assessments import withdraw_assessment
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.indicators.rules import photos as rules
from mufakat.journal.models import Event
from tests.assessing import accept, begin, call_for, centre_of, fill, instrument_of, send
from tests.proofs import photo
from tests.world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(tmp_path: Any, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield


@pytest.fixture
def assessment(world: World) -> Assessment:
    centre_of(world)
    return begin(world, instrument_of())


def post(world: World, who: str, url: str, **fields: Any) -> Any:
    return world.client(who).post(url, {"act_id": str(new_id()), **fields})


def add(world: World, assessment: Assessment, colour: str = "red") -> Any:
    url, key = f"{assessment.get_absolute_url()}berkas/catat/", f"dokter:{world.citarip.pk}"
    return post(world, "notulis", url, question=key, photos=photo(colour=colour))


MAY_GO = [
    ("draft", ""),
    ("returned", ""),
    ("withdrawn", ""),
    ("submitted", "photo.of_sent"),
    ("verified", "photo.of_sent"),
    ("final", "photo.of_accepted"),
]


@pytest.mark.parametrize(("state", "code"), MAY_GO)
def test_when_a_photo_may_go(state: str, code: str) -> None:
    if not code:
        rules.can_withdraw(state)
        return
    with pytest.raises(RuleBroken, match=code):
        rules.can_withdraw(state)


def test_what_was_sent_keeps_its_photos(world: World, assessment: Assessment) -> None:
    assert add(world, assessment).status_code == 303
    kept = AssessmentPhoto.objects.get()
    gone, here = f"/penilaian/foto/{kept.pk}/tarik/", assessment.get_absolute_url()
    notulis = world.client("notulis")
    assert gone in notulis.get(here).content.decode()
    fill(world, assessment)
    for step in (send, accept):
        step(world, assessment)
        assert gone not in notulis.get(here).content.decode()
        asked = notulis.get(gone)
        assert asked.status_code == 200 and "?kirim" not in asked.content.decode()
        assert post(world, "notulis", gone, reason="Salah foto").status_code == 422
        assert add(world, assessment, colour="blue").status_code == 422
    kept.refresh_from_db()
    assert kept.file and not Event.objects.filter(verb="photo.withdrawn").exists()


def test_sent_back_it_may_be_changed_and_the_page_says_so(
    world: World, assessment: Assessment
) -> None:
    add(world, assessment)
    send(world, fill(world, assessment))
    with world.doing("mentor") as act:
        return_assessment(act, assessment, reason="Wajah pasien terlihat")
    kept = AssessmentPhoto.objects.get()
    gone = f"/penilaian/foto/{kept.pk}/tarik/"
    assert post(world, "notulis", gone, reason="").status_code == 422
    assert post(world, "neighbour", gone, reason="x").status_code == 404
    sent = {"act_id": str(new_id()), "reason": "Wajah pasien"}
    client = world.client("notulis")
    assert [client.post(gone, sent).status_code for _ in range(2)] == [303, 303]
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert page.count("Wajah pasien") >= 2  # beside the question, and in the history
    assert add(world, assessment, colour="blue").status_code == 303


def test_of_a_withdrawn_assessment_a_photo_may_go(world: World, assessment: Assessment) -> None:
    add(world, assessment)
    accept(world, send(world, fill(world, assessment)))
    with world.doing("dinkes_kabkota") as act:
        withdraw_assessment(act, assessment, reason="Foto memperlihatkan pasien")
    gone = f"/penilaian/foto/{AssessmentPhoto.objects.get().pk}/tarik/"
    assert post(world, "notulis", gone, reason="Foto pasien").status_code == 303
    assert not AssessmentPhoto.objects.get().file


def test_after_its_call_has_closed_no_photo_is_added(world: World, assessment: Assessment) -> None:
    call = call_for(world, assessment.instrument)
    Assessment.objects.filter(pk=assessment.pk).update(call=call)
    with time_machine.travel("2026-07-11T05:00:00Z"):
        assert add(world, assessment).status_code == 422


def test_a_photo_keeps_the_answers_first_and_comes_back(
    world: World, assessment: Assessment
) -> None:
    url, key = f"{assessment.get_absolute_url()}isi/sdm/", f"dokter:{world.citarip.pk}"
    page = world.client("notulis").get(url).content.decode()
    assert f'name="foto" value="{key}"' in page
    first = page.partition("?kirim")[2].partition("<button")[2]
    assert "name=" not in first.partition(">")[0]  # Enter in a box keeps, it does not photograph
    answer = post(world, "notulis", url, base="1", foto=key, **{key: "yes"})
    there = answer.headers["Location"]
    assert answer.status_code == 303 and there.startswith(
        f"{assessment.get_absolute_url()}berkas/catat/?untuk=dokter%3A"
    )
    kept = Assessment.objects.get().answers["dokter"][str(world.citarip.pk)]
    assert kept == {"yes": True}
    form = world.client("notulis").get(there)
    assert f'value="{key}" selected' in form.content.decode()
    answer = add(world, assessment)
    assert answer.headers["Location"] == f"{url}#t-dokter"


def test_a_wrong_answer_comes_back_before_the_photo(world: World, assessment: Assessment) -> None:
    url, key = f"{assessment.get_absolute_url()}isi/sdm/", f"dokter:{world.citarip.pk}"
    kader = f"kader:{world.bodies['posyandu'].pk}"
    answer = post(world, "notulis", url, base="1", foto=key, **{kader: "-3", f"{kader}_den": "5"})
    assert answer.status_code == 422 and 'value="-3"' in answer.content.decode()


def test_second_arrival_goes_where_the_button_says(world: World, assessment: Assessment) -> None:
    url, key = f"{assessment.get_absolute_url()}isi/sdm/", f"dokter:{world.citarip.pk}"
    sent = {"act_id": str(new_id()), "base": "1", key: "yes"}
    client = world.client("notulis")
    assert "berkas/catat" in client.post(url, sent | {"foto": key}).headers["Location"]
    assert client.post(url, sent).headers["Location"].endswith("/isi/alat/")

"""What a device brought for an assessment and was refused: told in words, and before the assessment is sent."""

from hashlib import sha256
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.offline.models import Entry
from tests.assessing import accept, begin, centre_of, fill, instrument_of, send
from tests.proofs import photo
from tests.world import World

from .test_assessment_server import Phones, boxes


@pytest.fixture
def assessment(world: World, tmp_path: Any, settings: Any) -> Assessment:
    settings.MEDIA_ROOT = tmp_path
    centre_of(world)
    return begin(world, instrument_of())


@pytest.fixture
def refused(world: World, assessment: Assessment, phone: Phones) -> Entry:
    """The whole is answered, then a device brings a number that is none."""
    fill(world, assessment)
    device = phone("notulis")
    wrong = boxes(assessment, "sdm", kader="abc")
    device.write(f"{assessment.get_absolute_url()}isi/sdm/", **wrong)
    assert list(device.send().values()) == ["refused"]
    return Entry.objects.get()


def test_questions_and_answers_in_words(world: World, refused: Entry) -> None:
    told = dict(refused.shown)
    assert set(told["Ada dokter – UPT Puskesmas Citarip"].split()) <= {"Yes", "Ya"}
    assert told["Kader terlatih – Posyandu Mawar"].startswith("abc ")
    client = world.client("notulis")
    page = client.get("/luring/perlu-diputuskan/").content.decode()
    assert "Kader terlatih – Posyandu Mawar: abc" in page
    assert f'href="{Assessment.objects.get().get_absolute_url()}"' in page
    one = client.get(refused.get_absolute_url()).content.decode()
    assert "UPT Puskesmas Citarip" in one and "abc" in one


def test_a_stranger_learns_no_questions(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    device = phone("neighbour")
    device.write(f"{assessment.get_absolute_url()}isi/sdm/", **boxes(assessment, "sdm"))
    assert list(device.send().values()) == ["parked"]
    assert "Ada dokter" not in str(Entry.objects.get().shown)
    page = world.client("neighbour").get("/luring/perlu-diputuskan/").content.decode()
    assert "Citarip" not in page


def test_it_is_decided_before_it_is_sent(
    world: World, assessment: Assessment, refused: Entry
) -> None:
    client, here = world.client("notulis"), assessment.get_absolute_url()
    for url in (f"{here}kirim/", f"{here}isi/"):
        page = client.get(url).content.decode()
        assert refused.get_absolute_url() in page and "SDM" in page, url
    answer = client.post(f"{here}kirim/", {"act_id": str(new_id())})
    assert answer.status_code == 422 and refused.get_absolute_url() in answer.content.decode()
    left = f"{refused.get_absolute_url()}tidak-perlu/"
    sent = {"act_id": str(new_id()), "reason": "Salah ketik"}
    assert client.post(left, sent).status_code == 303
    assert refused.get_absolute_url() not in client.get(f"{here}kirim/").content.decode()
    assert client.post(f"{here}kirim/", {"act_id": str(new_id())}).status_code == 303


def test_another_hand_is_told_who_decides(
    world: World, assessment: Assessment, refused: Entry
) -> None:
    """He cannot decide in the place of the writer, so it does not hold him up."""
    client, here = world.client("kepala_puskesmas"), assessment.get_absolute_url()
    page = client.get(f"{here}kirim/").content.decode()
    assert str(world.users["notulis"]) in page and refused.get_absolute_url() not in page
    assert client.post(f"{here}kirim/", {"act_id": str(new_id())}).status_code == 303


def test_a_photo_for_what_was_sent_waits(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    accept(world, send(world, fill(world, assessment)))
    device, content = phone("notulis"), photo().read()
    told: dict[str, Any] = {"question": f"dokter:{world.citarip.pk}", "size": len(content)}
    device.write(
        f"{assessment.get_absolute_url()}berkas/catat/",
        **told,
        sha256=sha256(content).hexdigest(),
        caption="Papan nama",
    )
    assert list(device.send().values()) == ["refused"]
    assert not AssessmentPhoto.objects.exists()
    assert Entry.objects.get().shown[0][1] == "Ada dokter – UPT Puskesmas Citarip"


def test_a_stale_device_undoes_nothing_of_the_web(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    """The same person: on the page he wrote what his device, taken along before, still shows otherwise."""
    fill(world, assessment)
    device, base = phone("notulis"), str(assessment.version)
    url, dokter = f"{assessment.get_absolute_url()}isi/sdm/", f"dokter:{world.citarip.pk}"
    stale = boxes(assessment, "sdm") | {"base": base}
    kader = f"kader:{world.bodies['posyandu'].pk}"
    web = stale | {"act_id": str(new_id()), dokter: "no"}
    assert world.client("notulis").post(url, web).status_code == 303
    device.write(url, **stale | {kader: "9"})
    device.write(url, **stale | {kader: "8"})  # corrected to what it showed at first: meant
    assert set(device.send().values()) <= {"done", "merged"}
    answers = Assessment.objects.get().answers
    assert answers["dokter"][str(world.citarip.pk)] == {"yes": False}
    assert answers["kader"][kader.partition(":")[2]] == {"num": 8, "den": 10}


def test_rows_cost_the_same(world: World, assessment: Assessment, phone: Phones) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = world.client("notulis"), []
    device, here = phone("notulis"), assessment.get_absolute_url()
    for number in ("a", "b", "c"):
        device.write(f"{here}isi/sdm/", **boxes(assessment, "sdm", kader=number))
        device.send()
        client.get("/luring/perlu-diputuskan/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/luring/perlu-diputuskan/")
        counts.append(len(counted))
    assert counts[0] == counts[2]

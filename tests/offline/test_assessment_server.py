"""What devices send for an assessment: merged, kept for a decision, and there once; photos by their bytes."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from mufakat.indicators.actions.assessments import withdraw_assessment
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.journal.models import Event
from mufakat.offline.models import Entry
from tests.assessing import accept, begin, call_for, centre_of, fill, instrument_of, send
from tests.proofs import photo
from tests.world import World

from .device import Phone

Phones = Callable[..., Phone]


@pytest.fixture
def assessment(world: World, tmp_path: Any, settings: Any) -> Assessment:
    settings.MEDIA_ROOT = tmp_path
    centre_of(world)
    return begin(world, instrument_of())


def boxes(assessment: Assessment, domain: str, **changed: str) -> dict[str, Any]:
    """What a page says of a domain in which everything is well, by the first version of the assessment."""
    well = {"dokter": "yes", "kader": "8", "antropometri": "lengkap", "suhu": "4,5"}
    said: dict[str, Any] = {"base": "1"}
    for each in sheet_of(assessment).of_domain(domain):
        code = each.indicator.code
        said[each.key] = changed.get(code, well[code])
        if code == "kader":
            said[f"{each.key}_den"] = "10"
    return said


def test_two_devices_two_domains_each_once(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    here = assessment.get_absolute_url()
    for who, domain in (("notulis", "sdm"), ("kepala_puskesmas", "alat")):
        device = phone(who)
        device.write(f"{here}isi/{domain}/", **boxes(assessment, domain))
        parcel = device.parcel()
        assert set(device.send().values()) <= {"done", "merged"}
        answer = device.post(parcel)  # the answer was lost: the same parcel once more
        assert {r["outcome"] for r in answer.json()["receipts"]} == {"already"}
    assert not sheet_of(Assessment.objects.get()).lacking
    assert Event.objects.filter(verb="assessment.filled").count() == 2
    assert not Entry.objects.exists()


def test_one_device_corrects_itself_before_it_has_contact(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    device, url = phone("notulis"), f"{assessment.get_absolute_url()}isi/sdm/"
    device.write(url, **boxes(assessment, "sdm"))
    device.write(url, **boxes(assessment, "sdm", dokter="no"))
    assert list(device.send().values()) == ["done", "done"]
    kept = Assessment.objects.get().answers["dokter"][str(world.citarip.pk)]
    assert kept == {"yes": False}


def test_two_texts_wait_for_a_decision(world: World, assessment: Assessment, phone: Phones) -> None:
    first, second = phone("notulis"), phone("kepala_puskesmas")
    url = f"{assessment.get_absolute_url()}isi/sdm/"
    first.write(url, **boxes(assessment, "sdm"))
    second.write(url, **boxes(assessment, "sdm", dokter="no"))
    assert list(first.send().values()) == ["done"]
    assert list(second.send().values()) == ["conflict"]
    entry = Entry.objects.get()
    assert [both["field_name"] for both in entry.both] == [f"dokter:{world.citarip.pk}"]
    page = world.client("kepala_puskesmas").get(entry.get_absolute_url())
    assert "Ada dokter" in page.content.decode()


def test_a_wrong_number_and_a_late_one_are_kept(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    device, url = phone("notulis"), f"{assessment.get_absolute_url()}isi/sdm/"
    device.write(url, **boxes(assessment, "sdm", kader="12"))
    assert list(device.send().values()) == ["refused"]
    assert "Kader terlatih" in Entry.objects.get().said
    assert not Assessment.objects.get().answers
    stranger = phone("neighbour")
    stranger.write(url, **boxes(assessment, "sdm"))
    assert list(stranger.send().values()) == ["parked"]


def test_a_photo_comes_after_its_act(world: World, assessment: Assessment, phone: Phones) -> None:
    device, sent = phone("notulis"), photo().read()
    digest, question = sha256(sent).hexdigest(), f"dokter:{world.citarip.pk}"
    told: dict[str, Any] = {"question": question, "sha256": digest, "size": len(sent)}
    device.write(
        f"{assessment.get_absolute_url()}berkas/catat/",
        **told,
        name="IMG.jpg",
        taken_on="2026-06-26",
    )
    assert list(device.send().values()) == ["done"]
    waiting = AssessmentPhoto.objects.get()
    assert not waiting.file and waiting.sha256 == digest
    page = world.client("notulis").get(assessment.get_absolute_url())
    assert page.status_code == 200
    put = device.client.put(
        f"/luring/berkas/{digest}/?dari=0",
        sent,
        content_type="application/octet-stream",
        headers={"X-Size": str(len(sent))},
    )
    assert put.status_code == 200
    kept = AssessmentPhoto.objects.get()
    assert kept.file and kept.thumb and kept.sha256 != digest
    with kept.file.open("rb") as file:
        assert sha256(file.read()).hexdigest() == kept.sha256
    assert Event.objects.filter(verb="photo.completed").count() == 1


def test_what_was_copied_is_confirmed_from_a_device(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    accept(world, send(world, fill(world, assessment)))
    with world.doing("dinkes_kabkota") as act:
        withdraw_assessment(act, assessment, reason="Salah hitung")
    again = begin(world, assessment.instrument)
    device, here = phone("notulis"), again.get_absolute_url()
    device.write(f"{here}isi/sdm/", **boxes(again, "sdm"))  # kept, not confirmed
    device.write(f"{here}isi/sdm/", **boxes(again, "sdm"), all_still="on")
    device.write(f"{here}isi/alat/", **boxes(again, "alat", suhu="4"), all_still="on")
    device.write(f"{here}isi/alat/", **boxes(again, "alat", suhu="4"), all_still="on")
    assert set(device.send().values()) <= {"done", "merged"}
    assert not sheet_of(Assessment.objects.get(pk=again.pk)).lacking
    assert not Entry.objects.exists()


def test_what_is_due_soon_is_offered_to_the_device(
    world: World, assessment: Assessment, phone: Phones
) -> None:
    """As near sessions are: begun, of one's own body, and due; anew once it has moved."""
    url = "/luring/kontak/"

    def offered(who: str) -> list[dict[str, str]]:
        near = world.client(who).get(url).json()["soon"]
        return [each for each in near if each["url"].startswith("/penilaian/")]

    assert not offered("notulis")  # nobody called for it
    call_for(world, assessment.instrument)
    (first,) = offered("notulis")
    assert first["url"] == f"{assessment.get_absolute_url()}mode/"
    assert offered("kepala_puskesmas") and not offered("neighbour") and not offered("mentor")
    device = phone("notulis")
    device.write(f"{assessment.get_absolute_url()}isi/sdm/", **boxes(assessment, "sdm"))
    assert list(device.send().values()) == ["done"]
    assert offered("notulis")[0]["tag"] != first["tag"]
    assessment.refresh_from_db()
    send(world, fill(world, assessment))
    assert not offered("notulis")

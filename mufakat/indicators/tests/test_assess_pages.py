"""The pages of calls and assessments: works, refused by rule, by role, twice, without a script; lists cost the same."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.indicators.actions.assessments import withdraw_assessment
from mufakat.indicators.jobs.photos import altered_photos
from mufakat.indicators.models import Assessment, AssessmentPhoto, Call, Instrument, Obligation
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.journal.models import Act
from tests.assessing import (
    ALL_YES,
    BODY,
    MONTH,
    accept,
    begin,
    call_for,
    fill,
    instrument_of,
    send,
)
from tests.proofs import photo
from tests.world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield


def post(world: World, who: str, url: str, **fields: Any) -> Any:
    return world.client(who).post(url, {"act_id": str(new_id()), **fields})


def shown(answer: Any) -> dict[str, Any]:
    return dict(answer.context_data)


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def typed(assessment: Assessment, domain: str) -> dict[str, str]:
    """What a browser sends of a domain in which everything is well."""
    boxes: dict[str, str] = {"base": str(assessment.version)}
    for each in sheet_of(assessment).of_domain(domain):
        said = ALL_YES[each.indicator.code]
        first = said.get("band") or said.get("value") or said.get("num")
        boxes[each.key] = "yes" if said.get("yes") else str(first)
        if "den" in said:
            boxes[f"{each.key}_den"] = str(said["den"])
    return boxes


def test_the_whole_way_without_a_script(world: World, instrument: Instrument) -> None:
    client = world.client("notulis")
    begun = {"instrumen": "uji-coe", "badan": str(world.citarip.pk), "bulan": MONTH}
    page = client.get("/penilaian/mulai/", begun)
    assert 'value="uji-coe" selected' in page.content.decode()
    fields = {"instrument": "uji-coe", "organisation": str(world.citarip.pk), "month": MONTH}
    answer = post(world, "notulis", "/penilaian/mulai/", **fields)
    assessment = Assessment.objects.get()
    here = assessment.get_absolute_url()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{here}isi/")
    assert client.get(f"{here}isi/").status_code == 200
    for domain, after in (("sdm", f"{here}isi/alat/"), ("alat", f"{here}isi/")):
        page = client.get(f"{here}isi/{domain}/")
        assert 'method="post" action="?kirim"' in page.content.decode()
        answer = post(world, "notulis", f"{here}isi/{domain}/", **typed(assessment, domain))
        assert (answer.status_code, answer.headers["Location"]) == (303, after)
    assert post(world, "notulis", f"{here}kirim/").status_code == 303
    assert post(world, "mentor", f"{here}periksa/", note="Foto cocok").status_code == 303
    assert post(world, "dinkes_kabkota", f"{here}terima/").status_code == 303
    told = text_of(client.get(here))
    assert "4 dari 4" in told or "4 of 4" in told
    assessment.refresh_from_db()
    assert (assessment.state, assessment.passed) == ("final", True)


WRONG: Any = [
    ({"kader": ("12", "10")}, "answer.above"),
    ({"kader": ("12", "")}, "answer.no_denominator"),
    ({"kader": ("", "10")}, "answer.no_numerator"),
    ({"kader": ("1e3", "10")}, "answer.no_whole"),
    ({"kader": ("9" * 30, "10")}, "answer.too_large"),
    ({"kader": ("-3", "10")}, "answer.negative"),
    ({"dokter": ("na", "")}, "answer.no_reason"),
]


def test_bad_answers_come_back_with_what_was_typed(
    world: World, instrument: Instrument, subtests: pytest.Subtests
) -> None:
    assessment = begin(world, instrument)
    url = f"{assessment.get_absolute_url()}isi/sdm/"
    for said, code in WRONG:
        with subtests.test(code=code):
            boxes = {"base": "1"}
            for each in sheet_of(assessment).of_domain("sdm"):
                if each.indicator.code in said:
                    boxes[each.key], boxes[f"{each.key}_den"] = said[each.indicator.code]
            answer = post(world, "notulis", url, **boxes)
            assert answer.status_code == 422
            form = shown(answer)["form"]
            assert {e.code for errors in form.errors.as_data().values() for e in errors} == {code}
            first = next(iter(said.values()))[0]
            assert f'value="{first}"' in answer.content.decode()
    assert not Assessment.objects.get().answers


def test_out_of_what_is_asked(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    here, pustu = assessment.get_absolute_url(), world.bodies["pustu"].pk
    for box, value in ((f"suhu:{pustu}", "empat"), (f"antropometri:{pustu}", "x")):
        answer = post(world, "notulis", f"{here}isi/alat/", **{box: value})
        assert answer.status_code == 422, box
    assert post(world, "notulis", f"{here}isi/sdm/", **{"lama:x": "yes"}).status_code == 422
    assert world.client("notulis").get(f"{here}isi/tidak-ada/").status_code == 404


def test_a_body_of_others_is_said_to_be_one(world: World, instrument: Instrument) -> None:
    fields = {"instrument": "uji-coe", "organisation": "Puskesmas Sukapakir", "month": MONTH}
    answer = post(world, "notulis", "/penilaian/mulai/", **fields)
    codes = {e.code for each in shown(answer)["form"].errors.as_data().values() for e in each}
    assert (answer.status_code, codes) == (422, {"not_yours"})
    fields["organisation"] = "Puskesmas Antah Berantah"
    answer = post(world, "notulis", "/penilaian/mulai/", **fields)
    codes = {e.code for each in shown(answer)["form"].errors.as_data().values() for e in each}
    assert codes == {"none"}


def test_nobody_to_reach_is_not_applicable(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    said = {**ALL_YES, "kader": {"num": 0, "den": 0}}
    accept(world, send(world, fill(world, assessment, said)))
    page = world.client("notulis").get(assessment.get_absolute_url())
    assert (Assessment.objects.get().met, Assessment.objects.get().applicable) == (3, 3)
    assert re.search("tidak berlaku|does not apply", text_of(page))


def test_two_texts_of_one_answer_come_back_side_by_side(
    world: World, instrument: Instrument
) -> None:
    assessment = begin(world, instrument)
    url, box = f"{assessment.get_absolute_url()}isi/sdm/", f"dokter:{world.citarip.pk}"
    assert post(world, "notulis", url, base="1", **{box: "yes"}).status_code == 303
    answer = post(world, "kepala_puskesmas", url, base="1", **{box: "no"})
    assert answer.status_code == 409
    kept = Assessment.objects.get().answers["dokter"][str(world.citarip.pk)]
    assert kept == {"yes": True}
    given = shown(answer)["form"]
    fields = {"base": "1", box: "no", "conflicts": given.conflict_names}
    fields |= {"base_after": str(given.decided_base), f"keep_{box}": "mine"}
    assert post(world, "kepala_puskesmas", url, **fields).status_code == 303
    assert Assessment.objects.get().answers["dokter"][str(world.citarip.pk)] == {"yes": False}


def test_a_form_that_arrives_twice_is_one_act(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    url = f"{assessment.get_absolute_url()}isi/sdm/"
    sent = {"act_id": str(new_id()), **typed(assessment, "sdm")}
    client, before = world.client("notulis"), Act.objects.count()
    assert [client.post(url, sent).status_code for _ in range(2)] == [303, 303]
    assert Act.objects.count() == before + 1
    again = {"instrument": "uji-coe", "organisation": str(world.citarip.pk), "month": MONTH}
    answer = post(world, "notulis", "/penilaian/mulai/", **again)
    assert answer.status_code == 422
    assert Assessment.objects.count() == 1


def test_what_is_missing_is_listed_before_sending(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    page = world.client("notulis").get(f"{assessment.get_absolute_url()}isi/")
    assert shown(page)["waits"]["lacking"] == 6
    assert [len(each["rows"]) for each in shown(page)["waits"]["by_domain"]] == [2, 2]
    assert 'aria-disabled="true"' in page.content.decode()
    answer = post(world, "notulis", f"{assessment.get_absolute_url()}kirim/")
    assert answer.status_code == 422


def test_answers_of_the_last_time_are_marked(world: World, instrument: Instrument) -> None:
    accept(world, send(world, fill(world, begin(world, instrument, "2026-05"))))
    assessment = begin(world, instrument)
    url = f"{assessment.get_absolute_url()}isi/sdm/"
    page = world.client("notulis").get(url).content.decode()
    assert len(re.findall(r'name="[^"]+:[^"]+_still"', page)) == 3 and 'name="all_still"' in page
    post(world, "notulis", url, **typed(assessment, "sdm"))
    assert len(sheet_of(Assessment.objects.get(pk=assessment.pk)).lacking) == 6
    post(world, "notulis", url, all_still="on", **typed(assessment, "sdm"))
    assert len(sheet_of(Assessment.objects.get(pk=assessment.pk)).lacking) == 3


def test_photos(world: World, instrument: Instrument) -> None:
    assessment = begin(world, instrument)
    here, key = assessment.get_absolute_url(), f"antropometri:{world.bodies['posyandu'].pk}"
    url = f"{here}berkas/catat/"
    assert post(world, "notulis", url, question=key).status_code == 422
    assert post(world, "notulis", url, question="x:y", photos=photo()).status_code == 422
    answer = post(world, "notulis", url, question=key, photos=photo(), caption="Timbangan")
    assert answer.status_code == 303
    kept = AssessmentPhoto.objects.get()
    assert post(world, "notulis", url, question=key, photos=photo()).status_code == 422
    picture = world.client("mentor").get(f"/penilaian/foto/{kept.pk}/?kecil")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/jpeg")
    assert world.client("neighbour").get(f"/penilaian/foto/{kept.pk}/").status_code == 404
    assert list(altered_photos()) == []
    Path(kept.file.path).write_bytes(b"another")
    assert list(altered_photos()) == [f"photo {kept.pk}: its file was altered"]
    gone = f"/penilaian/foto/{kept.pk}/tarik/"
    assert post(world, "mentor", gone, reason="").status_code == 422
    assert post(world, "notulis", gone, reason="Wajah pasien").status_code == 303
    assert post(world, "notulis", gone, reason="Wajah pasien").status_code == 422
    assert world.client("mentor").get(f"/penilaian/foto/{kept.pk}/").status_code == 404
    assert "Wajah pasien" in text_of(world.client("mentor").get(here))
    assert list(altered_photos()) == []


# -- Calls ---------------------------------------------------------------------------------------------


DAYS = {"opens_on": "2026-06-01", "due_on": "2026-06-20", "closes_on": "2026-07-10"}


def test_a_call_finds_who_owes(world: World, instrument: Instrument) -> None:
    fields = {"instrument": "uji-coe", "region": "32.73", "month": MONTH, **DAYS}
    url = "/penilaian/panggilan/catat/"
    asked = post(world, "dinkes_kabkota", url, **fields)  # due on a day that is past
    assert asked.status_code == 422 and 'name="due_confirmed"' in asked.content.decode()
    answer = post(world, "dinkes_kabkota", url, **fields, due_confirmed="on")
    call = Call.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, call.get_absolute_url())
    assert [owed.organisation_id for owed in call.obligations.all()] == [world.citarip.pk]
    page = world.client("dinkes_kabkota").get(call.get_absolute_url())
    assert shown(page)["sums"]["late"] == 1
    assert world.client("outsider").get(call.get_absolute_url()).status_code in (403, 404)
    assert world.client("neighbour").get(call.get_absolute_url()).status_code == 404


def test_a_call_is_refused(world: World, instrument: Instrument) -> None:
    fields = {"instrument": "uji-coe", "region": "32.73", "month": MONTH, **DAYS}
    url = "/penilaian/panggilan/catat/"
    assert post(world, "notulis", url, **fields).status_code == 403
    for wrong in (
        {"region": "32.04"},  # not his
        {"month": "2026-13"},
        {"month": "2025-06", "opens_on": "2025-06-01"},  # before the first version
        {"due_on": "2026-05-01"},
        {"closes_on": "2026-06-10"},
        {"opens_on": "2026-05-01"},
        {"closes_on": "2026-06-21", "due_confirmed": "on"},  # nobody could answer
        {"instrument": "tidak-ada"},
    ):
        assert post(world, "dinkes_kabkota", url, **(fields | wrong)).status_code == 422, wrong
    assert not Call.objects.exists()


def test_added_excused_and_put_back(world: World, instrument: Instrument) -> None:
    plain = instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"})
    call = call_for(world, plain)
    names = {str(owed.organisation) for owed in call.obligations.all()}
    assert names == {"UPT Puskesmas Citarip", "Puskesmas Sukapakir"}
    here = call.get_absolute_url()
    for body in ("soreang", "posyandu", "citarip"):
        pk = str(world.bodies[body].pk)
        answer = post(world, "dinkes_kabkota", f"{here}tambah/", organisation=pk)
        assert answer.status_code == 422, body
    owed = Obligation.objects.get(organisation=world.bodies["sukapakir"])
    excuse = f"/penilaian/kewajiban/{owed.pk}/"
    assert post(world, "notulis", excuse, reason="x").status_code in (403, 404)
    assert post(world, "dinkes_kabkota", excuse, reason="Sedang dibangun").status_code == 303
    assert post(world, "dinkes_kabkota", excuse, reason="lagi").status_code == 422
    page = world.client("dinkes_kabkota").get(here)
    assert shown(page)["sums"] == {
        "owed": 1,
        "late": 1,
        "returned": 0,
        "sent": 0,
        "accepted": 0,
        "excused": 1,
    }
    assert post(world, "dinkes_kabkota", f"{excuse}kembali/").status_code == 303
    assert post(world, "dinkes_kabkota", f"{excuse}kembali/").status_code == 422


def test_worst_first_and_filters(world: World, instrument: Instrument) -> None:
    plain = instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"})
    call_for(world, plain)
    call_for(world, instrument)
    send(world, fill(world, begin(world, instrument)))
    client = world.client("dinkes_kabkota")
    page = client.get("/penilaian/")
    assert [owed.stands for owed in shown(page)["rows"]] == ["none", "none", "submitted"]
    for query, count in (("keadaan=late", 2), ("keadaan=submitted", 1), ("wilayah=32.04", 0)):
        assert len(shown(client.get(f"/penilaian/?{query}"))["rows"]) == count, query
    assert client.get("/penilaian/?keadaan=hilang").status_code == 422
    own = world.client("notulis").get("/penilaian/")
    assert {str(owed.organisation) for owed in shown(own)["rows"]} == {"UPT Puskesmas Citarip"}


def test_what_was_withdrawn_makes_no_second_row(world: World, instrument: Instrument) -> None:
    call_for(world, instrument)
    first = begin(world, instrument)
    with world.doing("notulis") as act:
        withdraw_assessment(act, first, reason="Keliru")
    client = world.client("dinkes_kabkota")
    assert [owed.stands for owed in shown(client.get("/penilaian/"))["rows"]] == ["none"]
    begin(world, instrument)
    page = shown(client.get("/penilaian/"))
    assert [owed.stands for owed in page["rows"]] == ["draft"] and page["sums"]["owed"] == 1


@pytest.mark.parametrize("address", ["/penilaian/", "/penilaian/daftar/"])
def test_lists_cost_the_same_for_any_number(
    world: World, instrument: Instrument, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    plain = instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"})
    for each in (plain, instrument):
        call_for(world, each)
    for month in ("2026-03", "2026-04", "2026-05"):
        begin(world, instrument, month)
    client, counts = world.client("dinkes_kabkota"), []
    client.get(address)
    for rows in (1, 3):
        monkeypatch.setattr("mufakat.indicators.views.calls.PER_PAGE", rows)
        with CaptureQueriesContext(connection) as counted:
            assert len(shown(client.get(address))["rows"]) == rows
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 14

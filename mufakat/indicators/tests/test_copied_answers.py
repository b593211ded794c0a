"""Answers copied from the last accepted assessment: told wherever one fills in, confirmed one by one or a domain at a
time, and never sent unread."""

import re
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.indicators.models import Assessment
from mufakat.indicators.queries.assessments import copied_from, fillers_of, sheet_of
from mufakat.indicators.rules import workflow
from mufakat.journal.models import Act, Event
from tests.assessing import ALL_YES, accept, begin, centre_of, fill, instrument_of, send
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def again(world: World) -> Assessment:
    """Begun in June from what was accepted for May: six answers, three in each domain."""
    centre_of(world)
    instrument = instrument_of()
    accept(world, send(world, fill(world, begin(world, instrument, "2026-05"))))
    return begin(world, instrument)


def typed(assessment: Assessment, domain: str, **more: str) -> dict[str, str]:
    """What a browser sends of a domain in which nothing was touched."""
    boxes = {"act_id": str(new_id()), "base": str(assessment.version), **more}
    for each in sheet_of(assessment).of_domain(domain):
        said = ALL_YES[each.indicator.code]
        first = said.get("band") or said.get("value") or said.get("num")
        boxes[each.key] = "yes" if said.get("yes") else str(first)
        if "den" in said:
            boxes[f"{each.key}_den"] = str(said["den"])
    return boxes


def main_of(answer: Any) -> str:
    page = answer.content.decode()
    text = page.partition('<div class="messages"')[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


TOLD = [(6, 0, "6 jawaban"), (6, 6, "6 jawaban"), (6, 2, "4 jawaban"), (1, 1, "1 jawaban")]


@pytest.mark.parametrize(("lacking", "unconfirmed", "words"), TOLD)
def test_what_keeps_it_from_being_sent(lacking: int, unconfirmed: int, words: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        workflow.can_submit("draft", lacking, unconfirmed)
    said = str(broken.value.message)
    assert ("not confirmed" in said or "belum dikonfirmasi" in said) == bool(unconfirmed)
    assert ("missing" in said or "belum terisi" in said) == (lacking > unconfirmed)
    workflow.can_submit("draft", 0, 0)


def test_every_page_says_what_waits(world: World, again: Assessment) -> None:
    client, here = world.client("notulis"), again.get_absolute_url()
    way = client.get(f"{here}isi/")
    assert way.context_data is not None
    assert way.context_data["waits"]["copied"] == 6
    assert [step["copied"] for step in way.context_data["steps"]] == [3, 3]
    assert f'href="{here}isi/sdm/"' in way.content.decode()
    domain = client.get(f"{here}isi/sdm/").content.decode()
    assert (
        domain.count('name="all_still"') == 1 and 'type="checkbox" name="all_still"' not in domain
    )
    room = client.get(f"{here}mode/").content.decode()
    assert room.count('name="all_still"') == 2
    assert room.count('id="lalu-sdm"') == 1 and "none-copied" not in room


def test_kept_unread_it_says_so(world: World, again: Assessment) -> None:
    client, here = world.client("notulis"), again.get_absolute_url()
    answer = client.post(f"{here}isi/sdm/", typed(again, "sdm"), follow=True)
    assert re.search("3 answers from the last|3 jawaban dari penilaian lalu", main_of(answer))
    again.refresh_from_db()
    assert again.version == 1 and len(sheet_of(again).unconfirmed) == 6


def test_one_tap_confirms_a_domain(world: World, again: Assessment) -> None:
    client, here = world.client("notulis"), again.get_absolute_url()
    sent, before = typed(again, "sdm", all_still="on"), Act.objects.count()
    for _ in range(2):
        answer = client.post(f"{here}isi/sdm/", sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{here}isi/alat/")
    assert Act.objects.count() == before + 1
    again.refresh_from_db()
    assert [sheet_of(again).unconfirmed_in(code) for code in ("sdm", "alat")] == [0, 3]
    assert 'name="all_still"' not in client.get(f"{here}isi/sdm/").content.decode()
    assert "none-copied" in client.get(f"{here}mode/").content.decode()
    assert str(world.users["notulis"].pk) in fillers_of(again)  # who confirms does not verify
    assert world.client("neighbour").post(f"{here}isi/alat/", sent).status_code == 404


def test_one_by_one_and_what_was_changed(world: World, again: Assessment) -> None:
    client, here = world.client("notulis"), again.get_absolute_url()
    box = f"dokter:{world.citarip.pk}"
    client.post(f"{here}isi/sdm/", typed(again, "sdm", **{f"{box}_still": "on"}))
    again.refresh_from_db()
    assert sheet_of(again).unconfirmed_in("sdm") == 2
    suhu = f"suhu:{world.bodies['pustu'].pk}"
    client.post(f"{here}isi/alat/", typed(again, "alat", all_still="on") | {suhu: "9"})
    again.refresh_from_db()
    assert again.answers["suhu"][str(world.bodies["pustu"].pk)] == {"value": "9"}
    assert sheet_of(again).unconfirmed_in("alat") == 0


def test_a_wrong_number_confirms_nothing(world: World, again: Assessment) -> None:
    url, kader = f"{again.get_absolute_url()}isi/sdm/", f"kader:{world.bodies['posyandu'].pk}"
    wrong = typed(again, "sdm", all_still="on") | {kader: "12"}
    answer = world.client("notulis").post(url, wrong)
    assert answer.status_code == 422 and 'name="all_still"' in answer.content.decode()
    assert len(sheet_of(Assessment.objects.get(pk=again.pk)).unconfirmed) == 6


def test_sending_says_what_waits_and_leads_there(world: World, again: Assessment) -> None:
    client, here = world.client("notulis"), again.get_absolute_url()
    page = client.get(f"{here}kirim/")
    told = page.content.decode()
    assert f'href="{here}isi/sdm/"' in told and f'href="{here}isi/alat/#t-suhu"' in told
    assert "?kirim" not in told  # nothing to press yet
    answer = client.post(f"{here}kirim/", {"act_id": str(new_id())})
    assert answer.status_code == 422 and f'href="{here}isi/sdm/"' in answer.content.decode()
    assert not Event.objects.filter(verb="assessment.submitted", subject_id=str(again.pk)).exists()
    for domain in ("sdm", "alat"):
        again.refresh_from_db()
        client.post(f"{here}isi/{domain}/", typed(again, domain, all_still="on"))
    assert "?kirim" in client.get(f"{here}kirim/").content.decode()
    assert client.post(f"{here}kirim/", {"act_id": str(new_id())}).status_code == 303


def test_what_nobody_confirmed_is_not_met_where_it_is_read(world: World, again: Assessment) -> None:
    here = again.get_absolute_url()
    page: Any = world.client("notulis").get(here)
    assert page.context_data["score"]["met"] == 0 and page.context_data["score"]["of"] == 4
    assert page.context_data["score"]["passed"] is None
    assert [domain["met"] for domain in page.context_data["domains"]] == [0, 0]
    assert not any(row["met"] for each in page.context_data["domains"] for row in each["rows"])
    assert page.context_data["copied"].startswith(("copied from", "disalin dari"))
    told = page.content.decode()
    assert told.count("2026") and page.context_data["copied"] in told
    client: Any = world.client("notulis")
    client.post(f"{here}isi/sdm/", typed(again, "sdm", all_still="on"))
    page = client.get(here)
    assert (page.context_data["score"]["met"], page.context_data["lacking"]) == (2, 3)
    again.refresh_from_db()
    client.post(f"{here}isi/alat/", typed(again, "alat", all_still="on"))
    score = client.get(here).context_data["score"]
    assert (score["met"], score["passed"]) == (4, True)


def test_copied_is_told_with_the_month_that_it_was_copied_from(
    world: World, again: Assessment
) -> None:
    """What was accepted only after it had begun is not what it was copied from."""
    assert copied_from(again) == "2026-05"
    withdrawn = Assessment.objects.get(month="2026-05")
    Assessment.objects.filter(pk=withdrawn.pk).update(accepted_at=wib(12, 1))
    assert copied_from(again) == ""

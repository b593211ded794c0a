"""Who is called passed against the scores: by table, in the journal, on the pages; and the rows behind the numbers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.journal.models import Event
from mufakat.programmes import actions, rules, scores
from mufakat.programmes.models import Cohort, CohortDistrict, Standing
from tests.world import TODAY, World

PASSING: Any = [
    ((8, 10), 80, "passes", ""),
    ((4, 5), 80, "passes", ""),
    ((7, 10), 80, "below", "standing.below"),
    ((0, 1), 1, "below", "standing.below"),
    ((0, 0), 80, "none", "standing.no_scores"),
    ((0, 0), 1, "none", "standing.no_scores"),
]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(("pair", "asked", "verdict", "refused"), PASSING)
def test_passing_against_the_scores_says_why(
    pair: tuple[int, int], asked: int, verdict: str, refused: str, named: bool
) -> None:
    assert rules.verdict_of(pair, asked) == verdict
    rules.passed_says_why(pair, asked, TODAY, "Keputusan bersama", named=named)
    code = field = ""
    try:
        rules.passed_says_why(pair, asked, TODAY, " ", named=named)
    except RuleBroken as broken:
        code, field = broken.code, broken.field or ""
    assert (code, field) == (refused, "reason" if refused else "")


DOUBTS: Any = [
    ("passed", {"passed": 7, "judged": 10, "asked": 80}, "below"),
    ("passed", {"passed": 0, "judged": 0, "asked": 80}, "none"),
    ("passed", {"passed": 8, "judged": 10, "asked": 80}, ""),
    ("passed", {}, ""),  # said before scores were asked
    ("running", {"passed": 7, "judged": 10, "asked": 80}, ""),
]


@pytest.mark.parametrize(("state", "kept", "doubt"), DOUBTS)
def test_a_doubt(state: str, kept: dict[str, int], doubt: str) -> None:
    assert rules.doubt_of(state, kept) == doubt


SCORES: dict[str, tuple[int, int]] = {}


@pytest.fixture
def running(at_work: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[CohortDistrict]:
    """The district runs; its scores are those of SCORES by day."""
    district = at_work.work["district"]
    monkeypatch.setattr(
        scores,
        "_sources",
        [lambda _c, _p, on: scores.Scores(*SCORES.get(on.isoformat(), (0, 0)), on)],
    )
    Cohort.objects.filter(pk=district.cohort_id).update(instrument_code="contoh")
    for day, state in ((2, "ready"), (3, "running")):
        with at_work.doing("dinkes_kabkota") as act:
            on = date(2026, 3, day)
            actions.record_standing(act, district, state=state, on=on, reason="Contoh rekaan.")
    yield CohortDistrict.objects.get(pk=district.pk)
    SCORES.clear()


def declare(world: World, district: CohortDistrict, **more: str) -> Any:
    sent = {"act_id": str(new_id()), "state": "passed", "on": "2026-06-01", **more}
    address = f"{district.get_absolute_url()}keadaan/catat/"
    return world.client("dinkes_kabkota").post(address, sent)


def test_it_is_asked_and_shown(at_work: World, running: CohortDistrict) -> None:
    SCORES["2026-06-01"] = (3, 10)
    answer = declare(at_work, running)
    assert answer.status_code == 422 and list(answer.context_data["form"].errors) == ["reason"]
    assert "3 dari 10" in answer.content.decode()
    act_id = str(new_id())
    for _twice in range(2):
        answer = declare(at_work, running, reason="Diputuskan bersama", act_id=act_id)
        assert answer.status_code == 303
    last = Standing.objects.get(state="passed")
    assert last.scores == {"passed": 3, "judged": 10, "asked": 80}
    event = Event.objects.get(verb="standing.recorded", data__on="2026-06-01")
    assert event.data["form"] == "doubted"
    SCORES.clear()  # what the figures say later does not change what they said then
    client = at_work.client("partner")
    programme, cohort = "/program/posyandu-prima/", running.cohort.get_absolute_url()
    shown = "dinyatakan lulus; menurut nilai belum"
    for address in (running.get_absolute_url(), cohort, f"{programme}kab-kota/?keadaan=doubted"):
        assert shown in client.get(address).content.decode(), address
    assert "keadaan=doubted" in client.get(programme).content.decode()


def test_nobody_is_assessed(at_work: World, running: CohortDistrict) -> None:
    assert declare(at_work, running).status_code == 422
    assert declare(at_work, running, reason="Contoh rekaan.").status_code == 303
    assert Standing.objects.get(state="passed").scores["judged"] == 0


def test_who_passes_by_the_scores_needs_no_reason(at_work: World, running: CohortDistrict) -> None:
    SCORES["2026-06-01"] = (8, 10)
    assert declare(at_work, running).status_code == 303
    programme = at_work.client("partner").get("/program/posyandu-prima/").content.decode()
    assert "keadaan=passed" in programme and "keadaan=doubted" not in programme


def codes(world: World, query: str = "") -> list[str]:
    answer: Any = world.client("partner").get(f"/program/posyandu-prima/kab-kota/{query}")
    assert answer.status_code == 200
    return [row.district.region.code for row in answer.context_data["rows"]]


def test_a_number_opens_exactly_its_rows(at_work: World, running: CohortDistrict) -> None:
    page = at_work.client("partner").get("/program/posyandu-prima/").content.decode()
    assert "kab-kota/?pada=2026-06-26&amp;sampai=2026" in page
    assert codes(at_work) == codes(at_work, "?keadaan=running&sampai=2026") == ["32.73"]
    assert codes(at_work, "?sampai=2025") == codes(at_work, "?keadaan=passed") == []
    assert codes(at_work, "?pada=2026-03-02&keadaan=running") == []
    assert codes(at_work, "?sampai=x&keadaan=y") == ["32.73"]  # narrows nothing


def test_the_list_costs_the_same(at_work: World, running: CohortDistrict) -> None:
    client, counts = at_work.client("dinkes_provinsi"), []
    for code in ("", "32.04"):
        if code:
            with at_work.doing("dinkes_provinsi") as act:
                region = at_work.regions[code]
                actions.join_district(act, running.cohort, region=region, on=date(2026, 3, 1))
        client.get("/program/posyandu-prima/kab-kota/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/program/posyandu-prima/kab-kota/")
        counts.append(len(counted))
    assert counts[0] == counts[1]

"""Patterns, studies and the scores of a wave, as pages."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.directory import actions as directory
from mufakat.indicators.models import Instrument
from mufakat.learning import actions
from mufakat.learning.models import Study
from mufakat.learning.pages.studies import reasons
from mufakat.programmes.models import (
    Cohort,
    CohortDistrict,
    Programme,
    Standing,
)
from tests.world import World

from .conftest import BODY, Span
from .test_pages import send, shown, text_of

ALL = ("ruang", "sk", "kader", "alat", "lokmin")


def sites(world: World, span: Span, number: int, met: Any) -> None:
    with world.doing("administrator") as act:
        made = [
            directory.record_facility(
                act, name=f"Puskesmas {n}", kind="puskesmas", region=world.kecamatan
            )
            for n in range(number)
        ]
    for at, site in enumerate(made):
        span(site, "2026-01", met(at))


def test_patterns(world: World, span: Span) -> None:
    sites(world, span, 20, lambda at: ALL if at % 2 else ("ruang", "sk"))
    client = world.client("dinkes_kabkota")
    assert client.get("/pembelajaran/pola/").status_code == 200
    answer = client.get("/pembelajaran/pola/?instrumen=contoh&wilayah=32.73&bulan=2026-06")
    found = shown(answer)["found"]
    assert (found["sites"], found["passed"], found["judged"]) == (20, 10, 20)
    by_title = {row["title"]: row for row in found["indicators"]}
    assert [row["title"] for row in found["indicators"]] == [f"Ada {c}" for c in ALL]
    kader = by_title["Ada kader"]
    assert (kader["table"].with_reached, kader["table"].without_reached) == (10, 0)
    assert kader["sure"] and kader["points"] == "+100"
    assert by_title["Ada ruang"]["points"] == ""  # everybody has it: nothing to compare with
    assert {row["table"].without_all for row in found["situations"]} >= {20}
    assert found["sure"] == sum(row["sure"] for row in found["indicators"]) > 0
    html = answer.content.decode()
    few = html.partition('<details class="figures">')[2].partition("</details>")[0]
    assert "Ada ruang" in few and "Ada kader" not in few  # too few stand apart, and are counted
    text = text_of(answer)
    assert "10 dari 20" in text or "10 of 10" in text or "10 dari 10" in text


RULES = [
    ("met*100 >= 80*applicable", "80", 0),
    ("met*100 >= 60*applicable", "60", 10),  # of the other four 3 are met where "kader" is not
    ("index*100 >= 80", "80", 0),
]


@pytest.mark.parametrize(("rule", "percent", "without"), RULES)
def test_patterns_ask_the_rule_of_the_instrument(
    world: World, coe: Instrument, span: Span, rule: str, percent: str, without: int
) -> None:
    """Nothing is fixed here: the share that is asked for stands in the instrument."""
    coe.versions.update(body=BODY | {"threshold": rule}, digest=f"{rule:64}")
    sites(world, span, 20, lambda at: ALL if at % 2 else ("ruang", "sk", "alat"))
    client = world.client("dinkes_kabkota")
    answer = client.get("/pembelajaran/pola/?instrumen=contoh&wilayah=32.73&bulan=2026-06")
    found = shown(answer)["found"]
    kader = next(row for row in found["indicators"] if row["title"] == "Ada kader")
    assert kader["table"].without_reached == without
    assert (found["is_without"], percent in found["rule"]) == ("met" in rule, True)
    if "index" in rule:  # as the instrument says, the indicator with it
        assert kader["table"].with_reached == found["passed"] == 10


PATTERNS_ASKED: Any = [
    ("instrumen=contoh&wilayah=32.04&bulan=2026-06", "wilayah"),  # not his
    ("instrumen=contoh&wilayah=99.99&bulan=2026-06", "wilayah"),
    ("instrumen=lain&wilayah=32.73&bulan=2026-06", "instrumen"),
    ("instrumen=contoh&wilayah=32.73&bulan=2026-13", "bulan"),
    ("instrumen=contoh&wilayah=32.73", "bulan"),
]


def test_patterns_asked_wrongly(world: World, span: Span, subtests: pytest.Subtests) -> None:
    span(world.citarip, "2026-01", ALL)
    client = world.client("dinkes_kabkota")
    for query, field in PATTERNS_ASKED:
        with subtests.test(query=query):
            answer = client.get(f"/pembelajaran/pola/?{query}")
            assert answer.status_code == 422
            assert list(shown(answer)["form"].errors) == [field]


def test_patterns_of_nobody(world: World, span: Span) -> None:
    span(world.citarip, "2026-05", ALL)
    answer = world.client("dinkes_kabkota").get(
        "/pembelajaran/pola/?instrumen=contoh&wilayah=32.73&bulan=2026-01"
    )
    assert answer.status_code == 200 and shown(answer)["found"]["sites"] == 0


def test_patterns_cost_the_same(world: World, span: Span) -> None:
    client, counts = world.client("dinkes_kabkota"), []
    address = "/pembelajaran/pola/?instrumen=contoh&wilayah=32.73&bulan=2026-06"
    span(world.citarip, "2026-01", ALL)
    for more in (0, 3):
        if more:
            sites(world, span, more, lambda _at: ALL)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


NO_DAYS = ["0024-08-01", "1024-08-01", "2524-08-01"]


@pytest.mark.parametrize("day", NO_DAYS)
def test_a_mistyped_year_is_said(world: World, cohort: Cohort, day: str) -> None:
    client, joined = world.client("ministry"), cohort.districts.first()
    assert joined is not None
    for address in (f"gelombang/{cohort.pk}", f"kabkota/{joined.pk}"):
        answer = client.get(f"/pembelajaran/{address}/?pada={day}")
        assert list(shown(answer)["form"].errors) == ["pada"]


ASKED = {
    "figure": "contoh|@passed",
    "region": "32.73",
    "through_month": "2026-06",
    "start": "lokus",
}


def test_a_study_is_asked(world: World, span: Span, programme: Programme) -> None:
    span(world.citarip, "2026-01", ALL)
    client, asked = world.client("dinkes_kabkota"), ASKED | {"programme": str(programme.pk)}
    assert client.get("/pembelajaran/dampak/catat/").status_code == 200
    wrong: Any = [
        ({"region": "32.04"}, "region"),
        ({"through_month": "Juni"}, "through_month"),
        ({"through_month": "2026-07"}, "through_month"),  # still to come
        ({"figure": ""}, "figure"),
        ({"start": "cohort"}, "cohort"),
        ({"programme": ""}, "programme"),
    ]
    for fields, field in wrong:
        answer = send(client, "/pembelajaran/dampak/catat/", **asked | fields)
        assert answer.status_code == 422
        assert list(shown(answer)["form"].errors) == [field]
    answer = send(client, "/pembelajaran/dampak/catat/", **asked)
    assert answer.status_code == 303
    study = Study.objects.get()
    assert client.get(study.get_absolute_url()).status_code == 200
    assert world.client("neighbour").get(study.get_absolute_url()).status_code == 404
    assert str(programme) in text_of(client.get("/pembelajaran/dampak/"))


MONTHS = [
    {"since": n, "points": 100 * n, "low": 100 * n - 300, "high": 100 * n + 300, "sites": 9}
    for n in range(-3, 4)
]
DONE = {
    "points": 800,
    "low": 200,
    "high": 1400,
    "sites": 24,
    "entered": 12,
    "clusters": 24,
    "degrees": 11,
    "months": MONTHS,
    "ahead": "moving",
    "version": "pyfixest 0",
    "counted": "assessed",
    "left_out": {"months": 2},
}


def test_how_an_answer_is_told(
    world: World, coe: Instrument, programme: Programme, subtests: pytest.Subtests
) -> None:
    with world.doing("dinkes_kabkota") as act:
        study = actions.record_study(
            act,
            programme=programme,
            instrument=coe,
            region=world.city,
            measure="@passed",
            through_month="2026-06",
            start="lokus",
        )
    client = world.client("dinkes_kabkota")
    with world.doing("ministry") as act:
        actions.estimate_study(act, study, state="done", result=DONE, data_digest="ab" * 32)
    answer = client.get(study.get_absolute_url())
    html, text = answer.content.decode(), text_of(answer)
    assert answer.status_code == 200
    assert "+8" in text and "+14" in text and "abababab" in text
    assert html.count('class="course"') == 6
    assert html.count("message warning") == 2  # parted before, and few units
    Study.objects.update(result={k: v for k, v in DONE.items() if k != "counted"})
    old = client.get(study.get_absolute_url()).content.decode()
    assert old.count("message warning") == 3  # one more: of before only assessed months counted
    assert html.count('<p class="small">') == old.count('<p class="small">') + 1
    told = {"low": -100, "high": 1400}, {"low": -900, "high": -100}
    for more, sure in zip(told, (False, True), strict=True):
        with subtests.test(more=more):
            Study.objects.update(result=DONE | more)
            page = client.get(study.get_absolute_url())
            finding = shown(page)["finding"]
            assert ("8" in finding) is sure
    for code in reasons():
        with subtests.test(code=code):
            Study.objects.update(state="refused", result={"reasons": [code]})
            page = client.get(study.get_absolute_url())
            assert page.status_code == 200 and len(shown(page)["reasons"][0]) > 20


def rows_in(found: dict[str, Any]) -> dict[str, Any]:
    return {row["district"].region.code: row for group in found["groups"] for row in group.rows}


def test_a_wave(world: World, cohort: Cohort, span: Span) -> None:
    span(world.citarip, "2026-04", ("ruang",), until="2026-06")
    span(world.citarip, "2026-06", ALL)
    span(world.bodies["sukapakir"], "2026-04", ("ruang",))
    span(world.bodies["soreang"], "2026-04", ALL)
    client = world.client("ministry")
    assert cohort.title in text_of(client.get("/pembelajaran/gelombang/"))
    found = shown(client.get(f"/pembelajaran/gelombang/{cohort.pk}/"))
    assert (found["counted"], found["reached"], found["needed"]) == (2, 1, 2)
    rows = rows_in(found)
    assert rows["32.73"]["now"] == (1, 2)
    assert rows["32.04"]["now"] == (1, 1)
    assert found["ahead"]
    city = shown(world.client("dinkes_kabkota").get(f"/pembelajaran/gelombang/{cohort.pk}/"))
    assert (city["reached"], city["ahead"]) == (None, "")
    rows = rows_in(city)
    assert rows["32.73"]["now"] == (1, 2)
    assert (rows["32.04"]["now"], rows["32.04"]["sees"]) == (None, False)


def test_numbers_of_a_wave_lead_to_their_rows(
    world: World, cohort: Cohort, span: Span, subtests: pytest.Subtests
) -> None:
    """What needs help comes first; the group to which a number leads stands open."""
    span(world.citarip, "2026-04", ("ruang",))
    span(world.bodies["soreang"], "2026-04", ALL)
    client, address = world.client("ministry"), f"/pembelajaran/gelombang/{cohort.pk}/"
    wanted = {
        "": [("belum", False), ("lulus", True)],
        "lulus": [("belum", False), ("lulus", False)],
        "flat": [("flat", False), ("lulus", True)],
        "running": [("running", False)],
        "dinkes": [("tanpa", True)],
        "peran": [("tanpa", True)],
        "sedikit": [("sedikit", False)],
        "apa saja": [("belum", False), ("lulus", True)],
    }
    for asked, groups in wanted.items():
        with subtests.test(asked=asked):
            answer = client.get(address, {"kelompok": asked})
            found = [(group.key, group.folded) for group in shown(answer)["groups"]]
            assert found == groups
            assert f'id="{groups[0][0]}"' in answer.content.decode()
    text = client.get(address).content.decode()
    for asked in set(re.findall(r"kelompok=([\w-]+)", text)):
        with subtests.test(leads=asked):
            page = client.get(address, {"kelompok": asked}).content.decode()
            assert f'id="{asked}"' in page
    assert "/fasilitas/?wilayah=32.73&amp;bulan=2026-06" in text


def test_a_wave_costs_the_same(world: World, cohort: Cohort, span: Span) -> None:
    client, counts = world.client("ministry"), []
    span(world.citarip, "2026-04", ALL)
    for code in ("", "32.73.04"):
        if code:  # a third district, as far as the page is concerned
            region = world.regions[code]
            joined = CohortDistrict.objects.create(
                cohort=cohort, region=region, region_path=region.path, joined_on=date(2026, 1, 1)
            )
            Standing.objects.create(district=joined, state="planned", on=date(2026, 1, 1))
        with CaptureQueriesContext(connection) as counted:
            client.get(f"/pembelajaran/gelombang/{cohort.pk}/")
        counts.append(len(counted))
    assert counts[0] == counts[1]

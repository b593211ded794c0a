"""A study is computed once, outside requests, and keeps its answer with the digest of its data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from mufakat.directory import actions as directory
from mufakat.directory.models import Organisation
from mufakat.indicators.models import Instrument
from mufakat.indicators.rules.months import months_until
from mufakat.journal.models import Event
from mufakat.learning import actions, effect, jobs
from mufakat.learning.models import Study
from mufakat.learning.queries.panels import (
    digest_of,
    district_of,
    panel_of,
)
from mufakat.programmes.models import Cohort, CohortDistrict, Lokus, Programme, Standing
from tests.world import World

from .conftest import Span

ALL = ("ruang", "sk", "kader", "alat", "lokmin")
SITES = 24


@pytest.fixture
def programme(world: World) -> Programme:
    nation = world.regions["ID"]
    return Programme.objects.create(
        code="contoh", family="lain", title="Contoh rekaan", region=nation, region_path=""
    )


@pytest.fixture
def sites(world: World) -> list[Organisation]:
    with world.doing("administrator") as act:
        return [
            directory.record_facility(
                act, name=f"Puskesmas {n}", kind="puskesmas", region=world.kecamatan
            )
            for n in range(SITES)
        ]


def ask(world: World, programme: Programme, coe: Instrument, **more: Any) -> Study:
    values = {"measure": "@met", "through_month": "2026-06", "start": "lokus"} | more
    with world.doing("dinkes_kabkota") as act:
        return actions.record_study(
            act, programme=programme, instrument=coe, region=world.city, **values
        )


ASSESSED = ("2025-06", "2025-09", "2025-12", "2026-02", "2026-04", "2026-06")


def roll_out(
    sites: list[Organisation], programme: Programme, span: Span, months: Sequence[str] = ASSESSED
) -> None:
    """A third enters in January 2026, a third in March, the others never; each site is a little different."""
    for at, site in enumerate(sites):
        start = {0: "2026-01", 1: "2026-03"}.get(at % 3)
        for month, until in zip(months, [*months[1:], ""], strict=True):
            met = (1 if month < "2025-09" else 2) + (2 if start and month >= start else 0)
            span(site, month, ALL[: met + at % 2], until=until)
        if start:
            Lokus.objects.create(
                programme=programme,
                organisation=site,
                region_path=site.region_path,
                valid_from=date.fromisoformat(f"{start}-10"),
            )


def test_the_district_of_a_place() -> None:
    assert district_of("32.73.04.1003.") == "32.73."
    assert district_of("32.") == "32."


def test_a_panel(
    world: World, programme: Programme, coe: Instrument, span: Span, sites: list[Organisation]
) -> None:
    roll_out(sites, programme, span)
    panel = panel_of(ask(world, programme, coe))
    assert panel.months == tuple(months_until("2026-06", 13))
    first, second, third = (str(site.pk) for site in sites[:3])
    told = {"2025-06": 2000, "2025-09": 4000, "2025-12": 4000}
    told |= dict.fromkeys(ASSESSED[3:], 8000)  # in no other month, however long a figure stands
    assert panel.figures[first] == tuple(told.get(month) for month in panel.months)
    assert [panel.entered[each] for each in (first, second, third)] == [7, 9, None]


@pytest.mark.skipif(not effect.is_installed(), reason="needs the extra effect")
@pytest.mark.long(20)
def test_a_study_is_computed(
    world: World, programme: Programme, coe: Instrument, span: Span, sites: list[Organisation]
) -> None:
    roll_out(sites, programme, span)
    study = ask(world, programme, coe)
    assert study.state == "waiting"
    jobs.estimate_studies()
    study.refresh_from_db()
    assert study.state == "done", study.result
    assert study.result["entered"] == 16
    assert study.result["low"] <= 4000 <= study.result["high"] + 1
    assert study.data_digest == digest_of(panel_of(study))
    kept = study.result
    Lokus.objects.all().delete()
    jobs.estimate_studies()
    study.refresh_from_db()
    assert study.result == kept


def test_figures_that_only_stand_are_no_months_before_entry(
    world: World, programme: Programme, coe: Instrument, span: Span, sites: list[Organisation]
) -> None:
    """Assessed twice: the figure stands for nine months before the second, and was looked at in one."""
    roll_out(sites, programme, span, ("2025-06", "2026-04"))
    study = ask(world, programme, coe)
    jobs.estimate_studies()
    study.refresh_from_db()
    assert (study.state, study.result["reasons"]) == ("refused", ["few_before"])
    assert study.result["left_out"]["short_before"] == 16


def test_data_that_cannot_carry_it(world: World, programme: Programme, coe: Instrument) -> None:
    study = ask(world, programme, coe)
    jobs.estimate_studies()
    study.refresh_from_db()
    assert (study.state, study.result["reasons"]) == ("refused", ["nobody_entered"])


def test_without_the_library(
    world: World,
    programme: Programme,
    coe: Instrument,
    span: Span,
    sites: list[Organisation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roll_out(sites, programme, span)
    study = ask(world, programme, coe)
    monkeypatch.setattr(effect, "is_installed", lambda: False)
    jobs.estimate_studies()
    study.refresh_from_db()
    assert (study.state, study.result["reasons"]) == ("failed", ["not_installed"])
    jobs.estimate_studies()
    study.refresh_from_db()
    assert study.version == 2  # told once
    page: Any = world.client("ministry").get(study.get_absolute_url())
    assert "Itu pun sebuah jawaban" not in page.content.decode()  # it says nothing of the figures
    found = effect.Estimate(
        points=400, low=300, high=500, sites=24, entered=16, clusters=24, degrees=11, ahead="quiet"
    )
    monkeypatch.setattr(effect, "is_installed", lambda: True)
    monkeypatch.setattr(effect, "estimate", lambda _panel: found)
    jobs.estimate_studies()  # it was installed since
    study.refresh_from_db()
    assert (study.state, study.result["points"], study.version) == ("done", 400, 3)


def test_what_was_not_tested_before_entry_is_no_answer(
    world: World,
    programme: Programme,
    coe: Instrument,
    span: Span,
    sites: list[Organisation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roll_out(sites, programme, span)
    study = ask(world, programme, coe)
    untested = effect.Estimate(
        points=400,
        low=300,
        high=500,
        sites=24,
        entered=16,
        clusters=24,
        degrees=11,
        ahead="unknown",
    )
    monkeypatch.setattr(effect, "is_installed", lambda: True)
    monkeypatch.setattr(effect, "estimate", lambda _panel: untested)
    jobs.estimate_studies()
    study.refresh_from_db()
    assert (study.state, study.result["reasons"]) == ("refused", ["not_tested"])
    page = world.client("dinkes_kabkota").get(study.get_absolute_url()).content.decode()
    assert "tidak dapat diuji" in page and "+4" not in page
    assert "Itu pun sebuah jawaban" in page


BROKEN = [
    (ZeroDivisionError(), ("failed", ["broke"])),
    (effect.NoFit(), ("refused", ["no_fit"])),
]


@pytest.mark.parametrize(("broke", "told"), BROKEN)
def test_what_breaks_is_told(
    world: World,
    programme: Programme,
    coe: Instrument,
    span: Span,
    sites: list[Organisation],
    monkeypatch: pytest.MonkeyPatch,
    broke: Exception,
    told: tuple[str, list[str]],
) -> None:
    roll_out(sites, programme, span)
    study = ask(world, programme, coe)

    def broken(_panel: Any) -> None:
        raise broke

    monkeypatch.setattr(effect, "is_installed", lambda: True)
    monkeypatch.setattr(effect, "estimate", broken)
    jobs.estimate_studies()
    study.refresh_from_db()
    assert (study.state, study.result["reasons"]) == told


def test_only_the_first_answer_is_kept(world: World, programme: Programme, coe: Instrument) -> None:
    study = ask(world, programme, coe)
    answers: Any = [("done", {"points": 800}, "a" * 64), ("refused", {"reasons": ["x"]}, "b" * 64)]
    for state, result, digest in answers:
        with world.doing("ministry") as act:
            told = actions.estimate_study(
                act, study, state=state, result=result, data_digest=digest
            )
        assert (told.state, told.result, told.data_digest) == answers[0]
    study.refresh_from_db()
    assert (study.state, study.result, study.data_digest) == answers[0]
    assert study.version == 2
    (event,) = Event.objects.filter(verb="study.estimated")
    assert event.data["data_digest"] == "a" * 64


def test_districts_of_a_wave(
    world: World, programme: Programme, coe: Instrument, span: Span
) -> None:
    cohort = Cohort.objects.create(
        programme=programme, title="2026", year=2026, quota=2, starts_on=date(2026, 1, 1)
    )
    joined = CohortDistrict.objects.create(
        cohort=cohort, region=world.city, region_path=world.city.path, joined_on=date(2026, 1, 1)
    )
    for state, day in (("planned", 1), ("running", 2), ("passed", 5)):
        Standing.objects.create(district=joined, state=state, on=date(2026, day, 1))
    span(world.citarip, "2026-01", ("ruang",))
    panel = panel_of(ask(world, programme, coe, start="cohort", cohort=cohort))
    site = str(world.citarip.pk)
    assert (panel.months[panel.entered[site] or 0], panel.cluster[site]) == ("2026-02", "32.73.")

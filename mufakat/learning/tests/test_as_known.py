"""What is told of a day is what was known on that day: scores of a wave, figures before and after a session."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mufakat.directory.models import Region, RegionSuccession
from mufakat.indicators.models import InstrumentVersion
from mufakat.learning import actions
from mufakat.learning.actions.looks import figures_between
from mufakat.learning.models import LaterLook, Review
from mufakat.learning.pages.forecasts import when
from mufakat.learning.pages.review import moved
from mufakat.learning.rules import forecast
from mufakat.learning.rules.reviews import month_over_by
from mufakat.programmes.models import Cohort, CohortDistrict, Standing
from mufakat.programmes.scores import Scores, scores_on
from tests.world import TODAY, World

from .conftest import BODY, Span, close
from .test_figures import ALL, rows_in
from .test_pages import send, shown, text_of


def found_in_june(world: World, span: Span) -> None:
    """Of two Puskesmas of the city one passes; that was found in June."""
    span(world.citarip, "2026-04", (), until="2026-06")
    span(world.citarip, "2026-06", ALL)
    span(world.bodies["sukapakir"], "2026-04", ())


def test_the_scores_of_a_day(world: World, cohort: Cohort, span: Span) -> None:
    found_in_june(world, span)
    wanted = {
        date(2026, 3, 31): (0, 0, date(2026, 3, 31)),
        date(2026, 4, 29): (0, 0, date(2026, 3, 31)),
        date(2026, 4, 30): (0, 2, date(2026, 4, 30)),
        date(2026, 6, 1): (0, 2, date(2026, 5, 31)),
        TODAY: (1, 2, TODAY),  # of the month under way what is known by now
    }
    assert {on: scores_on(cohort, world.city.path, on) for on in wanted} == wanted
    cohort.instrument_code = ""
    assert scores_on(cohort, world.city.path, TODAY) == Scores(0, 0, TODAY)


def test_where_nothing_applies_nobody_is_judged(world: World, cohort: Cohort, span: Span) -> None:
    made = span(world.citarip, "2026-04", ())
    made.passed = None
    made.save()
    assert scores_on(cohort, world.city.path, TODAY) == (0, 0, TODAY)


DAYS = [
    ("?pada=2026-05-31", "2026-05", (0, 2), ""),
    ("?pada=2026-06-01", "2026-05", (0, 2), "sampai 31 Mei 2026"),
    ("", "2026-06", (1, 2), ""),
]


@pytest.mark.parametrize(("asked", "month", "scores", "told"), DAYS)
def test_pages_say_until_when_the_assessments_count(
    world: World, cohort: Cohort, span: Span, asked: str, month: str, scores: Any, told: str
) -> None:
    """The wave and each of its districts tell the same as the dashboard of that day."""
    found_in_june(world, span)
    district = cohort.districts.get(region=world.city)
    client = world.client("ministry")
    wave = client.get(f"/pembelajaran/gelombang/{cohort.pk}/{asked}")
    one = client.get(f"/pembelajaran/kabkota/{district.pk}/{asked}")
    assert rows_in(shown(wave))["32.73"]["now"] == scores == shown(one)["score"]["now"]
    assert f"bulan={month}" in wave.content.decode()
    assert shown(one)["score"]["course"][-1][0] == month
    for page in (wave, one):
        assert ("menurut penilaian sampai" in text_of(page)) is bool(told)
        assert told in text_of(page)
    board = client.get(f"/capaian/contoh/?wilayah=32.73&{asked.lstrip('?')}")
    assert shown(board)["scope"].month == month


def test_what_is_foreseen_is_counted_from_the_scores(
    world: World, cohort: Cohort, span: Span
) -> None:
    span(world.citarip, "2026-02", (), until="2026-04")
    span(world.citarip, "2026-04", ALL)
    for at, name in enumerate(("sukapakir", "posyandu", "pustu")):
        span(world.bodies[name], "2026-02", (), until=f"2026-0{5 + at}")
        span(world.bodies[name], f"2026-0{5 + at}", ALL if at == 0 else ())
    district = cohort.districts.get(region=world.city)
    client = world.client("ministry")
    score = shown(client.get(f"/pembelajaran/kabkota/{district.pk}/?pada=2026-06-01"))["score"]
    ahead = forecast.ahead([pair for _month, pair in score["course"]], cohort.pass_percent)
    assert ahead.months
    assert score["ahead"] == when(ahead, date(2026, 5, 31)) != when(ahead, date(2026, 6, 1))
    wave = shown(client.get(f"/pembelajaran/gelombang/{cohort.pk}/?pada=2026-06-01"))
    assert rows_in(wave)["32.73"]["ahead"] == score["ahead"]


def test_who_is_called_passed_before_it_was_found_says_why(
    world: World, cohort: Cohort, span: Span
) -> None:
    span(world.citarip, "2026-04", (), until="2026-06")
    span(world.citarip, "2026-06", ALL)
    city = CohortDistrict.objects.get(region__code="32.73")
    address, client = f"{city.get_absolute_url()}keadaan/catat/", world.client("ministry")
    sent = {"state": "passed", "on": "2026-06-01"}
    refused = send(client, address, **sent)
    assert list(shown(refused)["form"].errors) == ["reason"]
    assert "sampai 31 Mei 2026" in text_of(refused) and "0 dari 1" in text_of(refused)
    assert send(client, address, **sent, reason="Keputusan bersama").status_code == 303
    kept = Standing.objects.get(state="passed").scores
    assert (kept["passed"], kept["judged"]) == (0, 1)


OVER = [
    (date(2026, 7, 1), "2026-06"),
    (date(2026, 7, 30), "2026-06"),
    (date(2026, 7, 31), "2026-07"),
    (date(2026, 1, 15), "2025-12"),
    (date(2024, 2, 28), "2024-01"),
    (date(2024, 2, 29), "2024-02"),
]


@pytest.mark.parametrize(("day", "month"), OVER)
def test_the_month_that_was_over_by_a_day(day: date, month: str) -> None:
    assert month_over_by(day) == month


def held(world: World, on: date, **fields: Any) -> Review:
    with world.doing("dinkes_kabkota") as act:
        made = actions.record_review(act, question="Apa?", on=on, region=world.city, **fields)
    close(world, made)
    return Review.objects.get(pk=made.pk)


def look(world: World, review: Review, on: date) -> LaterLook:
    with world.doing("dinkes_kabkota") as act:
        told: dict[str, Any] = {"was_done": "yes", "did_work": "yes", "text": "Sudah."}
        return actions.record_look(act, review, on=on, **told)


def test_a_look_in_the_month_of_the_session_shows_what_changed(
    world: World, span: Span, coe: Any, time_machine: Any
) -> None:
    """What was found after the session is no figure from before it."""
    found_in_june(world, span)
    time_machine.move_to("2026-07-02T05:00:00Z")
    review = held(world, date(2026, 6, 1), instrument=coe, measure="@passed")
    figures = look(world, review, date(2026, 6, 30)).figures
    assert figures is not None
    assert figures["before"] == {"month": "2026-05", "n": 0, "d": 2, "sites": 2}
    assert figures["after"] == {"month": "2026-06", "n": 1, "d": 2, "sites": 2}


def test_where_no_month_ended_nothing_is_compared(
    world: World, span: Span, coe: Any, time_machine: Any
) -> None:
    found_in_june(world, span)
    time_machine.move_to("2026-07-02T05:00:00Z")
    review = held(world, date(2026, 6, 1), instrument=coe, measure="@passed")
    told = moved(look(world, review, date(2026, 6, 29)).figures)
    assert told is not None and [row["month"] for row in told["rows"]] == ["2026-05"]
    page = text_of(world.client("ministry").get(review.get_absolute_url()))
    assert "Belum ada bulan yang berakhir" in page


def test_where_one_month_has_no_figure_the_page_says_so(
    world: World, span: Span, coe: Any, time_machine: Any
) -> None:
    span(world.citarip, "2026-06", ALL)
    time_machine.move_to("2026-07-02T05:00:00Z")
    review = held(world, date(2026, 6, 1), instrument=coe, measure="@passed")
    look(world, review, date(2026, 6, 30))
    page = world.client("ministry").get(review.get_absolute_url())
    assert page.status_code == 200 and shown(page)["looks"][0]["moved"]["fewer"] is False
    assert "Tidak ada angka untuk Mei 2026." in text_of(page)  # of June there is one


def test_a_look_at_one_facility_shows_its_own_figure(
    world: World, span: Span, coe: Any, time_machine: Any
) -> None:
    """Not that of the region in which it lies."""
    found_in_june(world, span)
    time_machine.move_to("2026-07-02T05:00:00Z")
    asked: Any = {"instrument": coe, "measure": "@passed"}
    for body, passes in ((world.citarip, 1), (world.bodies["sukapakir"], 0)):
        review = held(world, date(2026, 6, 1), organisation=body, **asked)
        figures = look(world, review, date(2026, 6, 30)).figures
        assert figures is not None
        assert figures["after"] == {"month": "2026-06", "n": passes, "d": 1, "sites": 1}


def renamed(world: World, on: date) -> Region:
    """The city under another name and code since a law (invented)."""
    old = world.city
    new = Region.objects.create(
        code="32.97", path="32.97.", name="Contoh rekaan", kind="kota", level=2,
        parent=world.province, timezone=old.timezone, source="contoh", valid_from=on,
    )  # fmt: skip
    RegionSuccession.objects.create(old=old, new=new, on=on, source="contoh")
    Region.objects.filter(pk=old.pk).update(valid_to=on - date.resolution)
    return new


@pytest.mark.parametrize("stands", [False, True])
@pytest.mark.parametrize("of_new", [False, True])
def test_a_renamed_district_is_looked_at_under_all_its_names(
    world: World, span: Span, coe: Any, time_machine: Any, of_new: bool, stands: bool
) -> None:
    """One that was cut out of a district that stands is another."""
    span(world.citarip, "2026-06", ALL, until="2026-08")
    new = renamed(world, date(2026, 8, 5))
    after = span(world.citarip, "2026-08", ALL)
    type(after).objects.filter(pk=after.pk).update(region_path=new.path)
    if stands:
        Region.objects.filter(pk=world.city.pk).update(valid_to=None)
    time_machine.move_to("2026-09-02T05:00:00Z")
    review = held(world, date(2026, 7, 31), instrument=coe, measure="@passed")
    if of_new:
        Review.objects.filter(pk=review.pk).update(region=new)
        review = Review.objects.get(pk=review.pk)
    figures = figures_between(review, date(2026, 8, 31))
    assert figures is not None
    pairs = [(figures[at]["n"], figures[at]["d"]) for at in ("before", "after")]
    mine = [(0, 0), (1, 1)] if of_new else [(1, 1), (0, 0)]
    assert pairs == (mine if stands else [(1, 1), (1, 1)])


MONTHS = [(1, 0, "Juli 2026"), (0, 1, "Juni 2026"), (0, 0, "kedua bulan")]


@pytest.mark.parametrize(("before", "after", "missing"), MONTHS)
def test_which_month_has_no_figure(before: int, after: int, missing: str) -> None:
    pairs = {"before": ("2026-06", before), "after": ("2026-07", after)}
    told = moved(
        {"title": "x"}
        | {at: {"month": m, "n": d, "d": d, "sites": d} for at, (m, d) in pairs.items()}
    )
    assert told is not None and told["finding"] == f"Tidak ada angka untuk {missing}."


def test_a_question_that_ended_keeps_its_title(
    world: World, span: Span, coe: Any, time_machine: Any
) -> None:
    """The words of the last version that asked it."""
    time_machine.move_to("2026-07-02T05:00:00Z")
    review = held(world, date(2026, 6, 1), instrument=coe, measure="kader")
    for number, title in ((2, "Kader terlatih"), (3, "")):
        domains = [
            part
            | {
                "indicator": [
                    each | ({"title": title} if each["code"] == "kader" else {})
                    for each in part["indicator"]
                    if title or each["code"] != "kader"
                ]
            }
            for part in BODY["domain"]
        ]
        InstrumentVersion.objects.create(
            instrument=coe, number=number, body=BODY | {"domain": domains},
            valid_from=date(2026, 6, number), digest=f"{number}ea2" * 16,
            published_at=datetime(2026, 6, number, tzinfo=UTC),
        )  # fmt: skip
    figures = figures_between(review, date(2026, 6, 30))
    assert figures is not None and figures["title"] == "Kader terlatih"
    page = world.client("ministry").get(review.get_absolute_url())
    assert shown(page)["figure"] == "Kader terlatih"

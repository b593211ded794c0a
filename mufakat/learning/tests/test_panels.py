"""The panel behind a study: whose code a law changed, what was done in a month, where a lokus lay. All invented."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.directory.models import Organisation, Region, RegionSuccession
from mufakat.indicators.actions.booking import book
from mufakat.indicators.models import Instrument, SiteSpan
from mufakat.indicators.tests.test_rollup_booking import a_body
from mufakat.learning.queries.cohorts import districts_of
from mufakat.learning.queries.panels import panel_of
from mufakat.learning.rules.comparable import Panel
from mufakat.programmes.models import Cohort, CohortDistrict, Lokus, Programme, Standing
from tests.regions import load_some
from tests.rollup import accepted, an_instrument, result
from tests.world import doing

pytestmark = pytest.mark.django_db
LAW = date(2022, 7, 25)


@pytest.fixture
def papua() -> dict[str, Region]:
    """Merauke was 91.01 and is 93.01 since a law of 2022."""
    places = load_some("91.01", "93.01")
    old = places["91.01"]
    RegionSuccession.objects.create(old=old, new=places["93.01"], on=LAW, source="UU 14/2022")
    old.valid_to = date(2022, 7, 24)
    old.save()
    return places


@pytest.fixture
def programme(papua: dict[str, Region]) -> Programme:
    return Programme.objects.create(
        id=new_id(),
        code="contoh",
        title="Contoh rekaan",
        region=papua["ID"],
        valid_from=date(2020, 1, 1),
    )


def measured(places: dict[str, Region]) -> tuple[Instrument, Organisation]:
    """A Puskesmas of Merauke that is ready since December 2021."""
    made, body = an_instrument(), a_body(places, "Puskesmas contoh rekaan", "93.01.01")
    for month, ready in (("2021-01", 0), ("2021-06", 0), ("2021-12", 1), ("2022-09", 1)):
        accepted(made, body, month, result(ready=(ready, 1, bool(ready))))
    book(made, body)
    return made, body


def wave(
    programme: Programme, made: Instrument, region: Region, running: date
) -> tuple[Cohort, CohortDistrict]:
    cohort = Cohort.objects.create(
        id=new_id(),
        programme=programme,
        title="Contoh rekaan",
        year=2021,
        quota=5,
        starts_on=date(2021, 1, 1),
        instrument_code=made.code,
    )
    joined = CohortDistrict.objects.create(
        id=new_id(),
        cohort=cohort,
        region=region,
        region_path=region.path,
        joined_on=date(2021, 1, 1),
    )
    Standing.objects.create(id=new_id(), district=joined, state="running", on=running)
    return cohort, joined


def panel(programme: Programme, made: Instrument, **more: Any) -> Panel:
    asked: dict[str, Any] = {"start": "lokus", "cohort": ""}
    values = {"region_path": "", "through_month": "2022-12", "measure": "ready"} | more
    named = {"instrument": made, "instrument_id": made.pk, "programme": programme}
    study: Any = SimpleNamespace(**({"asked": asked} | named | values))
    return panel_of(study)


ENTRIES = [
    ("91.01", date(2021, 9, 1), "2021-09"),  # before the law
    ("91.01", date(2022, 10, 1), "2022-10"),  # after it, under the name with which it joined
    ("93.01", date(2022, 10, 1), "2022-10"),
    ("93.01", date(2021, 9, 1), "2021-09"),  # written down late, for a month under the old code
]


@pytest.mark.parametrize(("code", "running", "month"), ENTRIES)
def test_a_district_with_a_new_code_is_no_untreated_one(
    papua: dict[str, Region], programme: Programme, code: str, running: date, month: str
) -> None:
    made, body = measured(papua)
    cohort, _joined = wave(programme, made, papua[code], running)
    found = panel(programme, made, asked={"start": "cohort", "cohort": str(cohort.pk)})
    entered = found.entered[str(body.pk)]
    assert entered is not None and found.months[entered] == month
    assert found.cluster[str(body.pk)] == papua[code].path


@pytest.mark.parametrize("start", ["lokus", "cohort"])
def test_who_entered_twice_entered_the_first_time(
    papua: dict[str, Region], programme: Programme, start: str
) -> None:
    """It dates every effect: mentored again, or running again after it was called passed, is no new entry."""
    made, body = measured(papua)
    cohort, joined = wave(programme, made, papua["93.01"], date(2022, 9, 1))
    for on in (date(2021, 6, 1), date(2022, 11, 1)):
        Standing.objects.create(id=new_id(), district=joined, state="running", on=on)
    lokus(programme, body, date(2022, 3, 1), date(2022, 6, 30))
    lokus(programme, body, date(2021, 6, 1), date(2022, 1, 31))
    lokus(programme, body, date(2022, 9, 1))
    found = panel(programme, made, asked={"start": start, "cohort": str(cohort.pk)})
    entered = found.entered[str(body.pk)]
    assert entered is not None and found.months[entered] == "2021-06"


# When a body left the district that runs from September 2021, and whether it entered with it.
LEFT = [("2021-06", None), ("2021-09", None), ("2021-10", "2021-09"), ("", "2021-09")]


@pytest.mark.parametrize(("left", "month"), LEFT)
def test_who_left_the_district_before_it_ran_has_not_entered(
    papua: dict[str, Region], programme: Programme, left: str, month: str | None
) -> None:
    """And once it has entered it stays in, also where it goes."""
    places = papua | load_some("32.04.37")
    made, body = an_instrument(), a_body(places, "Puskesmas contoh rekaan", "32.04.37")
    for told in ("2021-01", "2021-12"):
        accepted(made, body, told, result(ready=(1, 1, True)))
    other = load_some("32.73.04")["32.73.04"]
    if left:
        with doing(None, datetime.fromisoformat(f"{left}-10").replace(tzinfo=UTC)) as act:
            directory.change_organisation(act, body, region=other)
    book(made, body)
    cohort, _joined = wave(programme, made, places["32.04"], date(2021, 9, 1))
    found = panel(programme, made, asked={"start": "cohort", "cohort": str(cohort.pk)})
    entered = found.entered[str(body.pk)]
    assert (None if entered is None else found.months[entered]) == month
    assert found.cluster[str(body.pk)] == ("32.73." if left else "32.04.")


def lokus(programme: Programme, body: Organisation, on: date, until: date | None = None) -> None:
    Lokus.objects.create(
        id=new_id(),
        programme=programme,
        organisation=body,
        region_path=body.region_path,
        valid_from=on,
        valid_to=until,
    )


def test_where_whole_districts_became_lokus_the_district_is_the_unit(
    papua: dict[str, Region], programme: Programme
) -> None:
    """Two Puskesmas of one district in the same month are one witness; in months of their own they are two."""
    places, made = papua | load_some("32.04.37", "32.04.38", "32.73.04"), an_instrument()
    codes = ("32.04.37", "32.04.38", "32.73.04")
    one, two, apart = [a_body(places, f"Puskesmas contoh {code}", code) for code in codes]
    for body in (one, two, apart):
        for told in ("2021-01", "2021-12"):
            accepted(made, body, told, result(ready=(1, 1, True)))
        book(made, body)
    lokus(programme, one, date(2021, 9, 1))
    assert panel(programme, made).cluster == {}
    lokus(programme, two, date(2021, 9, 20))
    whole = {str(one.pk): "32.04.", str(two.pk): "32.04.", str(apart.pk): "32.73."}
    assert panel(programme, made).cluster == whole


def test_who_is_in_no_wave_keeps_one_code(papua: dict[str, Region], programme: Programme) -> None:
    """A body that closed before the law and one that is there now: one district, hence one cluster."""
    made, body = measured(papua)
    cohort, _joined = wave(programme, made, papua["91"], date(2021, 9, 1))
    gone = a_body(papua, "Puskesmas lama contoh rekaan", "91.01")
    accepted(made, gone, "2021-01", result(ready=(0, 1, False)))
    book(made, gone)
    found = panel(programme, made, asked={"start": "cohort", "cohort": str(cohort.pk)})
    assert found.cluster == {str(body.pk): "93.01.", str(gone.pk): "93.01."}
    assert set(found.entered.values()) == {None}


def test_the_score_of_a_district_goes_on_after_the_law(
    papua: dict[str, Region], programme: Programme
) -> None:
    made, _body = measured(papua)
    cohort, _joined = wave(programme, made, papua["91.01"], date(2021, 9, 1))
    months = ["2022-05", "2022-06", "2022-07", "2022-12"]
    (told,) = districts_of(cohort, months, date(2022, 12, 1))
    assert None not in told.shares


def test_a_lokus_counts_wherever_it_lay(papua: dict[str, Region], programme: Programme) -> None:
    """It was written down under the old code; asked is the province that has it now."""
    made, body = measured(papua)
    Lokus.objects.create(
        id=new_id(),
        programme=programme,
        organisation=body,
        region_path=papua["91.01"].path,
        valid_from=date(2022, 10, 1),
    )
    found = panel(programme, made, region_path="93.")
    entered = found.entered[str(body.pk)]
    assert entered is not None and found.months[entered] == "2022-10"


def test_what_was_done_is_told_in_its_own_month_only(
    papua: dict[str, Region], programme: Programme
) -> None:
    """As everything is: a figure that still stands on a page was not found anew."""
    made, body = an_instrument(), a_body(papua, "Puskesmas contoh rekaan", "93.01.01")
    for month in ("2022-08", "2022-11"):
        accepted(made, body, month, result(visits=(3, 4, True), ready=(1, 1, True)))
    book(made, body)
    key = str(body.pk)
    done = panel(programme, made, measure="visits")
    assert dict(zip(done.months, done.figures[key], strict=True)) == {
        "2022-08": 7500,
        "2022-09": None,
        "2022-10": None,
        "2022-11": 7500,
        "2022-12": None,
    }
    assert panel(programme, made, measure="ready").figures[key] == (
        10_000,
        None,
        None,
        10_000,
        None,
    )


def test_a_move_finds_nothing_new(papua: dict[str, Region], programme: Programme) -> None:
    """A body has a span of its own in the new place; it was assessed in the old one, and counts there."""
    places, made = papua | load_some("32.04.37", "32.73.04"), an_instrument()
    body = a_body(places, "Puskesmas contoh rekaan", "32.04.37")
    accepted(made, body, "2021-01", result(ready=(1, 1, True)))
    with doing(None, datetime(2021, 4, 10, tzinfo=UTC)) as act:
        directory.change_organisation(act, body, region=places["32.73.04"])
    book(made, body)
    assert [row.month for row in SiteSpan.objects.order_by("month")] == ["2021-01", "2021-04"]
    told = panel(programme, made, region_path="32.04.", through_month="2021-06")
    assert told.figures == {str(body.pk): (10_000, *[None] * 5)}
    assert panel(programme, made, region_path="32.73.", through_month="2021-06").figures == {}
    accepted(made, body, "2021-05", result(ready=(0, 1, False)))
    book(made, body)
    there = panel(programme, made, region_path="32.73.", through_month="2021-06")
    assert there.figures == {str(body.pk): (0, None)}

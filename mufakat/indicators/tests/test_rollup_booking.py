"""Booking in the database: what comes in any order adds up as if it were counted anew."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings, strategies as st

from mufakat.directory import actions as directory
from mufakat.directory.models import Facility, Organisation, Region
from mufakat.indicators.actions.booking import book, book_all, rebuild
from mufakat.indicators.models import Cell, Instrument, SiteSpan, State
from mufakat.indicators.queries.figures import (
    Figure,
    rows_behind,
    rows_done,
    standing,
    standing_below,
    trend,
)
from mufakat.indicators.queries.places import path_on
from mufakat.indicators.rules.months import first_day, following
from mufakat.programmes import actions as programmes
from mufakat.programmes.models import CoeUnit, Programme
from tests.reacting import catch_up
from tests.regions import load_some
from tests.rollup import MEASURES, accepted, an_instrument, publish, result
from tests.world import doing

pytestmark = pytest.mark.django_db
MONTHS = [f"2024-{n:02}" for n in range(1, 8)]
HERE, THERE, CITY = "32.04.37", "32.04.38", "32.73.04.1003"


@pytest.fixture
def places() -> Any:
    return load_some("32.73.04", "32.04.37", "32.04.38")


@pytest.fixture
def instrument(places: Any) -> Instrument:
    return an_instrument()


def at(month: str) -> datetime:
    return datetime.fromisoformat(f"{month}-10").replace(tzinfo=UTC)


def a_body(places: Any, name: str = "Puskesmas Uji", code: str = HERE) -> Facility:
    with doing(None, at("2023-01")) as act:
        return directory.record_facility(act, name=name, kind="puskesmas", region=places[code])


def move(body: Facility, region: Any, month: str) -> None:
    with doing(None, at(month)) as act:
        directory.change_organisation(act, body, region=region)


def cells() -> dict[tuple[str, str, str], tuple[int, int, int]]:
    rows = Cell.objects.values_list(
        *("region_path", "measure", "month"), *("numerator", "denominator", "sites")
    )
    return {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in rows if any(row[3:])}


def test_figures_of_every_level(places: Any, instrument: Instrument) -> None:
    one, two = a_body(places), a_body(places, "Puskesmas Dua", THERE)
    accepted(instrument, one, "2024-03", result(ready=(1, 1, True), reached=(30, 60, False)))
    accepted(instrument, two, "2024-04", result(ready=(1, 1, True), reached=(9, 10, True)))
    for body in (one, two):
        book(instrument, body)
    for region in ("", "32.", "32.04."):
        figures = standing(instrument, region, "2024-04")
        assert figures["reached"] == (39, 70, 2)
        assert figures["@met"] == (3, 4, 2) and figures["@passed"] == (1, 2, 2)
    assert standing(instrument, "32.04.37.", "2024-04")["reached"] == Figure(30, 60, 1)
    assert standing(instrument, "", "2024-03")["reached"] == Figure(30, 60, 1)
    assert standing(instrument, "", "2024-02") == {}
    below = standing_below(instrument, "32.04.", "reached", "2024-05")
    assert below == {"32.04.37.": (30, 60, 1), "32.04.38.": (9, 10, 1)}
    assert standing_below(instrument, "", "reached", "2024-05") == {"32.": (39, 70, 2)}
    assert trend(instrument, "32.", "reached", ["2024-04", "2024-02", "2024-03", "2024-04"]) == [
        *((39, 70, 2), (0, 0, 0)),
        *((30, 60, 1), (39, 70, 2)),
    ]
    row = rows_behind(instrument, "32.04.", "2024-04").get(organisation=one)
    assert row.lacking == "reached" and row.passed is False and (row.met, row.applicable) == (1, 2)


def test_what_was_done_is_added_up_within_the_year(places: Any, instrument: Instrument) -> None:
    body = a_body(places)
    for month, visits in (("2023-12", 9), ("2024-01", 4), ("2024-03", 2)):
        accepted(instrument, body, month, result(visits=(visits, 10, False)))
    book(instrument, body)
    assert standing(instrument, "32.", "2024-03")["visits"] == Figure(6, 20, 2)
    assert standing(instrument, "32.", "2024-03", "2023-11")["visits"] == Figure(15, 30, 3)
    assert standing_below(instrument, "32.", "visits", "2024-02") == {"32.04.": (4, 10, 1)}
    months = ["2023-12", "2024-01", "2024-02", "2024-03"]
    assert [f.numerator for f in trend(instrument, "", "visits", months)] == [9, 4, 0, 2]
    assert rows_done(instrument, "32.", "2024-01", "2024-03").count() == 2


def test_shares_and_means_across_places(places: Any, instrument: Instrument) -> None:
    one, two = a_body(places), a_body(places, "Dua")
    accepted(instrument, one, "2024-01", result(share=(9, 10, True), mean=(1, 3, False)))
    accepted(instrument, two, "2024-01", result(share=(100, 900, False), mean=(2, 3, False)))
    assert book_all(instrument, [one.pk, two.pk]) == 2
    assert book_all(instrument, [one.pk, two.pk]) == 0
    figures = standing(instrument, "32.04.37.", "2024-01")
    assert figures["share"] == Figure(1, 2, 2) and figures["mean"] == Figure(10_000, 20_000, 2)


def test_what_does_not_apply_counts_nowhere(places: Any, instrument: Instrument) -> None:
    body = a_body(places)
    accepted(instrument, body, "2024-01", result(ready=None))
    book(instrument, body)
    assert standing(instrument, "", "2024-01") == {}
    row = rows_behind(instrument, "", "2024-01").get()
    assert row.passed is None and row.applicable == 0


@pytest.mark.parametrize("far", ["2025-02", "2090-01"])  # found by name, and by a range
def test_the_rows_behind_a_month_are_those_that_have_not_ended(
    places: Any, instrument: Instrument, far: str
) -> None:
    """A body that ends in a far year is known to; what began later or ended in or before the month counts not."""
    lasting, ending, gone, later = (a_body(places, name) for name in ("a", "b", "c", "d"))
    for body, month in (
        (lasting, "2024-01"),
        (ending, "2023-12"),
        (gone, "2024-01"),
        (later, "2024-05"),
    ):
        accepted(instrument, body, month, result(ready=(1, 1, True)))
    for body, until in ((ending, far), (gone, "2024-04")):
        type(body).objects.filter(pk=body.pk).update(valid_to=first_day(following(until, -1)))
    book_all(instrument, [body.pk for body in (lasting, ending, gone, later)])
    told = {
        month: set(
            rows_behind(instrument, "32.", month).values_list("organisation__name", flat=True)
        )
        for month in (
            "2023-11",
            "2023-12",
            "2024-03",
            "2024-04",
            "2024-05",
            following(far, -1),
            far,
        )
    }
    assert told == {
        "2023-11": set(),
        "2023-12": {"b"},
        "2024-03": {"a", "b", "c"},
        "2024-04": {"a", "b"},
        "2024-05": {"a", "b", "d"},
        following(far, -1): {"a", "b", "d"},
        far: {"a", "d"},
    }


def test_a_move_and_the_end_of_a_body(places: Any, instrument: Instrument) -> None:
    body = a_body(places)
    accepted(instrument, body, "2024-02", result(ready=(1, 1, True), visits=(5, 5, True)))
    book(instrument, body)
    move(body, places[CITY], "2024-04")
    with doing(None, at("2024-06")) as act:
        directory.end_organisation(act, body, on=date(2024, 6, 3))
    catch_up()
    told = SiteSpan.objects.order_by("month").values_list("month", "until", "region_path")
    assert list(told) == [
        ("2024-02", "2024-04", "32.04.37."),
        ("2024-04", "2024-07", "32.73.04.1003."),
    ]
    assert standing_below(instrument, "32.", "ready", "2024-03") == {"32.04.": (1, 1, 1)}
    assert standing_below(instrument, "32.", "ready", "2024-06") == {"32.73.": (1, 1, 1)}
    assert standing_below(instrument, "32.", "ready", "2024-07") == {}
    assert standing_below(instrument, "32.", "visits", "2024-07") == {"32.04.": (5, 5, 1)}
    assert path_on(body, date(2024, 4, 9)) == "32.04.37."
    assert path_on(body, date(2024, 4, 10)) == "32.73.04.1003."


def test_a_region_that_was_cut_out_of_another(places: Any, instrument: Instrument) -> None:
    """The new village is recorded, then its bodies; the span goes over in the month of the law."""
    body = a_body(places, "Posyandu Mawar", "32.73.04.1003")
    accepted(instrument, body, "2024-01", result(ready=(1, 1, True)))
    book(instrument, body)
    with doing(None, at("2024-06")) as act:
        new = directory.record_region(
            act,
            code="32.73.04.1099",
            kind="kelurahan",
            name="Jamika Baru",
            parent=places["32.73.04"],
            valid_from=date(2024, 3, 1),
            source="Perda uji",
            predecessor=places["32.73.04.1003"],
        )
    catch_up()
    assert standing_below(instrument, "32.73.04.", "ready", "2024-05") == {
        "32.73.04.1003.": (1, 1, 1)
    }
    move(body, new, "2024-07")
    catch_up()
    for month, path in (("2024-02", "32.73.04.1003."), ("2024-03", "32.73.04.1099.")):
        assert standing_below(instrument, "32.73.04.", "ready", month) == {path: (1, 1, 1)}


def test_a_regency_that_got_another_code(db: None) -> None:
    """Its bodies are nowhere written down anew; what was found before the law stands in the regency of then."""
    from mufakat.directory.models import RegionSuccession

    places = load_some("91.01", "93.01")
    RegionSuccession.objects.create(
        old=places["91.01"], new=places["93.01"], on=date(2022, 7, 25), source="UU 14/2022"
    )
    body, instrument = a_body(places, "Puskesmas Merauke", "93.01.01"), an_instrument()
    accepted(instrument, body, "2022-03", result(ready=(1, 1, True)))
    book(instrument, body)
    assert standing_below(instrument, "", "ready", "2022-06") == {"91.": (1, 1, 1)}
    assert standing_below(instrument, "91.", "ready", "2022-06") == {"91.01.": (1, 1, 1)}
    assert standing_below(instrument, "", "ready", "2022-07") == {"93.": (1, 1, 1)}
    assert standing_below(instrument, "93.01.", "ready", "2022-07") == {"93.01.01.": (1, 1, 1)}


def test_a_law_told_late_reaches_a_body_that_moved_away_since(
    places: Any, instrument: Instrument
) -> None:
    """It lay in a kecamatan that a law of March renamed, left in June, and the law is told in August."""
    body, old = a_body(places), places[HERE]
    accepted(instrument, body, "2024-01", result(ready=(1, 1, True)))
    book(instrument, body)
    move(body, places[CITY], "2024-06")
    catch_up()
    with doing(None, at("2024-08")) as act:
        new = directory.record_region(
            act,
            code="32.04.99",
            kind=old.kind,
            name="Nama Baru",
            parent=old.parent,
            valid_from=date(2024, 3, 1),
            source="Perda uji",
            predecessor=old,
        )
        directory.end_region(act, old, on=date(2024, 2, 29))
    catch_up()
    told = SiteSpan.objects.order_by("month").values_list("month", "region_path")
    assert list(told) == [("2024-01", old.path), ("2024-03", new.path), ("2024-06", f"{CITY}.")]
    kept = cells()
    assert standing_below(instrument, "32.04.", "ready", "2024-05") == {new.path: (1, 1, 1)}
    rebuild(instrument)
    assert cells() == kept


def a_programme(code: str = "uji") -> Programme:
    nation = Region.objects.get(level=0)
    made: Programme = Programme.objects.create(
        code=code, family="lain", title=code, region=nation, region_path=""
    )
    return made


def a_centre(body: Facility, programme: Programme, since: date) -> CoeUnit:
    with doing(None, at("2023-01")) as act:
        pustu = directory.record_facility(
            act, name=f"Pustu {since}", kind="pustu", region=body.region, parent=body
        )
    return named_centre(body, pustu, programme, since)


def named_centre(body: Facility, pustu: Organisation, programme: Programme, since: date) -> CoeUnit:
    with doing(None, at("2024-07")) as act:
        unit: CoeUnit = programmes.record_unit(
            act, programme, puskesmas=body, pustu=pustu, valid_from=since
        )
    return unit


def test_a_trend_goes_on_across_versions(places: Any, instrument: Instrument) -> None:
    body = a_body(places)
    publish(
        instrument,
        2,
        [{"code": "b.1", "key": "ready", "kind": "yes_no"}, {"code": "more", "kind": "yes_no"}],
    )
    accepted(instrument, body, "2024-01", result(ready=(0, 1, False)))
    later = result(**{"b.1": (1, 1, True), "more": (0, 1, False)})
    later["measures"]["ready"] = later["measures"].pop("b.1")
    accepted(instrument, body, "2024-02", later, number=2)
    book(instrument, body)
    assert trend(instrument, "32.", "ready", MONTHS[:2]) == [(0, 1, 1), (1, 1, 1)]
    row = rows_behind(instrument, "", "2024-02").get()
    assert row.lacking == "more"


def test_withdrawn_leaves_nothing(places: Any, instrument: Instrument) -> None:
    body = a_body(places)
    one = accepted(instrument, body, "2024-01", result(ready=(1, 1, True)))
    book(instrument, body)
    one.state = State.WITHDRAWN
    one.save()
    book(instrument, body)
    assert cells() == {} and not SiteSpan.objects.exists()


def test_questions_cost_the_same_for_one_row_and_three(
    places: Any, instrument: Instrument, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        body = a_body(places, f"Puskesmas {number}")
        accepted(instrument, body, "2024-01", result(ready=(1, 1, True)))
        book(instrument, body)
        with django_assert_num_queries(2):
            standing(instrument, "32.", "2024-02")
        with django_assert_num_queries(2):
            standing_below(instrument, "32.", "ready", "2024-02")
        with django_assert_num_queries(2):
            trend(instrument, "32.", "ready", MONTHS)


pairs = st.tuples(st.integers(0, 3), st.integers(1, 5), st.booleans())
answers = st.dictionaries(st.sampled_from(MEASURES), st.none() | pairs, max_size=4)
doings = st.one_of(
    st.tuples(st.just("accept"), st.integers(0, 2), st.sampled_from(MONTHS), answers),
    st.tuples(st.just("withdraw"), st.integers(0, 2), st.sampled_from(MONTHS), st.none()),
    st.tuples(
        *(st.just("move"), st.integers(0, 2), st.just("")), st.sampled_from([HERE, THERE, CITY])
    ),
    st.tuples(st.just("end"), st.integers(0, 2), st.sampled_from(MONTHS), st.none()),
    st.tuples(
        st.just("centre"),
        *(st.integers(0, 2), st.sampled_from(MONTHS)),
        st.none() | st.sampled_from(MONTHS),
    ),
)


class Story:
    """Three bodies to which things happen; moves are told later and later, answers come in any order. Each is a centre
    of excellence until it is told otherwise: none from a month on, or of several terms."""

    def __init__(self, places: Any, instrument: Instrument, code: str) -> None:
        self.places, self.instrument = places, instrument
        self.bodies = [a_body(places, f"{code} {n}") for n in range(3)]
        self.programme = a_programme(code)
        for body in self.bodies:
            a_centre(body, self.programme, date(2023, 1, 1))
        self.moved = 0

    def do(self, what: str, number: int, month: str, more: Any) -> None:
        body = Facility.objects.get(pk=self.bodies[number].pk)
        there = body.assessments.filter(month=month, state=State.FINAL)
        if what == "accept" and not there.exists():
            accepted(self.instrument, body, month, result(**more))
        elif what == "withdraw":
            there.update(state=State.WITHDRAWN)
        elif what == "move":
            self.moved += 1
            move(body, self.places[more], MONTHS[min(self.moved, 6)])
        elif what == "end":
            Organisation.objects.filter(pk=body.pk).update(valid_to=at(month).date())
        elif what == "centre":
            self.is_centre(body, month, more)
        book(self.instrument, body)

    def is_centre(self, body: Facility, last: str, again: str | None) -> None:
        """Its last day as one is in a month; it may be one again from another month on."""
        units = CoeUnit.objects.filter(puskesmas=body, valid_to=None)
        units.filter(valid_from__lte=at(last)).update(valid_to=at(last).date())
        if again and not units.exists():
            pustu = CoeUnit.objects.filter(puskesmas=body)[0].pustu
            told: Any = {"puskesmas": body, "pustu": pustu, "region_path": body.region_path}
            CoeUnit.objects.create(programme=self.programme, valid_from=at(again).date(), **told)


def rows_add_up(instrument: Instrument) -> None:
    """Each figure of each region and month is the sum of the rows behind it."""
    paths = set(Cell.objects.values_list("region_path", flat=True))
    for path in paths:
        for month in MONTHS:
            sums: dict[str, list[int]] = {}
            rows = [(row, False) for row in rows_behind(instrument, path, month)]
            rows += [(row, True) for row in rows_done(instrument, path, "2024-01", month)]
            for row, is_done in rows:
                for measure, (numerator, denominator) in row.measures.items():
                    if (measure == "visits") == is_done:
                        old = sums.get(measure, [0, 0, 0])
                        sums[measure] = [old[0] + numerator, old[1] + denominator, old[2] + 1]
            figures = standing(instrument, path, month)
            assert {key: tuple(value) for key, value in sums.items()} == figures


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(["puskesmas", "coe"]), st.lists(doings, max_size=12))
def test_any_order_adds_up_as_if_counted_anew(places: Any, level: str, some: list[Any]) -> None:
    from django.db import transaction

    with transaction.atomic():
        instrument = an_instrument("cerita", level)
        story = Story(places, instrument, "Puskesmas")
        for each in some:
            story.do(*each)
        rows_add_up(instrument)
        kept = cells()
        spans = list(SiteSpan.objects.order_by("organisation", "month").values())
        rebuild(instrument)
        assert cells() == kept
        again = list(SiteSpan.objects.order_by("organisation", "month").values())
        assert [{**row, "id": 0} for row in again] == [{**row, "id": 0} for row in spans]
        nation = Cell.objects.filter(region_path="").aggregate(n=Sum("sites"))["n"] or 0
        provinces = Cell.objects.filter(parent_path="").aggregate(n=Sum("sites"))["n"] or 0
        assert nation == provinces
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_bookings_at_once_lose_nothing() -> None:
    """Four writers, the same bodies in different orders, each act accepting two of them."""
    from threading import Thread

    from django.db import connections, transaction

    places = load_some("32.04.37", "32.04.38")
    instrument, failed = an_instrument(), []
    bodies = [a_body(places, "Posyandu Melati", code) for code in (HERE, THERE, HERE)]  # namesakes

    def write(number: int) -> None:
        try:
            for turn in range(3):
                with transaction.atomic():
                    for n in (number + turn, number + turn + 1):
                        body = bodies[n % 3]
                        month = f"2024-{1 + number * 3 + turn:02}"
                        accepted(instrument, body, month, result(ready=(n % 2, 1, n % 2 > 0)))
                        book(instrument, body)
        except Exception as why:
            failed.append(why)
        finally:
            connections.close_all()

    writers = [Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    kept = cells()
    assert kept
    rebuild(instrument)
    assert cells() == kept

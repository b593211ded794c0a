"""Totals at every level equal the sum of their rows: of any history of two instruments over the same bodies, with
moves, ends, laws that cut a village, withdrawals, versions that ask something else, answers that do not apply or are
missing, and every kind of measure."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings, strategies as st

from mufakat.directory import actions as directory
from mufakat.directory.models import Facility, Organisation, Region
from mufakat.indicators.actions.booking import book, rebuild
from mufakat.indicators.models import Cell, Instrument, SiteSpan, State
from mufakat.indicators.queries.dashboards import by_region
from mufakat.indicators.queries.figures import (
    Figure,
    rows_behind,
    rows_done,
    standing,
    standing_below,
)
from mufakat.indicators.queries.local import coverages, places as pws
from mufakat.indicators.queries.scopes import Scope
from mufakat.indicators.queries.snapshots import frozen
from tests.regions import load_some
from tests.rollup import INDICATORS, MEASURES, accepted, an_instrument, publish, result
from tests.world import doing

from .test_rollup_booking import CITY, HERE, MONTHS, THERE, a_body, at, move, rows_add_up

pytestmark = pytest.mark.django_db
TODAY = date(2024, 8, 15)
LATER = [each for each in INDICATORS if each["code"] != "ready"] + [
    {"code": "more", "kind": "yes_no"}
]
WHERE = [
    HERE,
    THERE,
    CITY,
    "new",
    "32.73.04",
    "32.73",
    "32",
]  # also in a district or a province itself
pairs = st.tuples(st.integers(0, 3), st.integers(1, 5), st.booleans())
answers = st.dictionaries(st.sampled_from([*MEASURES, "more"]), st.none() | pairs, max_size=6)
bodies = st.integers(0, 2)
doings = st.one_of(
    st.tuples(st.just("accept"), bodies, st.sampled_from(MONTHS), answers, st.integers(0, 1)),
    st.tuples(st.just("accept"), bodies, st.sampled_from(MONTHS), answers, st.integers(0, 1)),
    st.tuples(st.just("withdraw"), bodies, st.sampled_from(MONTHS), st.none(), st.integers(0, 1)),
    st.tuples(st.just("move"), bodies, st.just(""), st.sampled_from(WHERE), st.just(0)),
    st.tuples(st.just("end"), bodies, st.sampled_from(MONTHS), st.none(), st.just(0)),
    st.tuples(st.just("split"), bodies, st.sampled_from(MONTHS), st.none(), st.just(0)),
)

FULL: dict[str, Any] = {"ready": (1, 1, True), "reached": (2, 3, False), "visits": (1, 4, False)}
MIXED: dict[str, Any] = {
    "share": (1, 2, True),
    "mean": (1, 3, False),
    "ready": None,
    "reached": (5, 5, True),
}
# Every kind of doing once, with bodies in a village, a kecamatan, a district itself: what chance might leave out.
RICH: list[Any] = [
    *[("accept", n, "2024-01", FULL, which) for n in range(3) for which in (0, 1)],
    *[("accept", n, "2024-06", MIXED | {"more": (1, 1, True)}, 0) for n in range(3)],
    ("split", 0, "2024-03", None, 0),
    ("move", 1, "", "new", 0),
    ("withdraw", 0, "2024-06", None, 0),
    ("accept", 0, "2024-05", MIXED, 0),
    ("end", 0, "2024-07", None, 0),
]


class History:
    """Three bodies and two instruments; what is told of places comes later and later, answers in any order."""

    def __init__(self, places: Any) -> None:
        self.places = places
        self.instruments = [an_instrument("satu"), an_instrument("dua")]
        for instrument in self.instruments:
            publish(instrument, 2, LATER)
        codes = (HERE, CITY, "32.73")
        self.bodies = [a_body(places, "Posyandu Melati", code) for code in codes]  # namesakes
        self.moved = self.split = 0

    def do(self, what: str, number: int, month: str, more: Any, which: int) -> None:
        body = Facility.objects.get(pk=self.bodies[number].pk)
        instrument = self.instruments[which]
        there = body.assessments.filter(instrument=instrument, month=month, state=State.FINAL)
        if what == "accept" and not there.exists():
            version = 2 if month > "2024-04" else 1
            asked = {each["code"] for each in (LATER if version == 2 else INDICATORS)}
            found = {code: answer for code, answer in more.items() if code in asked}
            accepted(instrument, body, month, result(**found), version)
        elif what == "withdraw":
            there.update(state=State.WITHDRAWN)
        elif what == "move":
            self.moved += 1
            move(body, self.places.get(more, self.places[CITY]), MONTHS[min(self.moved, 6)])
        elif what == "end":
            Organisation.objects.filter(pk=body.pk).update(valid_to=at(month).date())
        elif what == "split":
            self.cut(month)
        for each in self.instruments:
            for key in self.bodies if what == "split" else [body]:
                book(each, Facility.objects.get(pk=key.pk))

    def cut(self, month: str) -> None:
        """Once a new village is cut out of one; some of its bodies may then be moved there."""
        if self.split:
            return
        self.split = 1
        with doing(None, at(month)) as act:
            self.places["new"] = directory.record_region(
                act,
                code="32.73.04.1099",
                kind="kelurahan",
                name="Jamika Baru",
                parent=self.places["32.73.04"],
                valid_from=at(month).date().replace(day=1),
                source="Perda uji",
                predecessor=self.places[CITY],
            )


def levels_add_up(instrument: Instrument) -> None:
    """Of each region: the regions below it and what lies in itself, for every measure and month."""
    for path in set(
        Cell.objects.filter(instrument=instrument).values_list("region_path", flat=True)
    ):
        for month in MONTHS:
            for measure, figure in standing(instrument, path, month).items():
                below = standing_below(instrument, path, measure, month)
                rows = rows_behind(instrument, path, month)
                if measure == "visits":
                    rows = rows_done(instrument, path, f"{month[:4]}-01", month)
                own = [
                    (*row.measures[measure], 1)
                    for row in rows.filter(region_path=path)
                    if measure in row.measures
                ]
                parts = [*below.values(), *own]
                told = Figure(*(sum(column) for column in zip(*parts, strict=True)))
                assert told == figure, (path, month, measure)


def pages_add_up(instrument: Instrument) -> None:
    """What dashboards, local-area monitoring and frozen figures show as rows."""
    for region in Region.objects.filter(level__lte=3):
        scope = Scope(instrument, region, "2024-07", TODAY)
        found = standing(instrument, region.path, "2024-07")
        for measure, figure in found.items():
            rows = by_region(scope, measure, figure)
            assert sum(row["num"] for row in rows) == figure.numerator, (region, measure)
            assert sum(row["den"] for row in rows) == figure.denominator
        for each in coverages(scope):
            figure = found.get(each.key, Figure())
            places = pws(scope, each)
            assert sum(place.total.num for place in places) == figure.numerator, region
            assert sum(place.total.den for place in places) == figure.denominator
        if "@passed" in found:
            body = frozen(scope)
            assert body["whole"] == [
                sum(r["pair"][n] for r in body["regions"]) for n in (0, 1)
            ] or (not body["regions"])
            rows = [row for row in body["rows"] if row["passed"] is not None]
            assert body["whole"] == [sum(row["passed"] for row in rows), len(rows)]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(doings, max_size=14))
@example(RICH)
def test_totals_equal_the_sum_of_their_rows(some: list[Any]) -> None:
    with transaction.atomic():
        history = History(dict(load_some("32.73.04", "32.04.37", "32.04.38")))
        for each in some:
            history.do(*each)
        kept = {each.pk: spans_of(each) for each in history.instruments}
        for instrument in history.instruments:
            rows_add_up(instrument)
            levels_add_up(instrument)
        pages_add_up(history.instruments[0])
        before = cells_by_instrument()
        for instrument in history.instruments:
            rebuild(instrument)
            assert spans_of(instrument) == kept[instrument.pk]
        assert cells_by_instrument() == before
        transaction.set_rollback(True)


def spans_of(instrument: Instrument) -> list[Any]:
    told = SiteSpan.objects.filter(instrument=instrument).order_by("organisation", "month")
    columns = ("organisation", "month", "until", "region_path", "measures", "passed", "lacking")
    return list(told.values_list(*columns))


def cells_by_instrument() -> dict[Any, Any]:
    rows = Cell.objects.values_list(
        *("instrument", "region_path", "measure", "month", "numerator", "denominator", "sites")
    )
    return {row[:4]: row[4:] for row in rows if any(row[4:])}

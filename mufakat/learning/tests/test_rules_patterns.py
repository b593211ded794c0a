"""Patterns: counts, and Newcombe's interval against published values and against statsmodels."""

import pytest
from hypothesis import given, strategies as st

from mufakat.learning.rules.patterns import (
    Table,
    by_chance,
    difference,
    newcombe,
    reached_without,
    table_of,
    wilson,
)

# Newcombe (1998), Interval estimation for the difference between independent proportions, Table II, method 10.
PUBLISHED = [
    (Table(56, 70, 48, 80), (0.0524, 0.3339)),
    (Table(9, 10, 3, 10), (0.1705, 0.8090)),
    (Table(6, 7, 2, 7), (0.0582, 0.8062)),
    (Table(5, 56, 0, 29), (-0.0381, 0.1926)),
    (Table(0, 10, 0, 20), (-0.1611, 0.2775)),
    (Table(0, 10, 0, 10), (-0.2775, 0.2775)),
    (Table(10, 10, 0, 20), (0.6791, 1.0000)),
    (Table(10, 10, 0, 10), (0.6075, 1.0000)),
]


def test_published_values(subtests: pytest.Subtests) -> None:
    for table, (low, high) in PUBLISHED:
        with subtests.test(table=table):
            _middle, ours_low, ours_high = newcombe(table)
            assert (ours_low, ours_high) == pytest.approx((low, high), abs=0.00006)


def test_the_same_as_statsmodels() -> None:
    library = pytest.importorskip("statsmodels.stats.proportion")
    for table, _published in PUBLISHED:
        theirs = library.confint_proportions_2indep(
            table.with_reached,
            table.with_all,
            table.without_reached,
            table.without_all,
            method="newcomb",
            compare="diff",
        )
        assert newcombe(table)[1:] == pytest.approx(theirs, abs=1e-6)


def test_wilson_of_all_and_none() -> None:
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=0.0001)
    assert wilson(10, 10) == pytest.approx((0.7225, 1), abs=0.0001)


def test_few_sites_say_nothing() -> None:
    assert difference(Table(4, 4, 0, 40)) is None
    assert difference(Table(0, 40, 4, 4)) is None
    assert difference(Table(5, 5, 0, 5)) is not None
    assert difference(Table(0, 0, 0, 0)) is None


SAID = [
    (Table(18, 20, 4, 20), "more"),
    (Table(4, 20, 18, 20), "less"),
    (Table(6, 10, 4, 10), "unclear"),
]


def test_what_may_be_said(subtests: pytest.Subtests) -> None:
    for table, word in SAID:
        with subtests.test(table=table):
            found = difference(table)
            assert found is not None and found.says == word


WITHOUT = [
    (4, 5, True, 80, False),  # 3 of 4 others
    (4, 5, False, 80, True),  # 4 of 4 others
    (5, 6, True, 80, True),  # 4 of 5
    (3, 5, None, 60, True),  # it does not apply: nothing is taken out
    (1, 1, True, 80, None),  # nothing else applies
    (0, 0, None, 80, None),
]


def test_an_indicator_is_no_part_of_its_own_outcome(subtests: pytest.Subtests) -> None:
    for met, applicable, own, percent, reached in WITHOUT:
        with subtests.test(met=met, applicable=applicable, own=own):
            assert reached_without(met, applicable, own, percent) is reached


def test_counts() -> None:
    table = table_of([(True, True), (True, False), (False, True), (False, False), (True, True)])
    assert table == Table(2, 3, 1, 2)
    assert by_chance(33) == 2


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_an_interval_holds_its_difference(n1: int, n2: int, data: st.DataObject) -> None:
    table = Table(data.draw(st.integers(0, n1)), n1, data.draw(st.integers(0, n2)), n2)
    middle, low, high = newcombe(table)
    assert -1 - 1e-9 <= low <= middle + 1e-9
    assert middle - 1e-9 <= high <= 1 + 1e-9
    turned = newcombe(Table(table.without_reached, n2, table.with_reached, n1))
    assert (-turned[2], -turned[1]) == pytest.approx((low, high))

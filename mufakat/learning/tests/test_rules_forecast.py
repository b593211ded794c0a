"""When a district and a cohort pass: by table, and never where nothing may be said."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from mufakat.learning.rules.forecast import FARTHEST, Ahead, ahead, cohort_ahead, needed

FORECASTS: Any = [
    # ten points a month, always: in three months
    ([(2, 10), (3, 10), (4, 10), (5, 10)], 80, Ahead(3, 3, 3)),
    # 3, then 5 of ten: the fastest three months double the pace of the slowest
    ([(1, 10), (2, 10), (3, 10), (5, 10), (7, 10)], 80, Ahead(1, 1, 1)),
    ([(0, 10), (0, 10), (1, 10), (2, 10), (4, 10)], 80, Ahead(4, 3, 8)),
    # it stood still for three months: no end in sight at that pace
    ([(2, 10), (2, 10), (2, 10), (4, 10)], 80, Ahead(6, 4, None)),
    ([(8, 10)], 80, Ahead(0, 0, 0, "passed")),
    ([None, None, (4, 5)], 80, Ahead(0, 0, 0, "passed")),
    ([(3, 10), (4, 10)], 80, Ahead(why="few")),
    ([(1, 10), None, (3, 10), (4, 10)], 80, Ahead(why="few")),  # a gap: other sites before it
    ([(3, 10), (3, 10), (3, 10)], 80, Ahead(why="flat")),
    ([(5, 10), (4, 10), (3, 10)], 80, Ahead(why="falling")),
    ([(0, 100), (0, 100), (1, 100)], 80, Ahead(why="far")),
    ([], 80, Ahead(why="empty")),
    ([(3, 10), None], 80, Ahead(why="empty")),
    ([(0, 0)], 80, Ahead(why="empty")),  # nothing was counted: that is no pass
    ([(9, 10), (0, 0)], 80, Ahead(why="empty")),
]


def test_forecasts(subtests: pytest.Subtests) -> None:
    for shares, target, expected in FORECASTS:
        with subtests.test(shares=shares):
            assert ahead(shares, target) == expected


COHORTS = [
    ([], 100, Ahead(why="empty")),
    ([Ahead(0, 0, 0, "passed")] * 3, 100, Ahead(0, 0, 0, "passed")),
    ([Ahead(0, 0, 0, "passed"), Ahead(3, 2, 5), Ahead(6, 4, None)], 100, Ahead(6, 4, None)),
    ([Ahead(0, 0, 0, "passed"), Ahead(3, 2, 5), Ahead(why="flat")], 100, Ahead(why="districts")),
    ([Ahead(0, 0, 0, "passed"), Ahead(3, 2, 5), Ahead(why="flat")], 66, Ahead(3, 2, 5)),
]


def test_cohorts(subtests: pytest.Subtests) -> None:
    for districts, target, expected in COHORTS:
        with subtests.test(districts=districts, target=target):
            assert cohort_ahead(districts, target) == expected


@pytest.mark.parametrize(
    ("districts", "percent", "number"), [(15, 80, 12), (15, 81, 13), (44, 80, 36), (10, 100, 10)]
)
def test_needed(districts: int, percent: int, number: int) -> None:
    assert needed(districts, percent) == number


@settings(suppress_health_check=[HealthCheck.too_slow])  # it draws little; the machine is busy
@given(
    st.lists(st.tuples(st.integers(0, 20), st.just(20)), min_size=1, max_size=12),
    st.integers(1, 100),
)
def test_never_a_month_without_a_rise(shares: list[tuple[int, int]], target: int) -> None:
    found = ahead(shares, target)
    assert (found.months is None) == (found.why not in ("", "passed"))
    if found.months is not None:
        assert found.earliest is not None
        assert 0 <= found.earliest <= found.months <= FARTHEST
        assert found.latest is None or found.latest >= found.months

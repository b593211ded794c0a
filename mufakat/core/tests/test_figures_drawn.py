"""Lines and dots of figures: where they stand, and what they leave out."""

from typing import Any

import pytest

from mufakat.core.charts import PLOT, TOP, knots, small_dot
from mufakat.core.numbers import percent, two_decimals
from mufakat.core.templating import part_of_whole, sign


def point(num: int, den: int, label: str = "x", group: str = "") -> dict[str, Any]:
    return {"label": label, "num": num, "den": den, "group": group}


def test_a_month_without_figures_leaves_a_gap() -> None:
    one, none, two, three = knots([point(1, 2), point(0, 0), point(1, 1), point(0, 4)])
    assert (one.x0, none.x0, two.x0) == ("", "", "")
    assert (three.x0, three.y0) == (two.x, TOP) and three.y == TOP + PLOT
    assert [knot.shown for knot in (one, none, two, three)] == [False, False, False, True]


def test_the_last_month_with_figures_says_its_value() -> None:
    assert [knot.shown for knot in knots([point(1, 2), point(1, 2), point(0, 0)])] == [
        False,
        True,
        False,
    ]
    assert knots([]) == []


@pytest.mark.parametrize(("count", "named"), [(4, 4), (12, 4), (24, 4), (36, 3)])
def test_labels_go_backwards_from_the_last(count: int, named: int) -> None:
    drawn = knots([point(1, 2, str(n), str(n // 12)) for n in range(count)])
    assert sum(knot.named for knot in drawn) == named and drawn[-1].named


def test_what_is_more_than_all_is_drawn_as_all() -> None:
    assert knots([point(7, 5)])[0].y == TOP
    assert 'cx="100.0000%"' in small_dot(7, 5) and "circle" not in small_dot(0, 0)
    assert 'x="80%"' in small_dot(1, 2, 80)


@pytest.mark.parametrize(
    ("num", "den", "told"),
    [(35, 44, "79.55"), (1, 2, "50.00"), (0, 7, "0.00"), (2, 3, "66.67"), (1, 0, None)],
)
def test_rates_for_programs(num: int, den: int, told: str | None) -> None:
    assert two_decimals(num, den) == told


def test_rates_of_tiles_and_tables() -> None:
    told = part_of_whole(35, "/a?x=1&y", 1044, "/b")
    assert (
        told == f'<a href="/a?x=1&amp;y">35</a> dari <a href="/b">1.044</a> · {percent(35, 1044)}'
    )
    assert sign("kept") == "✓"

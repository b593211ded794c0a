"""Which data can carry the question what a roll-out did."""

from collections.abc import Sequence
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.learning.rules.comparable import Panel, cut
from mufakat.learning.rules.effect import (
    month_has_begun,
    shown,
    sides,
    start_fits,
    units_of,
    why_not,
)


def panel(
    entered: Sequence[int | None], months: int = 12, clusters: dict[str, str] | None = None
) -> Panel:
    figures = {
        str(at): tuple((at * 13 + month * (7 + at % 3)) % 1000 for month in range(months))
        for at in range(len(entered))
    }
    starts = {str(at): start for at, start in enumerate(entered)}
    return Panel(tuple(f"m{m}" for m in range(months)), figures, starts, clusters or {})


GOOD: list[int | None] = [*[4] * 6, *[7] * 6, *[None] * 8]
ONE_OF_24 = {str(n): str(n // 6) for n in range(144)}  # six sites of each unit
REFUSED: Any = [
    (panel([None] * 24), ["nobody_entered"]),
    (panel([0] * 12 + [None] * 12), ["few_before"]),
    (panel([2] * 24), ["few_before", "all_at_once"]),
    (panel([0] * 24), ["few_before", "all_at_once"]),
    (panel([6] * 24), ["all_at_once"]),
    (panel([2] * 10 + [6] * 14), ["few_compared"]),
    (panel([2] * 10 + [0] * 14), ["few_before"]),
    (panel([4] * 12 + [None] * 8, months=5), ["few_months"]),
    (panel([4] * 3 + [None] * 20), ["few_entered"]),
    (panel([4] * 20 + [None] * 5), ["few_compared"]),
    (panel([4] * 6 + [7] * 6), ["few_units"]),
    (panel([4] * 3 + [7] * 6, months=5), ["few_months", "few_entered", "few_units"]),
    (panel([4] * 6 + [None] * 138, clusters=ONE_OF_24), ["few_entered"]),
    (panel([4] * 36 + [None] * 108, clusters=ONE_OF_24), []),
    (panel([4] * 138 + [None] * 6, clusters=ONE_OF_24), ["few_compared"]),
    (panel([4] * 400 + [7] * 201 + [None] * 200), ["too_many"]),
    (panel(GOOD), []),
    (panel([*GOOD[:12], *[None] * 7]), ["few_units"]),
]


def test_refused(subtests: pytest.Subtests) -> None:
    for at, (data, reasons) in enumerate(REFUSED):
        with subtests.test(at=at, reasons=reasons):
            assert why_not(cut(data)) == reasons


def test_nothing_moves() -> None:
    still = panel(GOOD)
    still = Panel(still.months, dict.fromkeys(still.figures, (5,) * 12), still.entered)
    assert why_not(cut(still)) == ["no_variation"]


def test_a_unit_with_most_of_the_sites_does_not_count_for_several() -> None:
    """Eight districts entered, but one of them has thirty of the 37 sites; even, the eight are enough."""
    starts: list[int | None] = [4] * 37 + [None] * 20
    large = {str(n): str(max(0, n - 29)) for n in range(57)}
    even = {str(n): str(n % 8 if n < 37 else n) for n in range(57)}
    assert why_not(cut(panel(starts, clusters=large))) == ["few_entered"]
    assert why_not(cut(panel(starts, clusters=even))) == []
    beside: list[int | None] = [None] * 37 + [4] * 20
    assert why_not(cut(panel(beside, clusters=large))) == ["few_compared"]
    assert why_not(cut(panel(beside, clusters=even))) == []
    twelve = {str(n): str(max(0, n - 24)) for n in range(57)}  # one of 25, twelve of one: 3 beside
    assert sides(panel(beside, clusters=twelve))[1] == pytest.approx(37**2 / (25**2 + 12))


def test_sides() -> None:
    assert sides(panel([4] * 6 + [None] * 14)) == (6, 14)
    entered, beside = sides(panel([4] * 6 + [8] * 6 + [None] * 14, months=12))
    assert 10 < entered < 12  # the late ones speak in fewer months
    assert 14 < beside < 20


SHOWN: Any = [
    ([4] * 6 + [None] * 14, {-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6}),
    # Eight months after the first and only two after the others: five units speak of the later ones.
    ([4] * 5 + [10] * 6 + [None] * 14, {-6, -5, -4, -3, -2, -1, 0, 1}),
]


@pytest.mark.parametrize(("entered", "months"), SHOWN)
def test_a_month_is_shown_where_enough_units_speak(
    entered: list[int | None], months: set[int]
) -> None:
    assert shown(cut(panel(entered)).panel) == months


UNITS: Any = [
    ("aabb", [3, 3, None, None], "aabb"),  # a whole district entered
    ("aabb", [3, None, 3, None], ""),  # site by site
    ("aabb", [3, 5, None, None], ""),  # all of it, but in months of their own
    ("aabbcc", [3, 3, 5, 5, None, None], "aabbcc"),
    ("aabbbb", [3, 3, 3, 3, None, 4], ""),  # most of them site by site
    ("aabbbb", [3, 3, 3, 4, None, None], "aabbbb"),  # half of them
    ("abcd", [3, 3, None, None], ""),  # a district is a site
    ("aabb", [None] * 4, ""),
]


@pytest.mark.parametrize(("districts", "entered", "units"), UNITS)
def test_a_unit_is_that_to_which_the_programme_was_given(
    districts: str, entered: list[int | None], units: str
) -> None:
    lie = {str(at): district for at, district in enumerate(districts)}
    starts = {str(at): start for at, start in enumerate(entered)}
    assert "".join(units_of(lie, starts).values()) == units


@pytest.mark.parametrize(
    ("through", "refused"),
    [("2026-05", False), ("2026-06", False), ("2026-07", True), ("2027-01", True)],
)
def test_no_month_to_come(through: str, refused: bool) -> None:
    code = ""
    try:
        month_has_begun(through, "2026-06")
    except RuleBroken as broken:
        code = broken.code
    assert code == ("study_month" if refused else "")


def test_a_wave_is_named_and_of_the_programme() -> None:
    start_fits("lokus", has_cohort=False, is_of_programme=True)
    for has, of in ((False, True), (True, False)):
        with pytest.raises(RuleBroken):
            start_fits("cohort", has_cohort=has, is_of_programme=of)

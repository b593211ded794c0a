"""Which data can carry the question what a roll-out did."""

from collections.abc import Sequence
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.learning.rules.effect import Panel, cut, start_fits, why_not


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
REFUSED: Any = [
    (panel([None] * 24), ["nobody_entered"]),
    (panel([0] * 12 + [None] * 12), ["few_before"]),
    (panel([2] * 24), ["few_before"]),
    (panel([4] * 12 + [None] * 8, months=5), ["few_months"]),
    (panel([4] * 3 + [None] * 20), ["few_entered"]),
    (panel([4] * 20 + [None] * 3), ["few_compared"]),
    (panel([4] * 6 + [7] * 6), ["few_units"]),
    (panel(GOOD, clusters={str(n): str(n % 4) for n in range(20)}), ["few_units"]),
]


def test_refused(subtests: pytest.Subtests) -> None:
    for data, reasons in REFUSED:
        with subtests.test(reasons=reasons):
            assert why_not(cut(data)) == reasons


def test_carried() -> None:
    assert why_not(cut(panel(GOOD))) == []


def test_too_many() -> None:
    assert why_not(cut(panel([*[4] * 400, *[7] * 201, *[None] * 200]))) == ["too_many"]


def test_all_at_once() -> None:
    """Everybody entered in the same month: from then on nobody is left to compare with."""
    usable = cut(panel([6] * 24))
    assert usable.left_out["months"] == 6
    assert why_not(usable) == ["all_at_once"]


def test_all_from_the_beginning() -> None:
    usable = cut(panel([0] * 24))
    assert usable.left_out["never_compared"] == 24
    assert why_not(usable) == ["all_at_once"]


def test_nothing_moves() -> None:
    still = panel(GOOD)
    still = Panel(still.months, dict.fromkeys(still.figures, (5,) * 12), still.entered)
    assert why_not(cut(still)) == ["no_variation"]


def test_cut_to_what_can_be_compared() -> None:
    figures: dict[str, tuple[int | None, ...]] = {
        "early": (1, 2, 3, 4, 5, 6),
        "late": (1, 2, 3, 4, 5, None),
        "empty": (None,) * 6,
    }
    entered = {"early": 3, "late": 5, "empty": None}
    usable = cut(Panel(tuple("abcdef"), figures, entered))
    assert usable.panel.months == tuple("abcde")  # in the last month nobody is outside
    assert usable.panel.figures == {"early": (1, 2, 3, 4, 5), "late": (1, 2, 3, 4, 5)}
    assert usable.panel.entered == {"early": 3, "late": None}
    assert usable.left_out == {
        "months": 1,
        "short_before": 0,
        "no_figure": 1,
        "never_compared": 0,
    }


def test_a_wave_is_named_and_of_the_programme() -> None:
    start_fits("lokus", has_cohort=False, is_of_programme=True)
    for has, of in ((False, True), (True, False)):
        with pytest.raises(RuleBroken):
            start_fits("cohort", has_cohort=has, is_of_programme=of)

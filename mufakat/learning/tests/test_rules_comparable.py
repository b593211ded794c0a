"""What of a panel stands beside something: figures without it are cut, and told."""

from collections.abc import Sequence
from typing import Any

import pytest

from mufakat.learning.rules.comparable import LEAST_SIDE, Beside, Panel, cut, effective
from mufakat.learning.rules.effect import shown, why_not

Group = tuple[
    int, Sequence[int], int | None
]  # so many sites, the months of their figures, when they enter


def panel(*groups: Group, months: int = 24, units: dict[str, str] | None = None) -> Panel:
    figures, entered = {}, {}
    for letter, (sites, told, start) in zip("abcdef", groups, strict=False):
        for n in range(sites):
            figures[f"{letter}{n}"] = tuple(
                1000 * n + 7 * at * (1 + n % 3) if at in told else None for at in range(months)
            )
            entered[f"{letter}{n}"] = start
    return Panel(tuple(f"m{at:02}" for at in range(months)), figures, entered, units or {})


def left_out(**counts: int) -> dict[str, int]:
    none = ("no_figure", "short_before", "single", "months", "not_linked", "apart")
    return dict.fromkeys(none, 0) | counts


def inside(data: Panel) -> dict[str, list[int]]:
    """Months in the programme that are left, by the letter of the group."""
    return {site[0]: data.inside(site) for site in data.figures if site.endswith("0")}


LINKED: Any = {
    # Each wave is assessed for the first time when those before it are in: nothing links them.
    "three waves that never meet": (
        [(10, range(24), 4), (10, range(8, 24), 12), (10, range(16, 24), 20)],
        ["few_compared", "not_linked"],
    ),
    "others assessed only after all have entered": (
        [(12, range(20), 4), (12, range(8, 20), None)],
        ["few_compared", "not_linked"],
    ),
    "the same with others in each month, all of them new": (
        [(12, range(20), 4), (12, range(4, 20), None)],
        ["not_linked"],
    ),
    # One site that was there all along is a bridge on which everything rests.
    "one site links them": (
        [(12, range(20), 4), (12, range(4, 20), None), (1, range(20), None)],
        ["not_linked"],
    ),
    "six sites link them": (
        [(12, range(20), 4), (12, range(4, 20), None), (6, range(20), None)],
        [],
    ),
    "one site is left after entry": (
        [(12, range(16), 6), (11, range(6), None), (1, range(16), None)],
        ["few_compared"],
    ),
    "five are left after entry": (
        [(12, range(16), 6), (11, range(6), None), (5, range(16), None)],
        ["few_compared"],
    ),
    "six are left after entry": (
        [(12, range(16), 6), (11, range(6), None), (6, range(16), None)],
        [],
    ),
    "waves that meet before they enter": (
        [(10, range(24), 4), (10, range(2, 24), 12), (10, range(8, 24), 20)],
        [],
    ),
    "figures end before entry": ([(12, range(6), 8), (12, range(16), None)], ["nobody_entered"]),
}


@pytest.mark.parametrize("name", LINKED)
def test_linked(name: str) -> None:
    groups, reasons = LINKED[name]
    assert why_not(cut(panel(*groups))) == reasons


def test_cut_to_what_can_be_compared() -> None:
    """Months in which too few are left, sites that tell nothing."""
    usable = cut(
        panel(
            (8, range(10), 4),
            (8, range(10), 8),
            (2, range(10), 2),
            (3, range(0), None),
            (2, range(3, 4), None),
            months=10,
        )
    )
    assert usable.left_out == left_out(months=2, short_before=2, no_figure=3, single=2)
    assert usable.panel.months == tuple(f"m{at:02}" for at in range(8))
    assert inside(usable.panel) == {"a": [4, 5, 6, 7], "b": []}
    assert usable.panel.entered["b0"] is None  # within these months it never enters
    assert len(usable.panel.figures) == 16
    assert sorted(usable.starts, key=str) == [*[2] * 2, *[4] * 8, *[8] * 8, *[None] * 2]


def test_in_the_month_of_entry_a_site_stands_beside_nobody() -> None:
    """Six enter in month 8: until then they stand beside the first, in that month no more."""
    found = cut(panel((8, range(10), 4), (6, range(10), 8), months=10)).panel
    assert inside(found) == {"a": [4, 5, 6, 7], "b": []}


def test_a_chain_is_cut_where_it_is_only_a_chain() -> None:
    """The third wave is known only since the first is in: it stands beside the second, not beside the first."""
    usable = cut(panel((8, range(24), 4), (8, range(2, 24), 12), (8, range(8, 24), 20)))
    assert inside(usable.panel) == {"a": list(range(4, 12)), "b": list(range(12, 20)), "c": []}
    assert usable.left_out == left_out(months=4, not_linked=8)
    assert len(usable.panel.figures) == 24


def test_sites_in_months_of_their_own_stand_beside_nobody() -> None:
    """Half are assessed in even months, half in odd ones: each half by itself could be compared, both together have no
    single answer. The half with more figures in the programme is kept."""
    even, odd = range(0, 24, 2), range(1, 24, 2)
    groups = [(14, even, 12), (14, even, None), (8, odd, 12), (12, odd, None)]
    usable = cut(panel(*groups))
    assert {site[0] for site in usable.panel.figures} == {"a", "b"}
    assert usable.left_out == left_out(apart=8)
    assert why_not(usable) == []


def test_the_only_figure_of_a_month_tells_nothing() -> None:
    """And who is left without enough of them goes as well."""
    groups: list[Group] = [(12, range(3, 24), 12), (12, range(3, 24), None), (1, range(5), 4)]
    usable = cut(panel(*groups))
    assert usable.left_out == left_out(short_before=1)
    groups[2] = (1, range(2, 24), 12)
    usable = cut(panel(*groups))
    assert usable.left_out == left_out()
    assert usable.panel.figures["c0"][:4] == (None, None, None, 21)


def test_sites_beside_nobody_are_no_units() -> None:
    """Twelve sites are assessed only when nobody of the others is: they make neither a unit nor a month."""
    groups = [(8, range(8), 4), (8, range(8), None), (12, range(10, 14), None)]
    usable = cut(panel(*groups, months=14))
    assert {site[0] for site in usable.panel.figures} == {"a", "b"}
    assert len(usable.panel.months) == 8
    assert why_not(usable) == ["few_units"]


def test_a_unit_with_a_site_in_the_programme_is_not_beside_it() -> None:
    """Of six districts each has sites on both sides: what happens in a district happens to both."""
    units = {f"{letter}{n}": str(n % 6) for letter in "ab" for n in range(12)}
    mixed = panel((12, range(12), 4), (12, range(12), None), months=12, units=units)
    assert cut(mixed).left_out["months"] == 8
    apart = units | {f"b{n}": f"b{n % 6}" for n in range(12)}
    apart_panel = panel((12, range(12), 4), (12, range(12), None), months=12, units=apart)
    assert cut(apart_panel).left_out["months"] == 0


def test_months_before_are_tested_only_beside_others() -> None:
    """Until month 3 nobody but those who enter is assessed: their months before are nought by construction. The month
    before entry is that to which all are compared."""
    alone = cut(panel((12, range(12), 6), (12, range(3, 12), None), months=12)).panel
    assert min(shown(alone)) == -3
    groups = [(12, range(12), 6), (12, range(5, 12), None)]
    assert min(shown(cut(panel(*groups, months=12)).panel)) == -1


def test_a_site_with_one_of_the_months_before_tests_nothing() -> None:
    """Assessed in four months, the last of them seven months before entry: all of them are one point of the picture,
    and nought by construction."""
    once, gap = range(4), [*range(4), *range(11, 24)]
    told: Any = [(12, gap, 11), (12, range(24), None)]
    assert once[-1] + 7 < 11 and min(shown(cut(panel(*told)).panel)) == 0
    told[0] = (12, [*gap, 8], 11)
    assert sorted(shown(cut(panel(*told)).panel))[:3] == [-6, -3, 0]


def test_those_of_one_month_of_entry_do_not_test_each_other() -> None:
    beside = Beside(panel((12, range(6), 4), (5, range(6), None), months=6))
    assert not beside.tests(0, 4)
    assert beside.tests(0, 5)


EFFECTIVE: list[tuple[Sequence[int], float]] = [
    ([], 0),
    ([0], 0),
    ([7], 1),
    ([3] * LEAST_SIDE, LEAST_SIDE),
    ([6, *[1] * 7], 169 / 43),
]


@pytest.mark.parametrize(("sizes", "units"), EFFECTIVE)
def test_effective(sizes: list[int], units: float) -> None:
    assert effective(sizes) == units

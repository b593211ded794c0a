"""The estimate finds an effect that is there, and is not sure of one that is not. Data drawn by chance with a fixed
seed, so each run sees the same."""

import random

import pytest

from mufakat.learning.effect import Estimate, estimate, is_installed
from mufakat.learning.rules.effect import Panel, cut, why_not

pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="needs the extra effect"),
    pytest.mark.long(30),
]


def drawn(seed: int, points: int, *, sites: int = 40, drift: int = 0, months: int = 24) -> Panel:
    """Sites of different levels that rise together, with shocks that last; `points` (hundredths of a percent point)
    come with entry; `drift` is how much faster those that enter rise anyway."""
    chance = random.Random(seed)  # noqa: S311 - drawn for a test
    figures, entered = {}, {}
    for at in range(sites):
        start = None if at % 3 == 0 else chance.choice([8, 11, 14, 17])
        level, shock, row = chance.gauss(5000, 1000), 0.0, []
        for month in range(months):
            shock = 0.5 * shock + chance.gauss(0, 500)
            gained = points if start is not None and month >= start else 0
            extra = drift * month if start is not None else 0
            row.append(round(level + 50 * month + shock + gained + extra))
        figures[str(at)], entered[str(at)] = tuple(row), start
    return Panel(tuple(f"m{n:02}" for n in range(months)), figures, entered)


def estimated(data: Panel) -> Estimate:
    usable = cut(data)
    assert not why_not(usable)
    return estimate(usable.panel)


def test_it_finds_what_is_there() -> None:
    """Of six roll-outs with an effect of 8 points the interval misses at most one; all are sure that there is one."""
    found = [estimated(drawn(seed, 800)) for seed in range(6)]
    assert sum(each.low <= 800 <= each.high for each in found) >= 5
    assert all(each.low > 0 for each in found)


def test_it_is_not_sure_of_nothing() -> None:
    found = [estimated(drawn(seed, 0)) for seed in range(100, 110)]
    assert sum(each.low > 0 or each.high < 0 for each in found) <= 2


def test_it_warns_where_they_parted_before() -> None:
    found = estimated(drawn(3, 0, drift=150))
    assert found.ahead == "moving"
    assert estimated(drawn(3, 0)).ahead == "quiet"


def test_what_it_tells() -> None:
    found = estimated(drawn(1, 800))
    assert [each.since for each in found.months] == list(range(-6, 7))
    assert (found.sites, found.clusters, found.entered) == (40, 40, 26)
    base = next(each for each in found.months if each.since == -1)
    assert (base.points, base.low, base.high) == (0, 0, 0)
    assert all(isinstance(value, (int, str, list)) for value in found.as_json.values())
    assert found.version.startswith("pyfixest ")


def test_sites_of_one_district_are_no_witnesses_of_their_own() -> None:
    """Four sites that move as one tell no more than one of them: the interval is that of the districts. Counted by
    sites it would be half as wide."""
    few = drawn(5, 800, sites=24)
    names = {f"{site}/{n}": site for site in few.figures for n in range(4)}
    figures = {name: few.figures[site] for name, site in names.items()}
    entered = {name: few.entered[site] for name, site in names.items()}
    by_district = estimated(Panel(few.months, figures, entered, names))
    by_site = estimated(Panel(few.months, figures, entered))
    alone = estimated(few)
    assert (by_district.sites, by_district.clusters, by_site.clusters) == (96, 24, 96)
    wide, narrow = (each.high - each.low for each in (by_district, by_site))
    assert wide > 1.6 * narrow
    assert wide == pytest.approx(alone.high - alone.low, rel=0.1)


def test_months_without_figures() -> None:
    """Gaps are no noughts."""
    whole = drawn(1, 800)
    holes = {
        site: tuple(None if (int(site) + at) % 9 == 0 else each for at, each in enumerate(row))
        for site, row in whole.figures.items()
    }
    found = estimated(Panel(whole.months, holes, whole.entered))
    assert found.low <= 800 <= found.high

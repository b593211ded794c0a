"""The estimate finds an effect that is there, and is not sure of one that is not. Data drawn by chance with a fixed
seed, so each run sees the same."""

import random
from typing import Any

import pytest

from mufakat.learning import effect
from mufakat.learning.effect import Estimate, NoFit, estimate, is_installed, quantile
from mufakat.learning.rules.comparable import Panel, cut
from mufakat.learning.rules.effect import why_not

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


def at_once(seed: int, points: int, *, entered: int, never: int, months: int = 14) -> Panel:
    """Sites of which some enter in month 7, with shocks that stay."""
    chance = random.Random(seed)  # noqa: S311 - drawn for a test
    figures, starts = {}, {}
    for at in range(entered + never):
        shock, level, row = 0.0, chance.gauss(5000, 300), []
        for month in range(months):
            shock += chance.gauss(0, 200)
            row.append(round(level + 100 * month + shock + points * (at < entered and month >= 7)))
        figures[str(at)], starts[str(at)] = tuple(row), 7 if at < entered else None
    return Panel(tuple(f"m{n:02}" for n in range(months)), figures, starts)


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
    assert 12 <= found.degrees <= 24  # the smaller side, less one
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
    assert by_district.degrees < by_site.degrees
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


# Two-sided 95 %, from the printed tables of Student's t.
TABLE = [(5, 2.571), (7, 2.365), (9, 2.262), (19, 2.093), (39, 2.023)]


@pytest.mark.parametrize(("degrees", "width"), TABLE)
def test_few_units_make_a_wide_interval(degrees: int, width: float) -> None:
    assert quantile(degrees) == pytest.approx(width, abs=0.0005)
    assert quantile(degrees, 5) > width


def test_the_smaller_side_says_how_sure_it_is() -> None:
    """Of forty units eight entered, hence Student's t with seven degrees: 2.365 standard errors, not 1.96."""
    panel = at_once(4, 0, entered=8, never=32)
    found, plain = estimated(panel), effect._fitted(effect._frame(panel), "~ treated")
    assert (found.clusters, found.degrees) == (40, 7)
    error = float(plain.loc["treated", "Std. Error"])
    assert (found.high - found.low) / 2 == pytest.approx(2.365 * error, abs=1)


def test_at_the_least_number_it_is_seldom_sure_of_nothing() -> None:
    """Six of 24. How seldom: `bench.alarms`, ADR 0018."""
    found = [estimated(at_once(seed, 0, entered=6, never=18)) for seed in range(20, 30)]
    assert sum(each.low > 0 or each.high < 0 for each in found) <= 1


def test_at_the_least_number_it_finds_what_is_there() -> None:
    found = [estimated(at_once(seed, 3000, entered=6, never=18)) for seed in range(20, 26)]
    assert sum(each.low <= 3000 <= each.high for each in found) >= 5
    assert all(each.low > 0 for each in found)


def test_what_was_not_tested_is_not_quiet() -> None:
    """Until month 6 only those are assessed who enter in month 7: nothing stands beside their months before."""
    whole = at_once(2, 800, entered=12, never=12)
    late = {
        site: row if whole.entered[site] is not None else (*[None] * 6, *row[6:])
        for site, row in whole.figures.items()
    }
    found = estimated(Panel(whole.months, late, whole.entered))
    assert found.ahead == "unknown"
    assert [each.since for each in found.months] == [-1, 0, 1, 2, 3, 4, 5, 6]
    assert estimated(whole).ahead == "quiet"


def raising(broke: Exception) -> Any:
    def did2s(*_frame: Any, **_named: Any) -> None:
        raise broke

    return did2s


def test_what_the_library_cannot_tell_apart_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyfixest
    from numpy.linalg import LinAlgError
    from pyfixest import errors

    panel = at_once(1, 0, entered=12, never=12)
    known = (
        ValueError("All variables are collinear."),
        LinAlgError("Singular matrix"),
        errors.NonConvergenceError("no end"),
    )
    for broke in known:
        monkeypatch.setattr(pyfixest, "did2s", raising(broke))
        with pytest.raises(NoFit):
            estimate(panel)
    monkeypatch.setattr(pyfixest, "did2s", raising(KeyError("fault")))
    with pytest.raises(KeyError):
        estimate(panel)


def test_what_is_no_number_is_no_answer() -> None:
    for row in (
        {"Estimate": 1.0, "Std. Error": float("nan")},
        {"Estimate": float("inf"), "Std. Error": 1.0},
    ):
        with pytest.raises(NoFit):
            effect._interval(row, 2.0)

"""Whether data can carry the question "what did the roll-out do": asked before anything is estimated.

A panel is one row for each site and month: a figure in ten-thousandths, and from which month the site is in the
programme. The estimator compares sites that are in it with those that are not yet, or never; so it needs both, enough
of both, months before, and something that moves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

LEAST_UNITS = 20  # fewer clusters and the interval is too narrow (simulated: tests/test_effect.py)
LEAST_SIDE = 6  # sites that entered, and sites that did not (yet)
LEAST_BEFORE = 3  # months with a figure before a site entered
LEAST_MONTHS = 6
MOST_SITES = 800  # the library keeps a column for each: 3,000 sites of 36 months took 8 GiB


@dataclass(frozen=True)
class Panel:
    """`months` in order; of each site its figures by place of the month (nothing: not assessed yet), the place of the
    month in which it entered (nothing: never until now) and the cluster to which it belongs."""

    months: tuple[str, ...]
    figures: Mapping[str, tuple[int | None, ...]]
    entered: Mapping[str, int | None]
    cluster: Mapping[str, str] = field(default_factory=dict)

    def cluster_of(self, site: str) -> str:
        return self.cluster.get(site, site)


@dataclass(frozen=True)
class Usable:
    """What is left when it is cut to what can be compared, and what was left out."""

    panel: Panel
    left_out: Mapping[str, int]
    starts: tuple[int, ...] = ()  # of all that entered, before anything was cut


def cut(panel: Panel) -> Usable:
    """Without months in which every site is in the programme (nothing to compare with), and without sites that have
    no figure at all, or that entered with fewer than `LEAST_BEFORE` figures behind them."""
    compared = _compared_months(panel)
    through = max(compared, default=-1) + 1
    figures: dict[str, tuple[int | None, ...]] = {}
    short_before = no_figure = never_compared = 0
    for site, row in panel.figures.items():
        kept = tuple(each if at in compared else None for at, each in enumerate(row[:through]))
        start = panel.entered[site]
        if all(each is None for each in row):
            no_figure += 1
        elif all(each is None for each in kept):
            never_compared += 1
        elif start is not None and _counted(kept[:start]) < LEAST_BEFORE:
            short_before += 1
        else:
            figures[site] = kept
    entered = {
        site: start if (start := panel.entered[site]) is not None and start < through else None
        for site in figures
    }
    left_out = {
        "months": len(panel.months) - len(compared),
        "short_before": short_before,
        "no_figure": no_figure,
        "never_compared": never_compared,
    }
    starts = tuple(start for start in panel.entered.values() if start is not None)
    return Usable(Panel(panel.months[:through], figures, entered, panel.cluster), left_out, starts)


def _counted(row: Iterable[int | None]) -> int:
    return sum(each is not None for each in row)


def _compared_months(panel: Panel) -> set[int]:
    """The places of the months in which some site with a figure is not in the programme."""
    return {
        at
        for site, row in panel.figures.items()
        for at, figure in enumerate(row)
        if figure is not None and ((start := panel.entered[site]) is None or at < start)
    }


def why_not(usable: Usable) -> list[str]:
    """Codes of all the reasons why these data cannot carry an answer; none: they can."""
    panel = usable.panel
    starts = [start for start in panel.entered.values() if start is not None]
    if not starts:
        return [_nobody(usable)]
    never = len(panel.figures) - len(starts)
    found = {
        "few_months": len(panel.months) < LEAST_MONTHS,
        "all_at_once": len(set(starts)) == 1 and never == 0,
        "few_entered": len(starts) < LEAST_SIDE,
        "few_compared": _compared_with(panel) < LEAST_SIDE,
        "few_units": len({panel.cluster_of(site) for site in panel.figures}) < LEAST_UNITS,
        "too_many": len(panel.figures) > MOST_SITES,
        "no_variation": not _moves(panel.figures.values()),
    }
    return [reason for reason, holds in found.items() if holds]


def _nobody(usable: Usable) -> str:
    """Why nobody is left that entered."""
    if not usable.starts:
        return "nobody_entered"
    if usable.left_out["short_before"]:
        return "few_before"
    return "all_at_once" if len(set(usable.starts)) == 1 else "few_compared"


def _compared_with(panel: Panel) -> int:
    """Sites that are never in it, or enter only after the first ones did."""
    first = min(start for start in panel.entered.values() if start is not None)
    return sum(start is None or start > first for start in panel.entered.values())


def _moves(rows: Iterable[tuple[int | None, ...]]) -> bool:
    """Does any site's figure change from one month to another?"""
    return any(len({each for each in row if each is not None}) > 1 for row in rows)


def start_fits(start: str, has_cohort: bool, is_of_programme: bool) -> None:
    """The months of the roll-out come from the lokus of a programme, or from the states of a cohort of it."""
    if start == "cohort" and not has_cohort:
        raise RuleBroken(
            "study_cohort", _("Choose the wave whose districts are compared."), "cohort"
        )
    if not is_of_programme:
        raise RuleBroken("study_programme", _("This wave is of another programme."), "cohort")

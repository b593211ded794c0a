"""Whether data can carry the question "what did the roll-out do": asked before anything is estimated.

A panel is one row for each site and month: a figure in ten-thousandths, and from which month the site is in the
programme. The estimator compares sites that are in it with those that are not yet, or never; so it needs both, enough
of both, months before, months that link them (`rules.comparable`), and something that moves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import month_in_words
from mufakat.core.errors import RuleBroken

from .comparable import LEAST_SIDE, MOST_SITES, Beside, Panel, Usable, effective, enough, told_in

LEAST_UNITS = 20  # units in all
LEAST_MONTHS = 6
FARTHEST = 6  # months before and after entry that the picture shows; those beyond are taken together at its ends


def why_not(usable: Usable) -> list[str]:
    """Codes of all the reasons why these data cannot carry an answer; none: they can."""
    panel = usable.panel
    if all(start is None for start in panel.entered.values()):
        return _nobody(usable)
    rows = panel.figures.values()
    found = {
        "few_months": len({at for row in rows for at in told_in(row)}) < LEAST_MONTHS,
        "few_entered": sides(panel)[0] < LEAST_SIDE,
        "few_units": len({panel.cluster_of(site) for site in panel.figures}) < LEAST_UNITS,
        "too_many": len(panel.figures) > MOST_SITES,
        "no_variation": not _moves(rows),
    }
    return [reason for reason, holds in found.items() if holds]


def _nobody(usable: Usable) -> list[str]:
    """Why nobody is left that entered."""
    entered = [start for start in usable.starts if start is not None]
    if not entered:
        return ["nobody_entered"]
    left_out, at_once = usable.left_out, len(set(usable.starts)) == 1
    found = {
        "few_before": left_out["short_before"] == len(entered),
        "all_at_once": at_once,
        "few_compared": left_out["months"] > 0 and not at_once,
        "not_linked": left_out["not_linked"] > 0,
    }
    return [reason for reason, holds in found.items() if holds] or ["nobody_entered"]


def sides(panel: Panel) -> tuple[float, float]:
    """Units that entered and units beside them, by the figures with which they speak (`effective`)."""
    beside = Beside(panel)
    entered: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for site in panel.figures:
        entered[panel.cluster_of(site)] += len(panel.inside(site))
    for at in {at for site in panel.figures for at in panel.inside(site)}:
        others.update(beside.units(at))
    return effective(entered.values()), effective(others.values())


def since(at: int, start: int) -> int:
    """Months since entry, those far away taken together."""
    return min(FARTHEST, max(-FARTHEST, at - start))


def shown(panel: Panel) -> set[int]:
    """The months since entry of which something may be said: enough units speak, and before entry enough others stand
    beside them, and they speak in another of these months as well. Where nobody stands beside them, or a site has no
    second figure to differ from, the difference is nought by construction: nothing was tested."""
    beside = Beside(panel)
    speak: dict[int, Counter[str]] = {}
    for site, start in panel.entered.items():
        if start is not None:
            told = told_in(panel.figures[site])
            moves = len({since(at, start) for at in told if at < start}) > 1
            for at in told:
                if at >= start or (moves and beside.tests(at, start)):
                    speak.setdefault(since(at, start), Counter())[panel.cluster_of(site)] += 1
    return {month for month, units in speak.items() if enough(units)}


def units_of(districts: Mapping[str, str], entered: Mapping[str, int | None]) -> dict[str, str]:
    """By what the programme was given, hence what counts as one witness: site → its district where whole districts
    entered in one month (at least half of all sites that entered did so), otherwise each site is its own (nothing)."""
    entries = {(district, entered[site]) for site, district in districts.items()}
    together = Counter(district for district, _start in entries)
    size = Counter(districts.values())
    joined = [site for site in districts if entered[site] is not None]
    whole = [s for s in joined if together[districts[s]] == 1 and size[districts[s]] > 1]
    return dict(districts) if joined and 2 * len(whole) >= len(joined) else {}


def _moves(rows: Iterable[tuple[int | None, ...]]) -> bool:
    """Does any site's figure change from one month to another?"""
    return any(len({each for each in row if each is not None}) > 1 for row in rows)


def month_has_begun(through: str, now: str) -> None:
    """Nobody knows what a month to come will bring. Months as the house spells them ("2024-07")."""
    if through > now:
        raise RuleBroken(
            "study_month",
            _(
                "%(month)s is still to come: there are no figures of it. Choose %(now)s or an earlier month."
            )
            % {"month": month_in_words(through), "now": month_in_words(now)},
            "through_month",
        )


def start_fits(start: str, has_cohort: bool, is_of_programme: bool) -> None:
    """The months of the roll-out come from the lokus of a programme, or from the states of a cohort of it."""
    if start == "cohort" and not has_cohort:
        raise RuleBroken(
            "study_cohort", _("Choose the wave whose districts are compared."), "cohort"
        )
    if not is_of_programme:
        raise RuleBroken("study_programme", _("This wave is of another programme."), "cohort")

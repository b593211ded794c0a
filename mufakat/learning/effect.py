"""What a staggered roll-out did to a figure: two-stage difference-in-differences (Gardner 2021), by pyfixest.

First stage: from sites and months not in the programme, what each site and each month is usually like. Second stage:
how far the months in the programme lie from that. Unlike the plain regression with two fixed effects it does not take
sites that are in it already for comparison. Why pyfixest, and why it is an optional extra: ADR 0018.

Figures go in as ten-thousandths and come out as hundredths of a percent point, in whole numbers.
"""

import warnings
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from math import isfinite
from typing import Any

from .rules.comparable import Panel
from .rules.effect import shown, sides, since

CHANCE = 0.05


class NoFit(Exception):
    """The library finds no single answer in these data: an answer as well, and the data's fault."""


@dataclass(frozen=True)
class Month:
    """Months since entry (0: the month of entry), the difference, its interval, and how many sites speak."""

    since: int
    points: int
    low: int
    high: int
    sites: int


@dataclass(frozen=True)
class Estimate:
    """The mean difference over all months in the programme, and month by month; `ahead` says whether the months before
    entry look as they should: no sure difference ("quiet"), or one ("moving"); "unknown" where nothing could be tested:
    without such months, or with too few units beside them. `degrees`: of Student's t in all intervals."""

    points: int
    low: int
    high: int
    sites: int
    entered: int
    clusters: int
    degrees: int
    months: list[Month] = field(default_factory=list)
    ahead: str = "unknown"
    version: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def is_installed() -> bool:
    return find_spec("pyfixest") is not None


def estimate(panel: Panel) -> Estimate:
    """Of a panel that `rules.effect.why_not` has nothing against; NoFit where the library finds no single answer all
    the same. Takes seconds: call it in a job."""
    import pyfixest

    frame, least = _frame(panel), min(sides(panel))
    degrees = int(least) - 1
    points, low, high = _interval(_fitted(frame, "~ treated").loc["treated"], quantile(degrees))
    told = shown(panel)
    by_month = [
        (month, row)
        for name, row in _fitted(frame, "~ i(since, ref=-1.0)").iterrows()
        if (month := _since(name)) in told
    ]
    return Estimate(
        points=points,
        low=low,
        high=high,
        sites=len(panel.figures),
        entered=sum(start is not None for start in panel.entered.values()),
        clusters=frame["cluster"].nunique(),
        degrees=degrees,
        months=_months(by_month, frame, quantile(degrees)),
        ahead=_ahead(by_month, degrees),
        version=f"pyfixest {pyfixest.__version__}",
    )


def quantile(degrees: int, looks: int = 1) -> float:
    """How many standard errors an interval reaches to each side. The usual 1.96 is of many units; with few of them
    Student's t is the honest one, with one degree less than the smaller side has units: with six that entered beside
    34 that did not, the six say how sure it is (simulated: ADR 0018). `looks`: intervals that must hold together."""
    from scipy.stats import t

    return float(t.ppf(1 - CHANCE / (2 * looks), degrees))


def _fitted(frame: Any, second: str) -> Any:
    """Estimate and standard error by coefficient."""
    import pyfixest

    try:
        with warnings.catch_warnings():  # what pandas will one day want of pyfixest
            warnings.simplefilter("ignore", DeprecationWarning)
            return pyfixest.did2s(
                frame,
                yname="y",
                first_stage="~ 0 | site + month",
                second_stage=second,
                treatment="treated",
                cluster="cluster",
            ).tidy()
    except Exception as broke:
        if _is_of_the_data(broke):
            raise NoFit from broke
        raise


def _is_of_the_data(broke: Exception) -> bool:
    """Does the library say that these figures do not determine an answer, or is it a fault?"""
    from numpy.linalg import LinAlgError
    from pyfixest import errors

    known = (
        LinAlgError,
        errors.NonConvergenceError,
        errors.MatrixNotFullRankError,
        errors.EmptyDesignMatrixError,
    )
    return isinstance(broke, known) or "collinear" in str(broke)


def _ahead(by_month: list[tuple[int, Any]], degrees: int) -> str:
    """Do the months before entry already part? All of them are looked at together: each alone would have to be surer
    (Bonferroni), or every third roll-out would be under suspicion for nothing."""
    before = [row for month, row in by_month if month < -1]
    if not before:
        return "unknown"
    wide = quantile(degrees, len(before))
    intervals = [_interval(row, wide) for row in before]
    return "moving" if any(low > 0 or high < 0 for _middle, low, high in intervals) else "quiet"


def _since(name: Any) -> int:
    """The month since entry in the name of a coefficient: "since::-6.0"."""
    return int(float(str(name).rpartition("::")[2]))


def _frame(panel: Panel) -> Any:
    import pandas as pd

    rows = []
    for number, (site, figures) in enumerate(panel.figures.items()):
        start = panel.entered[site]
        for month, figure in enumerate(figures):
            if figure is not None:
                # Who never entered has no month since entry: he stands with the month to which all are compared.
                away = -1 if start is None else since(month, start)
                treated = int(start is not None and month >= start)
                cluster = panel.cluster_of(site)
                rows.append((number, month, figure / 1.0, treated, float(away), cluster, start))
    names = ["site", "month", "y", "treated", "since", "cluster", "start"]
    frame = pd.DataFrame(rows, columns=names)
    frame["cluster"] = frame["cluster"].astype("category").cat.codes
    return frame


def _interval(row: Any, wide: float) -> tuple[int, int, int]:
    middle, error = float(row["Estimate"]), float(row["Std. Error"])
    if not (isfinite(middle) and isfinite(error)):
        raise NoFit
    return round(middle), round(middle - wide * error), round(middle + wide * error)


def _months(by_month: list[tuple[int, Any]], frame: Any, wide: float) -> list[Month]:
    """The difference for each month since entry, in order, with the month before entry as nought where anybody was
    assessed in it."""
    there = frame[frame["start"].notna()]
    sites = there.groupby("since")["site"].nunique().to_dict()
    base = int(sites.get(-1.0, 0))
    found = [Month(-1, 0, 0, 0, base)] if base or not by_month else []
    for month, row in by_month:
        found.append(Month(month, *_interval(row, wide), int(sites.get(float(month), 0))))
    return sorted(found, key=lambda each: each.since)

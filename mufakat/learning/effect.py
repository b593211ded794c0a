"""What a staggered roll-out did to a figure: two-stage difference-in-differences (Gardner 2021), by pyfixest.

First stage: from sites and months not in the programme, what each site and each month is usually like. Second stage:
how far the months in the programme lie from that. Unlike the plain regression with two fixed effects it does not take
sites that are in it already for comparison. Why pyfixest, and why it is an optional extra: ADR 0018.

Figures go in as ten-thousandths and come out as hundredths of a percent point, in whole numbers.
"""

import warnings
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from typing import Any

from .rules.effect import Panel

FARTHEST = 6  # months before and after entry that the picture shows; those beyond are taken together at its ends
CHANCE = 0.05


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
    entry look as they should: no sure difference ("quiet"), or one ("moving"); "unknown" without such months."""

    points: int
    low: int
    high: int
    sites: int
    entered: int
    clusters: int
    months: list[Month] = field(default_factory=list)
    ahead: str = "unknown"
    version: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def is_installed() -> bool:
    return find_spec("pyfixest") is not None


def estimate(panel: Panel) -> Estimate:
    """Of a panel that `rules.effect.why_not` has nothing against. Takes seconds: call it in a job."""
    import pyfixest
    from scipy.stats import t

    frame = _frame(panel)
    clusters = frame["cluster"].nunique()
    # The usual interval is of many clusters; with few of them Student's t with one degree less is the honest one.
    wide = float(t.ppf(1 - CHANCE / 2, clusters - 1))

    def fitted(second: str) -> Any:
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

    whole = fitted("~ treated").loc["treated"]
    by_month = fitted("~ i(since, ref=-1.0)")
    months = _months(by_month, frame, wide)
    points, low, high = _interval(whole, wide)
    return Estimate(
        points=points,
        low=low,
        high=high,
        sites=len(panel.figures),
        entered=sum(start is not None for start in panel.entered.values()),
        clusters=clusters,
        months=months,
        ahead=_ahead(by_month, clusters),
        version=f"pyfixest {pyfixest.__version__}",
    )


def _ahead(tidy: Any, clusters: int) -> str:
    """Do the months before entry already part? All of them are looked at together: each alone would have to be surer
    (Bonferroni), or every third roll-out would be under suspicion for nothing."""
    from scipy.stats import t

    before = [row for name, row in tidy.iterrows() if _since(name) < -1]
    if not before:
        return "unknown"
    wide = float(t.ppf(1 - CHANCE / (2 * len(before)), clusters - 1))
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
                since = -1 if start is None else min(FARTHEST, max(-FARTHEST, month - start))
                treated = int(start is not None and month >= start)
                cluster = panel.cluster_of(site)
                rows.append((number, month, figure / 1.0, treated, float(since), cluster, start))
    names = ["site", "month", "y", "treated", "since", "cluster", "start"]
    frame = pd.DataFrame(rows, columns=names)
    frame["cluster"] = frame["cluster"].astype("category").cat.codes
    return frame


def _interval(row: Any, wide: float) -> tuple[int, int, int]:
    middle, error = float(row["Estimate"]), float(row["Std. Error"])
    return round(middle), round(middle - wide * error), round(middle + wide * error)


def _months(tidy: Any, frame: Any, wide: float) -> list[Month]:
    """The difference for each month since entry, in order, with the month before entry as nought."""
    there = frame[frame["start"].notna()]
    sites = there.groupby("since")["site"].nunique().to_dict()
    found = [Month(-1, 0, 0, 0, int(sites.get(-1.0, 0)))]
    for name, row in tidy.iterrows():
        since = _since(name)
        found.append(Month(since, *_interval(row, wide), int(sites.get(float(since), 0))))
    return sorted(found, key=lambda each: each.since)

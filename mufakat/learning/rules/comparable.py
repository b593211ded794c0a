"""What of a panel can be compared: a figure of a site in the programme stands only beside sites that are not in it in
the same month, and of which it is known how they stood to it before it entered.

The first stage of the estimate learns what each site and each month is like from figures outside the programme. Where
no such figures link a site with a month, any number fits (a library then gives one of them and calls it sure); where
only one unit links them, the chance of that unit is taken for the programme. So a link must be of `LEAST_SIDE` units,
each with figures of its own on both sides: in that month, and in a month before the site entered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

# Units that entered, and units beside each figure. With fewer, intervals are too narrow however many units there are in
# all (MacKinnon and Webb 2017); with six, and Student's t by the smaller side, 3 to 6 of 100 are sure of nothing.
LEAST_SIDE = 6
MOST_SITES = 800  # the library keeps a column for each: 3,000 sites of 36 months took 8 GiB
LEAST_BEFORE = 3  # months with a figure before a site entered
LEAST_OUTSIDE = 2  # figures of a site that never entered: a single one only tells its own level


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

    def outside(self, site: str) -> int:
        """The months in which it has a figure and is not in the programme, one bit for each."""
        start = self.entered[site]
        return _bits(at for at in told_in(self.figures[site]) if start is None or at < start)

    def inside(self, site: str) -> list[int]:
        """The months in which it has a figure and is in the programme."""
        start = self.entered[site]
        return [at for at in told_in(self.figures[site]) if start is not None and at >= start]


@dataclass(frozen=True)
class Usable:
    """What is left when it is cut to what can be compared, and what was left out."""

    panel: Panel
    left_out: Mapping[str, int]
    starts: tuple[int | None, ...] = ()  # of all sites with a figure, before anything was cut


def effective(sizes: Iterable[int]) -> float:
    """How many units of one size tell as much as these of unequal size: the square of the sum over the sum of squares.
    One district with most of the sites is hardly more than one witness, however many small ones stand beside it."""
    known = list(sizes)
    squares = sum(size * size for size in known)
    return sum(known) ** 2 / squares if squares else 0.0


def enough(sites: Mapping[str, int]) -> bool:
    """Of sites (or figures) by unit: do they make `LEAST_SIDE` units?"""
    return effective(sites.values()) >= LEAST_SIDE


@dataclass(frozen=True)
class Other:
    """A site with a figure outside the programme: in which months, of which unit, and when it enters."""

    outside: int
    cluster: str
    start: int | None


class Beside:
    """For each month the sites that are not in the programme, as far as nobody of their unit is."""

    def __init__(self, panel: Panel) -> None:
        ins = {(at, panel.cluster_of(site)) for site in panel.figures for at in panel.inside(site)}
        self.sites: dict[int, list[Other]] = {}
        for site in panel.figures:
            other = Other(panel.outside(site), panel.cluster_of(site), panel.entered[site])
            for at in _places(other.outside):
                if (at, other.cluster) not in ins:
                    self.sites.setdefault(at, []).append(other)
        self._linked: dict[tuple[int, int], bool] = {}

    def units(self, at: int) -> Counter[str]:
        return Counter(other.cluster for other in self.sites.get(at, ()))

    def is_thin(self, at: int) -> bool:
        """Too few units are left in this month, wherever they come from."""
        return not enough(self.units(at))

    def is_linked(self, at: int, before: int) -> bool:
        """Enough of them have figures in months in which the site had not entered either."""
        if (at, before) not in self._linked:
            known = [other for other in self.sites.get(at, ()) if other.outside & before]
            self._linked[at, before] = enough(Counter(other.cluster for other in known))
        return self._linked[at, before]

    def tests(self, at: int, start: int) -> bool:
        """Can a month before entry be compared: enough units with a figure that did not enter in the same month?"""
        others = [other for other in self.sites.get(at, ()) if other.start != start]
        return enough(Counter(other.cluster for other in others))


def cut(panel: Panel) -> Usable:
    """Without sites that tell nothing, without figures that have nothing beside them, without sites that stand beside
    none of those that are left."""
    kept, left_out = _told_beside_others(panel)
    starts = tuple(panel.entered[site] for site, row in panel.figures.items() if any(_known(row)))
    if len(kept.figures) > MOST_SITES:  # refused anyway, and comparing so many would take minutes
        return Usable(kept, left_out | {"months": 0, "not_linked": 0, "apart": 0}, starts)
    kept, cutting = _figures_beside(kept)
    kept, apart = _without_rest(kept)
    return Usable(kept, left_out | cutting | {"apart": apart}, starts)


def _told_beside_others(panel: Panel) -> tuple[Panel, dict[str, int]]:
    """Without sites that tell nothing, and without figures that are the only one outside the programme in their month:
    they only tell what that month was like, and libraries drop them silently. Until nothing more goes."""
    kept, left_out = _sites_that_tell(panel)
    told = Counter(at for site in kept.figures for at in _places(kept.outside(site)))
    alone = {at for at, n in told.items() if n == 1}
    if not alone:
        return kept, left_out
    figures = {
        site: tuple(
            None if at in alone and kept.outside(site) >> at & 1 else each
            for at, each in enumerate(row)
        )
        for site, row in kept.figures.items()
    }
    kept, more = _told_beside_others(Panel(kept.months, figures, kept.entered, kept.cluster))
    return kept, {reason: left_out[reason] + n for reason, n in more.items()}


def _sites_that_tell(panel: Panel) -> tuple[Panel, dict[str, int]]:
    left_out = {"no_figure": 0, "short_before": 0, "single": 0}
    figures = {}
    for site, row in panel.figures.items():
        told, start = sum(_known(row)), panel.entered[site]
        if not told:
            left_out["no_figure"] += 1
        elif start is not None and sum(_known(row[:start])) < LEAST_BEFORE:
            left_out["short_before"] += 1
        elif start is None and told < LEAST_OUTSIDE:
            left_out["single"] += 1
        else:
            figures[site] = row
    return _with(panel, figures), left_out


def _figures_beside(panel: Panel) -> tuple[Panel, dict[str, int]]:
    """Without the figures inside the programme that nothing can be set beside; a site that keeps none of them is one
    that has not entered yet."""
    beside = Beside(panel)
    thin = {at for site in panel.figures for at in panel.inside(site) if beside.is_thin(at)}
    figures, loose = {}, 0
    for site, row in panel.figures.items():
        before, there = panel.outside(site), set(panel.inside(site)) - thin
        alone = {at for at in there if not beside.is_linked(at, before)}
        loose += bool(alone)
        gone = thin.intersection(panel.inside(site)) | alone
        figures[site] = tuple(None if at in gone else each for at, each in enumerate(row))
    return _with(panel, figures), {"months": len(thin), "not_linked": loose}


def _without_rest(panel: Panel) -> tuple[Panel, int]:
    """Without the sites that no figure outside the programme links with those that entered, and without the last months
    in which nothing is left; and how many that entered are left out so. Where sites are assessed in months of their
    own, and never beside the others, the part with most figures in the programme is kept: of two parts that share no
    month there is no single answer. Where nobody entered there is nothing to be linked with."""
    entered = [site for site, start in panel.entered.items() if start is not None]
    parts = Counter(
        {
            part: sum(len(panel.inside(site)) for site in entered if panel.outside(site) & part)
            for part in _parts(panel)
        }
    )
    reached = max(parts, key=lambda part: (parts[part], part)) if entered else -1
    apart = sum(not panel.outside(site) & reached for site in entered)
    figures = {site: row for site, row in panel.figures.items() if panel.outside(site) & reached}
    last = max((at for row in figures.values() for at in told_in(row)), default=-1) + 1
    kept = _with(panel, {site: row[:last] for site, row in figures.items()})
    return Panel(panel.months[:last], kept.figures, kept.entered, panel.cluster), apart


def _parts(panel: Panel) -> list[int]:
    """The months outside the programme, those together to which figures of the same sites lead."""
    parts: list[int] = []
    for bits in {panel.outside(site) for site in panel.figures}:
        joined = [part for part in parts if part & bits]
        parts = [part for part in parts if not part & bits] + [bits | _union(joined)]
    return parts


def _union(parts: Iterable[int]) -> int:
    return reduce(or_, parts, 0)


def _with(panel: Panel, figures: dict[str, tuple[int | None, ...]]) -> Panel:
    """The same with these figures; who has none of them since it entered has not entered."""
    entered = {}
    for site, row in figures.items():
        start = panel.entered[site]
        entered[site] = start if start is not None and any(_known(row[start:])) else None
    return Panel(panel.months, figures, entered, panel.cluster)


def _known(row: Iterable[int | None]) -> Iterable[bool]:
    return (each is not None for each in row)


def told_in(row: Iterable[int | None]) -> list[int]:
    return [at for at, each in enumerate(row) if each is not None]


def _bits(places: Iterable[int]) -> int:
    return sum(1 << at for at in places)


def _places(bits: int) -> list[int]:
    return [at for at in range(bits.bit_length()) if bits >> at & 1]

"""A cohort's plan and what was reached by a day: states, scores month by month, roles promised."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from mufakat.core import clock
from mufakat.indicators.models import Instrument, SiteSpan
from mufakat.indicators.queries.places import names_of
from mufakat.indicators.rules.months import as_of, month_told_on
from mufakat.learning.models import DistrictRole
from mufakat.programmes.models import Cohort, CohortDistrict, Standing
from mufakat.programmes.queries import districts_on
from mufakat.programmes.scores import Scores

from .roles import roles_in

Pair = tuple[int, int]
MANY = 60  # districts


@dataclass
class District:
    """A district of a cohort: how far it was on the day, its share of passing sites for each month, its roles."""

    row: CohortDistrict
    standing: Standing
    shares: list[Pair | None] = field(default_factory=list)
    roles: list[DistrictRole] = field(default_factory=list)

    @property
    def now(self) -> Pair | None:
        return self.shares[-1] if self.shares else None

    @property
    def state(self) -> str:
        return self.standing.state


def districts_of(cohort: Cohort, months: Sequence[str], on: date) -> list[District]:
    """The districts that had joined a cohort by a day, by code, with everything its page tells; five questions for any
    number of them."""
    found = [District(each.district, each.standing) for each in districts_on(cohort, on)]
    roles = roles_in(cohort.programme, [each.row.region_id for each in found], on)
    shares = shares_of(cohort, [each.row.region_path for each in found], months)
    for each in found:
        each.roles = roles.get(each.row.region_id, [])
        each.shares = shares.get(each.row.region_path, [None] * len(months))
    return found


def instrument_of(cohort: Cohort) -> Instrument | None:
    if not cohort.instrument_code:
        return None
    return Instrument.objects.filter(code=cohort.instrument_code).first()


def shares_of(
    cohort: Cohort, paths: Sequence[str], months: Sequence[str]
) -> dict[str, list[Pair | None]]:
    """District → (passing, judged) for each month; nothing for a month in which no site there is judged. A district to
    which a law gave another code goes on under the one with which it joined."""
    instrument = instrument_of(cohort)
    if instrument is None or not paths or not months:
        return {}
    counted: dict[str, list[list[int]]] = {path: [[0, 0] for _month in months] for path in paths}
    within = names_of(paths)
    spans = SiteSpan.objects.filter(
        Q(until="") | Q(until__gt=months[0]),
        _below(list(within)),
        instrument=instrument,
        month__lte=months[-1],
        passed__isnull=False,
    ).values_list("region_path", "month", "until", "passed")
    for path, month, until, passed in spans:
        district = next((within[p] for p in _above(path) if p in within), None)
        if district is None:
            continue
        for at, each in enumerate(months):
            if month <= each and (not until or each < until):
                counted[district][at][0] += bool(passed)
                counted[district][at][1] += 1
    return {path: [(n, d) if d else None for n, d in row] for path, row in counted.items()}


def told_on(on: date) -> tuple[str, date]:
    """The month whose scores held on a day, as on every dashboard, and its last day (today in the month under way):
    until then the assessments count."""
    today = clock.today()
    month = month_told_on(on, today)
    return month, as_of(month, today)


def scores_on(cohort: Cohort, path: str, on: date) -> Scores:
    """How many sites of one district passed and were assessed, as it was known on a day."""
    month, until = told_on(on)
    (pair,) = shares_of(cohort, [path], [month]).get(path, [None])
    return Scores(*(pair or (0, 0)), until)


def _below(paths: Sequence[str]) -> Q:
    """In one of these districts. Of very many the whole nation is read: one condition for each would be longer."""
    found = Q()
    for path in paths if len(paths) <= MANY else ():
        found |= Q(region_path__under=path)
    return found


def _above(path: str) -> list[str]:
    """The path itself and all above it, the longest first."""
    parts = path.rstrip(".").split(".")
    return ["".join(f"{part}." for part in parts[:n]) for n in range(len(parts), 0, -1)]


def cohorts_seen() -> list[Cohort]:
    return list(
        Cohort.objects.select_related("programme").order_by("programme__title", "year", "title")
    )

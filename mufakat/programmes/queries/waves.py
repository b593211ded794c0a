"""Cohorts as of a day: which districts, how far each, and what it adds up to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from mufakat.core.dates import short_date
from mufakat.directory.models import RegionSuccession
from mufakat.programmes.models import Cohort, CohortDistrict, Programme, Standing
from mufakat.programmes.rules import Wave, doubt_of, missing_of

from .readiness import readiness_title

RUNS = ("running", "passed")


@dataclass(frozen=True)
class DistrictRow:
    """A district of a cohort as of a day."""

    district: CohortDistrict
    standing: Standing  # the last one of that day or before
    since: date  # from which day on that state holds, however often it was looked at again
    looked_on: (
        date | None
    )  # when the readiness list was last looked at; never, or with a yes or no for each item:
    there: int = 0
    of: int = 0
    missing: tuple[str, ...] = ()  # what of the list was not there, in words

    @property
    def counts(self) -> bool:
        """Has it a place in the cohort? Who left has none."""
        return self.standing.state != "left"

    @property
    def doubt(self) -> str:
        """Why it is to be doubted that it has passed: "below", "none" (nobody was assessed), or nothing."""
        return doubt_of(self.standing.state, self.standing.scores)


def districts_on(cohort: Cohort, on: date) -> list[DistrictRow]:
    """The districts that had joined by a day, by code, with how far each was."""
    return [row for row in map(_row, _joined(cohort.districts.all(), on)) if row]


def _joined(found: QuerySet[CohortDistrict], on: date) -> QuerySet[CohortDistrict]:
    told = Standing.objects.filter(on__lte=on).order_by("on", "id")
    return (
        found.filter(joined_on__lte=on)
        .select_related("region__parent")
        .prefetch_related(Prefetch("standings", queryset=told, to_attr="told"))
        .order_by("region_path")
    )


def _row(district: Any) -> DistrictRow | None:
    told: list[Standing] = district.told
    if not told:
        return None
    since = since_when(told)
    looked = next((s for s in reversed(told) if s.checklist), None)
    if looked is None:
        return DistrictRow(district, told[-1], since, None)
    items = list(looked.checklist)
    missing = missing_of(looked.checklist, items)
    words = tuple(readiness_title(code) for code in missing)
    there = len(items) - len(missing)
    return DistrictRow(district, told[-1], since, looked.on, there, len(items), words)


def since_when(told: Sequence[Standing]) -> date:
    """From which day the last of these states holds; they are in the order of their days."""
    same = takewhile(lambda standing: standing.state == told[-1].state, reversed(told))
    return list(same)[-1].on


def waves_of(programme: Programme, on: date) -> list[tuple[Cohort, Wave]]:
    """The cohorts of a programme in order, each with its plan and what was reached by a day."""
    districts = CohortDistrict.objects.order_by("region_path")
    cohorts = programme.cohorts.prefetch_related(
        Prefetch("districts", queryset=_joined(districts, on), to_attr="joined")
    )
    return [(cohort, _wave(cohort)) for cohort in cohorts]


def _wave(cohort: Any) -> Wave:
    last = [d.told[-1] for d in cohort.joined if d.told]
    states = [standing.state for standing in last]
    return Wave(
        cohort.year,
        cohort.quota,
        joined=sum(state != "left" for state in states),
        running=sum(state in RUNS for state in states),
        passed=states.count("passed"),
        doubted=sum(bool(doubt_of(each.state, each.scores)) for each in last),
    )


COUNTED: dict[str, Callable[[DistrictRow], bool]] = {
    "": lambda row: row.counts,
    "running": lambda row: row.standing.state in RUNS,
    "passed": lambda row: row.standing.state == "passed",
    "doubted": lambda row: bool(row.doubt),
}


def districts_through(
    programme: Programme, on: date, year: int | None, counted: str = ""
) -> list[DistrictRow]:
    """The districts behind a number of a programme: of all its cohorts up to those of a year, as of a day, by cohort
    and code. `counted`: what the number counts, a key of COUNTED."""
    found = CohortDistrict.objects.filter(cohort__programme=programme)
    if year is not None:
        found = found.filter(cohort__year__lte=year)
    rows = map(_row, _joined(found.select_related("cohort"), on))
    told = [row for row in rows if row and COUNTED[counted](row)]
    return sorted(told, key=lambda row: (row.district.cohort.year, row.district.cohort.title))


def counting(found: QuerySet[CohortDistrict], on: date | None = None) -> QuerySet[CohortDistrict]:
    """Those that have a place, on a day or as of the last word: whose last word by then is not that they left."""
    told = Standing.objects.filter(district=OuterRef("pk"))
    last = (told.filter(on__lte=on) if on else told).order_by("-on", "-id")
    return found.annotate(last=Subquery(last.values("state")[:1])).exclude(last="left")


def last_standing(district: CohortDistrict) -> Standing:
    return district.standings.order_by("-on", "-id")[0]


def looked_at(district: CohortDistrict) -> dict[str, bool]:
    """The readiness list as it was last filled in; empty if it never was."""
    found = district.standings.exclude(checklist={}).order_by("-on", "-id")
    return next((standing.checklist for standing in found[:1]), {})


def laws_that_ended() -> QuerySet[RegionSuccession]:
    """The laws by which a region became something else, and is no more itself. One that stands on beside what was cut
    out of it is the same district as before, and the new one is another. A last day written as the day of the law
    itself means the law."""
    return RegionSuccession.objects.filter(old__valid_to__lte=F("on"))


def told_of_successions(rows: Iterable[DistrictRow], on: date) -> list[str]:
    """What laws did to the districts of a cohort, as sentences: which ended, and what each became. One question."""
    regions = {row.district.region_id: row for row in rows}
    found = laws_that_ended().filter(old__in=regions, on__lte=on)
    became: dict[Any, list[RegionSuccession]] = {}
    for each in found.select_related("old", "new").order_by("old__code", "new__code"):
        became.setdefault(each.old_id, []).append(each)
    return [_told(each, regions[old]) for old, each in became.items()]


def _told(successions: Sequence[RegionSuccession], row: DistrictRow) -> str:
    first = successions[0]
    words: dict[str, Any] = {
        "old": f"{first.old} ({first.old.code})",
        "new": ", ".join(f"{s.new} ({s.new.code})" for s in successions),
        "day": short_date(first.on),
        "source": first.source,
    }
    if not row.counts:
        return _("%(old)s became %(new)s on %(day)s (%(source)s); it has left the cohort.") % words
    if len(successions) == 1:
        return (
            _(
                "%(old)s is %(new)s since %(day)s (%(source)s). It keeps its place here under the name with which it "
                "joined."
            )
            % words
        )
    return (
        _(
            "%(old)s was split on %(day)s (%(source)s) and became %(new)s. It keeps its one place until somebody "
            "writes down that it left; then what it became may join, each with a place of its own."
        )
        % words
    )

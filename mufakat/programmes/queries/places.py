"""The places of a cohort as they stand: who may still take one. Asked once for any number of districts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Region
from mufakat.programmes import rules
from mufakat.programmes.models import Cohort, CohortDistrict, Programme

from .waves import counting, laws_that_ended


@dataclass
class Places:
    """`there`: region → its name and the cohort of the programme where it counts today; `laws`: (old, new) of all
    districts that ended by one; `was`: regions that ever were in this cohort; `taken`: places today."""

    cohort: Cohort
    there: dict[Any, tuple[str, str]]
    laws: list[tuple[Any, Any]]
    was: set[Any]
    taken: int

    def take(self, region: Region, on: date, today: date) -> None:
        """One place for a district, or RuleBroken."""
        cohort = self.cohort
        rules.is_district(region.kind, region.valid_to, region.valid_from, on)
        rules.joins_in_its_time(cohort.starts_on, cohort.ends_on, on, today)
        rules.district_once(self._cohort_of(region))
        rules.district_once(cohort.title if region.pk in self.was else "")
        self._alone_in_its_line(region, "region")
        rules.room_left(cohort.quota, self.taken)
        self.taken += 1
        self.there[region.pk] = _named(region, cohort)

    def take_back(self, region: Region) -> None:
        """Its old place for a district that did not leave after all, or RuleBroken."""
        rules.district_once(self._cohort_of(region), "")
        self._alone_in_its_line(region, "")
        rules.room_left(self.cohort.quota, self.taken)

    def _cohort_of(self, region: Region) -> str:
        return self.there.get(region.pk, ("", ""))[1]

    def _alone_in_its_line(self, region: Region, field: str) -> None:
        """A place is that of a district under whatever name and code: what it was and what it became have none."""
        rules.no_predecessor_in(*self._first(rules.before(self.laws, region.pk)), field)
        rules.no_successor_in(*self._first(rules.after(self.laws, region.pk)), field)

    def _first(self, regions: Iterable[Any]) -> tuple[str, str]:
        return next((self.there[each] for each in regions if each in self.there), ("", ""))


def places_of(cohort: Cohort) -> Places:
    found = CohortDistrict.objects.filter(cohort__programme=cohort.programme_id)
    counts = counting(found).select_related("cohort", "region")
    laws = laws_that_ended().filter(old__kind__in=rules.DISTRICTS).order_by("on", "id")
    return Places(
        cohort=cohort,
        there={each.region_id: _named(each.region, each.cohort) for each in counts},
        laws=list(laws.values_list("old", "new")),
        was=set(cohort.districts.values_list("region_id", flat=True)),
        taken=sum(each.cohort_id == cohort.pk for each in counts),
    )


def _named(region: Region, cohort: Cohort) -> tuple[str, str]:
    return f"{region} ({region.code})", cohort.title


def refused(
    places: Places, regions: Iterable[Region], on: date, today: date
) -> dict[str, RuleBroken]:
    """By code: which of these take no place, and why; in the order given, so that the last ones find no room."""
    found: dict[str, RuleBroken] = {}
    for region in regions:
        try:
            places.take(region, on, today)
        except RuleBroken as broken:
            found[region.code] = broken
    return found


def free_in(programme: Programme, province: Region | None, on: date) -> list[Region]:
    """The kabupaten and kota of a province that have no place in the cohorts of a programme."""
    if province is None or province.level != 1:
        return []
    there = counting(CohortDistrict.objects.filter(cohort__programme=programme))
    here = Region.objects.on(on).filter(parent=province, kind__in=rules.DISTRICTS)
    return list(here.exclude(pk__in=there.values("region")).order_by("code"))

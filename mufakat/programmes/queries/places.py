"""The places of a cohort as they stand: who may still take one. Asked once for any number of districts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Region, RegionSuccession
from mufakat.programmes import rules
from mufakat.programmes.models import Cohort, CohortDistrict, Programme

from .waves import counting


@dataclass
class Places:
    """`titles`: region → the cohort of the programme where it counts today; `before`: region → what it comes from and
    in which cohort that counts; `was`: regions that ever were in this one; `taken`: places today."""

    cohort: Cohort
    titles: dict[Any, str]
    before: dict[Any, tuple[str, str]]
    was: set[Any]
    taken: int

    def take(self, region: Region, on: date, today: date) -> None:
        """One place for a district, or RuleBroken."""
        cohort = self.cohort
        rules.is_district(region.kind, region.valid_to, region.valid_from, on)
        rules.joins_in_its_time(cohort.starts_on, cohort.ends_on, on, today)
        rules.district_once(self.titles.get(region.pk, ""))
        rules.district_once(cohort.title if region.pk in self.was else "")
        rules.no_predecessor_in(*self.before.get(region.pk, ("", "")))
        rules.room_left(cohort.quota, self.taken)
        self.taken += 1
        self.titles[region.pk] = cohort.title

    def take_back(self, region: Region) -> None:
        """Its old place for a district that did not leave after all, or RuleBroken."""
        rules.district_once(self.titles.get(region.pk, ""), "")
        became = RegionSuccession.objects.filter(old=region, new__in=list(self.titles))
        rules.no_successor_in(
            *next(((str(s.new), self.titles[s.new_id]) for s in became), ("", ""))
        )
        rules.no_predecessor_in(*self.before.get(region.pk, ("", "")))
        rules.room_left(self.cohort.quota, self.taken)


def places_of(cohort: Cohort) -> Places:
    found = CohortDistrict.objects.filter(cohort__programme=cohort.programme_id)
    there = {each.region_id: each for each in counting(found).select_related("cohort", "region")}
    came = RegionSuccession.objects.filter(old__in=list(there)).values_list("new_id", "old_id")
    return Places(
        cohort=cohort,
        titles={region: each.cohort.title for region, each in there.items()},
        before={new: _named(there[old]) for new, old in came},
        was=set(cohort.districts.values_list("region_id", flat=True)),
        taken=sum(each.cohort_id == cohort.pk for each in there.values()),
    )


def _named(district: CohortDistrict) -> tuple[str, str]:
    return f"{district.region} ({district.region.code})", district.cohort.title


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

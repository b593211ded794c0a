"""Which bodies an instrument is for, and which of them were never assessed."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from mufakat.directory.models import Facility, Organisation
from mufakat.directory.queries.stays import Then
from mufakat.indicators.models import Instrument, Obligation
from mufakat.programmes.models import CoeUnit

from .figures import rows_behind

FACILITIES = {
    "puskesmas": "puskesmas",
    "pustu": "pustu",
    "posyandu": "posyandu",
    "kabkota": "dinkes_kabkota",
    "rumah_sakit": "rumah_sakit",
}


def bodies_of(
    instrument: Instrument, region_path: str, on: date, month: str, moved: Then
) -> "QuerySet[Any]":
    """The keys of the bodies that the instrument asks for: centres of excellence of the day, facilities of its level;
    of teams and clusters those that were called to assess. Where they lay on that day decides: who moved since is asked
    for where it lay."""
    if instrument.level == "coe":
        units = CoeUnit.objects.on(on).filter(moved.under(region_path, "puskesmas__"))
        return units.values("puskesmas")
    if kind := FACILITIES.get(instrument.level):
        found = Facility.objects.on(on).filter(moved.under(region_path), kind=kind)
        return found.values("pk")
    called = Obligation.objects.filter(
        call__withdrawn_at=None,
        call__instrument=instrument,
        call__month__lte=month,
        excused_reason="",
        region_path__under=region_path,
    )
    return called.values("organisation")


def not_assessed(
    instrument: Instrument, region_path: str, on: date, month: str, moved: Then
) -> "QuerySet[Organisation]":
    """Those of them of which nothing counts in this month, each with the path under which it `lay`."""
    bodies = bodies_of(instrument, region_path, on, month, moved)
    counted = rows_behind(instrument, region_path, month).values("organisation")
    found = Organisation.objects.filter(pk__in=bodies).annotate(lay=moved.where())
    return found.exclude(pk__in=counted).order_by("lay", "name", "id")

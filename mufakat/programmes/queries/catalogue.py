"""Which programmes there are, and where they work."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from mufakat.directory.models import Organisation, Region
from mufakat.directory.queries.stays import then
from mufakat.programmes.models import (
    CoeUnit,
    CohortDistrict,
    ContestEntry,
    Family,
    Lokus,
    Programme,
    Replication,
)

from .waves import counting

# What an office has recorded itself stands before the lists of the ministry.
ORDER = (Family.ILP, Family.OTHER, Family.PILLAR, Family.CRISIS, Family.GF_RSSH)
_PLACE = Case(*(When(family=family, then=n) for n, family in enumerate(ORDER)), default=9)


def catalogue(
    on: date, *, text: str = "", family: str = "", region: Region | None = None
) -> QuerySet[Programme]:
    """The programmes that run on a day or have not begun yet, by the list that they are of; of a region those that work
    there, and its own."""
    found: QuerySet[Programme] = Programme.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(code__icontains=text))
    if family:
        found = found.filter(family=family)
    if region is not None and region.level:
        own = Q(region_path__under=region.path)
        found = found.filter(own | Q(pk__in=list(works_in(region, on))))
    return found.select_related("lead", "region").order_by(_PLACE, "number", "title", "id")


def works_in(region: Region, on: date) -> Mapping[Any, Mapping[str, int]]:
    """programme → how many facilities it mentors, centres it has and districts it has taken in there, on a day."""
    under: dict[str, Any] = {"region_path__under": region.path}
    moved = then(region.path, on)
    counted: dict[Any, dict[str, int]] = {}
    asked: dict[str, Any] = {
        "lokus": Lokus.objects.on(on).filter(moved.under(region.path, "organisation__")),
        "units": CoeUnit.objects.on(on).filter(moved.under(region.path, "puskesmas__")),
        "districts": counting(CohortDistrict.objects.filter(joined_on__lte=on, **under), on),
    }
    for name, rows in asked.items():
        key = "cohort__programme" if name == "districts" else "programme"
        for programme, n in rows.order_by().values_list(key).annotate(n=Count("id")):
            counted.setdefault(programme, {"lokus": 0, "units": 0, "districts": 0})[name] = n
    return counted


def programmes_of(organisation: Organisation) -> dict[str, Any]:
    """What programmes do with a facility: mentored since when, part of which centre, from whom it learns, who learns
    from it, in which contests it was."""
    part = Q(puskesmas=organisation) | Q(pustu=organisation)
    if organisation.parent_id:
        part |= Q(pustu=organisation.parent_id)
    lokus = Lokus.objects.filter(organisation=organisation).select_related("programme")
    learns = Replication.objects.filter(target=organisation)
    teaches = Replication.objects.filter(unit__puskesmas=organisation)
    whole = ("unit__puskesmas", "unit__programme", "target")
    entries = ContestEntry.objects.filter(organisation=organisation)
    return {
        "lokus": list(lokus.order_by("-valid_from", "id")),
        "units": list(
            CoeUnit.objects.filter(part)
            .select_related("puskesmas", "pustu", "programme")
            .order_by("-valid_from", "id")
        ),
        "learns": list(learns.select_related(*whole).order_by("planned_on", "id")),
        "teaches": list(teaches.select_related(*whole).order_by("planned_on", "id")),
        "entries": list(entries.select_related("contest").order_by("-contest__year", "id")),
    }

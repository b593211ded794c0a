"""Where a programme works: the facilities that it mentors."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from mufakat.directory.models import Facility, Organisation, Region
from mufakat.programmes.models import Lokus, Programme

OF_DISTRICT = 6  # "32.73.": so long is the path of a kabupaten or kota


def lokus_of(programme: Programme, on: date, region: Region | None = None) -> QuerySet[Lokus]:
    """The mentored facilities of a programme on a day, by region and name."""
    found: QuerySet[Lokus] = Lokus.objects.on(on).filter(programme=programme)
    if region is not None:
        found = found.filter(region_path__under=region.path)
    return found.select_related(
        "organisation__facility", "organisation__region", "programme__region"
    ).order_by("region_path", "organisation__name", "id")


def counted_by_district(
    programme: Programme, on: date, region: Region | None = None
) -> list[tuple[Region | None, int]]:
    """How many each kabupaten or kota has, by code; None: those that lie in no district."""
    found = lokus_of(programme, on, region).order_by().select_related(None)
    counted: dict[str, int] = dict(
        found.annotate(district=Substr("region_path", 1, OF_DISTRICT))
        .values_list("district")
        .annotate(n=Count("id"))
    )
    regions = {r.path: r for r in Region.objects.filter(path__in=counted, level=2)}
    elsewhere = sum(n for path, n in counted.items() if path not in regions)
    rows: list[tuple[Region | None, int]] = [
        (regions[path], counted[path]) for path in sorted(regions)
    ]
    return [*rows, (None, elsewhere)] if elsewhere else rows


def candidates(programme: Programme, region: Region, kind: str, on: date) -> QuerySet[Organisation]:
    """The facilities of a kind in a region that the programme does not mentor on or after a day: what is ticked."""
    taken = Lokus.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), programme=programme)
    found: QuerySet[Organisation] = (
        Facility.objects.on(on)
        .filter(kind=kind, region_path__under=region.path)
        .exclude(pk__in=taken.values("organisation"))
    )
    ids = found.order_by().values("pk")
    return Organisation.objects.filter(pk__in=ids).select_related("region").order_by("name", "id")


def overlapping(
    programme: Programme, organisations: Collection[Organisation], since: date
) -> list[str]:
    """Those of these bodies that the programme mentors on or after a day already, by name."""
    found = Lokus.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=since),
        programme=programme,
        organisation__in=organisations,
    )
    return list(found.values_list("organisation__name", flat=True).distinct())

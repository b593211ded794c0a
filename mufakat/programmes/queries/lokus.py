"""Where a programme works: the facilities that it mentors."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from mufakat.directory.models import Facility, Organisation, Region
from mufakat.directory.queries.stays import Then, lay_under, then
from mufakat.programmes.models import Lokus, Programme

OF_DISTRICT = 6  # "32.73.": so long is the path of a kabupaten or kota


def lokus_of(programme: Programme, on: date, region: Region | None = None) -> QuerySet[Lokus]:
    """The mentored facilities of a programme on a day, by name within the region in which they `lay` then."""
    above = region.path if region else ""
    moved = then(above, on)
    found: QuerySet[Lokus] = Lokus.objects.on(on).filter(programme=programme)
    if region is not None:
        found = found.filter(moved.under(above, "organisation__"))
    return (
        found.annotate(lay=moved.where("organisation__"))
        .select_related("organisation__facility", "organisation__region", "programme__region")
        .order_by("lay", "organisation__name", "id")
    )


def counted_by_district(
    programme: Programme, on: date, region: Region | None = None
) -> list[tuple[Region | None, int]]:
    """How many each kabupaten or kota had on a day, by code; None: those that lay in no district."""
    above = region.path if region else ""
    moved = then(above, on)
    here = moved.under(above, "organisation__") if above else Q()
    counted = _by_district(Lokus.objects.on(on).filter(here, programme=programme), moved)
    regions = {r.path: r for r in Region.objects.filter(path__in=counted, level=2)}
    elsewhere = sum(n for path, n in counted.items() if path not in regions)
    rows: list[tuple[Region | None, int]] = [
        (regions[path], counted[path]) for path in sorted(regions)
    ]
    return [*rows, (None, elsewhere)] if elsewhere else rows


def _by_district(found: QuerySet[Lokus], moved: Then) -> Counter[str]:
    """By the path of the district of then: the database counts those that lay where they lie, the others are looked at
    one by one."""
    lay_elsewhere = Q(organisation__in=list(moved.bodies))
    lay_elsewhere |= Q(organisation__region_path__in=list(moved.paths))
    told = found.exclude(lay_elsewhere).annotate(
        district=Substr("organisation__region_path", 1, OF_DISTRICT)
    )
    counted = Counter(dict(told.values_list("district").annotate(n=Count("id"))))
    if moved.bodies or moved.paths:
        others = found.filter(lay_elsewhere)
        rows = others.values_list("organisation", "organisation__region_path")
        counted += Counter(moved.path(*row)[:OF_DISTRICT] for row in rows)
    return counted


def facilities(region: Region, kind: str, on: date) -> QuerySet[Organisation]:
    """The facilities of a kind that stand in a region on a day."""
    ids = Facility.objects.on(on).filter(lay_under(region.path, on), kind=kind)
    found = Organisation.objects.filter(pk__in=ids.order_by().values("pk"))
    return found.select_related("region", "facility").order_by("name", "id")


def not_mentored(
    programme: Programme, found: QuerySet[Organisation], on: date
) -> QuerySet[Organisation]:
    """Of these bodies those that the programme does not mentor on or after a day: what is ticked."""
    taken = Lokus.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), programme=programme)
    return found.exclude(pk__in=taken.values("organisation"))


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

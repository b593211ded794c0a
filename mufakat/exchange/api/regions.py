"""Regions and the figures of a region."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router

from mufakat.commitments import queries as promises
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.directory import queries
from mufakat.directory.access import require
from mufakat.directory.models import Region

from . import schemas
from .errors import Refused
from .paging import page_of

REFUSALS: dict[frozenset[int], Any] = {frozenset({401, 403, 404, 422}): schemas.Problem}
router = Router(tags=["regions"])


def named(region: Region) -> schemas.RegionName:
    return schemas.RegionName(code=region.code, name=str(region))


def subtree[M: Any](found: "QuerySet[M]", code: str | None, path: str) -> "QuerySet[M]":
    """Only what lies below the region of this code; an unclear code is refused."""
    return found.filter(**{f"{path}__under": queries.region_by_code(code).path}) if code else found


def known_region(code: str, on: date | None = None) -> Region:
    """The region at an address: unknown or not valid then is 404 (with what it became or was), unclear is 422."""
    try:
        return queries.region_by_code(code, on)
    except RuleBroken as broken:
        if broken.code == "region.unknown":
            raise Refused(404, broken.code, broken.message) from None
        if broken.code == "region.not_valid_then":
            region = queries.region_by_code(code)
            codes = [each.code for each in queries.regions_instead(region, on or clock.today())]
            early = on is not None and region.valid_from is not None and on < region.valid_from
            others: dict[str, Any] = {"predecessors" if early else "successors": codes}
            raise Refused(404, broken.code, broken.message, **others) from None
        raise


def _with_codes(found: "QuerySet[Region]") -> "QuerySet[Region]":
    return found.select_related("parent").prefetch_related(
        "codes", "predecessors__old", "successors__new"
    )


def _told(region: Region) -> schemas.Region:
    columns = ("code", "kind", "name", "path", "level", "valid_from", "valid_to", "timezone")
    return schemas.Region(
        **{name: getattr(region, name) for name in columns},
        parent=region.parent.code if region.parent else None,
        codes=[schemas.Code(system=c.system, code=c.code) for c in region.codes.all()],
        predecessors=[_step(s.old, s.on) for s in region.predecessors.all()],
        successors=[_step(s.new, s.on) for s in region.successors.all()],
    )


def _step(region: Region, on: date) -> schemas.Succession:
    return schemas.Succession(code=region.code, name=str(region), on=on)


@router.get("/regions/stats", response={200: schemas.RegionStats, **REFUSALS})
def region_stats(request: HttpRequest) -> Any:
    """How many regions stand today."""
    require(request.user, "directory.see")
    return schemas.RegionStats(**queries.counts_by_level())


@router.get("/regions", response={200: schemas.Regions, **REFUSALS})
def list_regions(
    request: HttpRequest,
    parent: str | None = None,
    region: str | None = None,
    level: int | None = None,
    on: date | None = None,
    after: str | None = None,
) -> Any:
    """Regions valid on a day (today): those one level below `parent`, or `region` with all below it."""
    require(request.user, "directory.see")
    found = _with_codes(Region.objects.on(on or clock.today()))
    if parent:
        found = found.filter(parent=queries.region_by_code(parent))
    if level is not None:
        found = found.filter(level=level)
    rows, further = page_of(request, subtree(found, region, "path"), after, "path")
    return schemas.Regions(items=[_told(each) for each in rows], next=further)


@router.get("/regions/{code}", response={200: schemas.Region, **REFUSALS})
def see_region(request: HttpRequest, code: str, on: date | None = None) -> Any:
    """A region by its Kemendagri code; with `on`, only if it was valid on that day."""
    require(request.user, "directory.see")
    found = known_region(code, on)
    return _told(_with_codes(Region.objects.filter(pk=found.pk)).get())


@router.get("/regions/{code}/rates", response={200: schemas.Rates, **REFUSALS})
def see_rates(
    request: HttpRequest, code: str, year: schemas.Year, tribulan: schemas.Quarter | None = None
) -> Any:
    """What became of the promises to be kept in a region, by sector; for those who may see its figures."""
    require(request.user, "directory.see")
    region = known_region(code)
    require(request.user, "rollup.see", region)
    rates = promises.rate_by_sector("region", region.path, year, tribulan)
    return schemas.Rates(
        region=named(region),
        year=year,
        tribulan=tribulan,
        as_of=clock.today(),
        total=schemas.Rate(**_figures(promises.total(rates.values()))),
        sectors=[schemas.SectorRate(sector=s, **_figures(rate)) for s, rate in rates.items()],
    )


def _figures(rate: promises.Rate) -> dict[str, int]:
    counted = {name: getattr(rate, name) for name in ("made", *VERDICTS)}
    return {"numerator": rate.kept, "denominator": rate.judged, **counted}

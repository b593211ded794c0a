"""Facilities, organisations and forums."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Router

from mufakat.core import clock
from mufakat.directory import access
from mufakat.directory.models import Facility, Forum, Organisation
from mufakat.directory.models.organisations import FacilityKind

from . import schemas
from .paging import page_of
from .regions import REFUSALS, named, subtree

router = Router(tags=["organisations"])
PLAIN = ("id", "name", "valid_from", "valid_to")


def _body(organisation: Organisation) -> dict[str, Any]:
    columns = (*PLAIN, "short_name", "sector")
    return {
        **{name: getattr(organisation, name) for name in columns},
        "region": named(organisation.region),
        "parent": organisation.parent_id,
        "codes": [schemas.Code(system=c.system, code=c.code) for c in organisation.codes.all()],
    }


def _forum(forum: Forum) -> schemas.Forum:
    return schemas.Forum(
        **{name: getattr(forum, name) for name in (*PLAIN, "kind")},
        region=named(forum.region),
        parent=forum.parent_id,
    )


@router.get("/organisations", response={200: schemas.Organisations, **REFUSALS})
def list_organisations(
    request: HttpRequest,
    region: str | None = None,
    sector: schemas.Sector | None = None,
    on: date | None = None,
    after: str | None = None,
) -> Any:
    """Organisations of every sector, facilities among them, that exist on a day (today)."""
    access.require(request.user, "directory.see")
    found: QuerySet[Organisation] = Organisation.objects.on(on or clock.today()).select_related(
        "region"
    )
    if sector is not None:
        found = found.filter(sector=sector)
    found = subtree(found.prefetch_related("codes"), region, "region_path")
    rows, further = page_of(request, found, after, "id")
    items = [schemas.Organisation(**_body(each)) for each in rows]
    return schemas.Organisations(items=items, next=further)


@router.get("/organisations/{uuid:pk}", response={200: schemas.Organisation, **REFUSALS})
def see_organisation(request: HttpRequest, pk: UUID) -> Any:
    return schemas.Organisation(**_body(access.get_organisation(request.user, pk)))


@router.get("/facilities", response={200: schemas.Facilities, **REFUSALS})
def list_facilities(
    request: HttpRequest,
    region: str | None = None,
    kind: FacilityKind | None = None,
    on: date | None = None,
    after: str | None = None,
) -> Any:
    """Health offices and places of care that exist on a day (today)."""
    access.require(request.user, "directory.see")
    found: QuerySet[Facility] = Facility.objects.on(on or clock.today()).select_related("region")
    if kind is not None:
        found = found.filter(kind=kind.value)
    found = subtree(found.prefetch_related("codes"), region, "region_path")
    rows, further = page_of(request, found, after, "id")
    items = [schemas.Facility(kind=each.kind, **_body(each)) for each in rows]
    return schemas.Facilities(items=items, next=further)


@router.get("/facilities/{uuid:pk}", response={200: schemas.Facility, **REFUSALS})
def see_facility(request: HttpRequest, pk: UUID) -> Any:
    organisation = access.get_organisation(request.user, pk)
    facility: Facility | None = getattr(organisation, "facility", None)
    if facility is None:
        raise Http404
    return schemas.Facility(kind=facility.kind, **_body(organisation))


@router.get("/forums", response={200: schemas.Forums, **REFUSALS}, tags=["forums"])
def list_forums(
    request: HttpRequest,
    region: str | None = None,
    on: date | None = None,
    after: str | None = None,
) -> Any:
    """The forums that you may see and that exist on a day (today), by their home region."""
    found = access.visible_forums(request.user) & Forum.objects.on(on or clock.today())
    found = subtree(found.select_related("region"), region, "region_path")
    rows, further = page_of(request, found, after, "id")
    return schemas.Forums(items=[_forum(each) for each in rows], next=further)


@router.get("/forums/{uuid:pk}", response={200: schemas.Forum, **REFUSALS}, tags=["forums"])
def see_forum(request: HttpRequest, pk: UUID) -> Any:
    return _forum(access.get_forum(request.user, pk))

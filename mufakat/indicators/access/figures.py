"""Whose figures one sees: those of a region down from one's own, or of one's own body with its network."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.directory import access
from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, Snapshot

SEE = "rollup.see"


def get_measured(user: Any, code: str) -> Instrument:
    """An instrument, for whoever sees figures of any place."""
    access.require(user, SEE)
    return get_object_or_404(Instrument, code=code)


def visible_regions(user: Any) -> "QuerySet[Region]":
    return Region.objects.filter(access.regions_where(user, SEE))


def own_regions(user: Any) -> list[Region]:
    """Where the user's own roles stand, the widest first: his figures begin there."""
    held = {
        grant.node_path
        for grant in access.grants(user)
        if grant.node_kind == "region" and SEE in grant.role.verbs
    }
    return list(visible_regions(user).filter(path__in=held).order_by("level", "code"))


def own_bodies(user: Any) -> list[Organisation]:
    """The bodies whose own figures the user sees, where he sees none of a region: his Puskesmas."""
    held = {
        grant.node_path
        for grant in access.grants(user)
        if grant.node_kind == "organisation" and SEE in grant.role.verbs
    }
    found = Organisation.objects.filter(path__in=held).select_related("region")
    return list(found.order_by("name", "id"))


def visible_region(user: Any, code: str) -> Region | None:
    """The region of this code, if its figures are the user's."""
    return visible_regions(user).filter(code=code).first()


def get_figures_region(user: Any, code: str) -> Region:
    """404 for a code that is none, 403 for a region whose figures are not the user's."""
    return access.get_region(user, code, SEE)


def region_of_code(code: str) -> Region:
    """A region that only narrows what is shown of one's own body: it needs no right of its own."""
    return get_object_or_404(Region, code=code)


def nation() -> Region:
    return region_of_code("ID")


def get_figures_body(user: Any, pk: Any) -> Organisation:
    found = get_object_or_404(Organisation.objects.select_related("region"), pk=pk)
    access.require(user, SEE, found)
    return found


def visible_snapshots(user: Any) -> "QuerySet[Snapshot]":
    access.require(user, SEE)
    found = Snapshot.objects.filter(access.regions_where(user, SEE, "region__"))
    return found.select_related("region", "instrument")


def get_snapshot(user: Any, pk: Any) -> Snapshot:
    """404 also for one of a region whose figures are not the user's."""
    access.require(user, SEE)
    found = Snapshot.objects.select_related("region", "instrument", "of_version").filter(pk=pk)
    snapshot = found.first()
    if snapshot is None or not access.can(user, SEE, snapshot.region):
        raise Http404
    return snapshot


def require_figures(user: Any) -> None:
    """403 for whoever sees figures of no place."""
    access.require(user, SEE)


def some_region(region: Region | None) -> Region:
    """403 for whoever has no region of his own and names none."""
    if region is None:
        raise PermissionDenied
    return region

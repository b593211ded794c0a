"""Pages of figures: what an instrument found in a region as of a month, and the rows behind each number."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can
from mufakat.directory.models import Region
from mufakat.indicators.access import figures as access
from mufakat.indicators.forms.figures import FiguresAsked
from mufakat.indicators.pages.figures import around, course_of
from mufakat.indicators.queries import dashboards, scopes, sites
from mufakat.indicators.queries.overview import overview
from mufakat.indicators.queries.questions import asked_as, titled

PER_PAGE = 50


def list_achievements(request: HttpRequest) -> HttpResponse:
    """Every instrument with how it stands where one's own figures begin."""
    access.require_figures(request.user)
    regions = access.own_regions(request.user)
    today = clock.today()
    asked = FiguresAsked(request.GET, today, "")
    region = access.visible_region(request.user, asked.region) if asked.region else None
    if asked.region and region is None:
        asked.notes.append(_("There is no such region, or its figures are not yours."))
    region = region or (regions[0] if regions else None)
    return page(
        request,
        "indicators/achievements.html",
        title=_("Results"),
        asked=asked,
        region=region,
        regions=regions,
        bodies=[] if region else access.own_bodies(request.user),
        rows=overview(region, asked.month, today),
    )


def _chosen(request: HttpRequest, asked: FiguresAsked, own: list[Region]) -> Region | None:
    if asked.region:
        return access.get_figures_region(request.user, asked.region)
    return own[0] if own else None


def scope_of(request: HttpRequest, slug: str) -> tuple[scopes.Scope, FiguresAsked]:
    """The instrument at the address; the region and month that are asked for, else one's own and the latest."""
    instrument = access.get_measured(request.user, slug)
    today = clock.today()
    asked = FiguresAsked(request.GET, today, scopes.latest_month(instrument, today))
    region = _chosen(request, asked, access.own_regions(request.user))
    return scopes.Scope(instrument, access.some_region(region), asked.month, today), asked


def scope_of_body(request: HttpRequest, slug: str) -> tuple[scopes.Scope, FiguresAsked]:
    """As `scope_of`; where the address names a body (`?fasilitas=`), only its own network, within the region asked."""
    if "fasilitas" not in request.GET:
        return scope_of(request, slug)
    instrument = access.get_measured(request.user, slug)
    today = clock.today()
    asked = FiguresAsked(request.GET, today, scopes.latest_month(instrument, today))
    body = access.get_figures_body(request.user, asked.body)
    inside = access.region_of_code(asked.region) if asked.region else None
    return scopes.Scope(instrument, inside or access.nation(), asked.month, today, body), asked


def see_achievement(request: HttpRequest, slug: str) -> HttpResponse:
    scope, asked = scope_of(request, slug)
    found = dashboards.dashboard(scope, asked.length)
    return page(
        request,
        "indicators/achievement.html",
        title=found["finding"],
        asked=asked,
        course=course_of(found["trend"]),
        may_freeze=can(request.user, "snapshot.take", scope.region),
        **around(request.user, scope),
        **found,
    )


def list_sites(request: HttpRequest, slug: str) -> HttpResponse:
    """The bodies behind a number; of one's own network with `?fasilitas=`."""
    scope, asked = scope_of_body(request, slug)
    measure = asked_as(scope, asked.measure)
    lacking = sites.lacking_title(scope, asked.lacking)
    found = _bodies(
        scope, asked, measure.measure if measure else "", asked.lacking if lacking else ""
    )
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "title": _("Bodies behind the figure"),
        "asked": asked,
        "rows": rows,
        "lay": sites.regions_of(rows),
        "measure": measure and titled(measure.title, measure.version, 0, ""),
        "of_indicator": bool(measure and measure.indicator),
        "lacking": lacking,
        "lifting": [sites.lacking_title(scope, key) for key in asked.lifting],
        **around(request.user, scope, _("Bodies behind the figure")),
    }
    return page(request, "indicators/sites.html", **context)


def _bodies(scope: scopes.Scope, asked: FiguresAsked, measure: str, lacking: str) -> Any:
    if asked.result == "belum-dinilai":
        return sites.unassessed(scope)
    return sites.sites(
        scope,
        measure=measure,
        result=asked.result,
        lacking=lacking,
        lifting=asked.lifting,
        own=asked.own,
        alone=asked.alone,
    )


def see_gaps(request: HttpRequest, slug: str) -> HttpResponse:
    """Which indicators would lift most bodies over the threshold."""
    scope, asked = scope_of(request, slug)
    found = dashboards.gaps_of(scope)
    context = around(request.user, scope, _("What is missing"))
    return page(
        request,
        "indicators/gaps.html",
        title=_("What is missing"),
        asked=asked,
        gaps=found,
        **context,
    )

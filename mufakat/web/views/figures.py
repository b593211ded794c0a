"""Pages of figures: how many promises were kept, how late the open ones are, who met when."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access
from mufakat.directory.models import Region
from mufakat.web import queries
from mufakat.web.forms import FiguresAsked

View = Callable[..., HttpResponse]

PER_PAGE = 50


def list_figures(request: HttpRequest) -> HttpResponse:
    """One's own figures, where there is one place only; else the places."""
    access.require(request.user, "commitment.see")
    found = queries.where_figures_are(request.user, clock.today())
    own = queries.own_place(request.user, found)
    if own and "semua" not in request.GET:
        _name, kind, key = own
        scope = _of_region(request, key) if kind == "wilayah" else _of_forum(request, key)
        return _figures(request, scope, others=len(found) > 1)
    return page(request, "web/figures_where.html", title=_("Figures"), found=found)


def see_region_figures(request: HttpRequest, code: str) -> HttpResponse:
    return _figures(request, _of_region(request, code))


def see_forum_figures(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _figures(request, _of_forum(request, pk))


def _of_region(request: HttpRequest, code: str) -> queries.Scope:
    return queries.Scope(access.get_region(request.user, code, "rollup.see"))


def _of_near_region(view: View) -> View:
    """A page that counts its rows one by one: of a district or what lies below it. Above, the figures lead there."""

    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponse:
        scope = _of_region(request, code)
        return view(request, scope) if scope.is_near else redirect("see_region_figures", code)

    return opened


def _asked(request: HttpRequest) -> tuple[FiguresAsked, int, date]:
    """What the address asks for, of which year (else of this one), and today."""
    today = clock.today()
    asked = FiguresAsked(request.GET, today)
    return asked, asked.year or today.year, today


def _figures(request: HttpRequest, scope: queries.Scope, *, others: bool = False) -> HttpResponse:
    """`others`: there are figures of other places, too, one link away."""
    asked = FiguresAsked(request.GET, clock.today())
    year = asked.year if asked.year or asked.all_years else clock.today().year
    owner = queries.owner_in(scope, asked.owner)
    if asked.owner and owner is None:
        told = _("No verdict was given here on a promise of this body; all owners are shown.")
        asked.notes.append(told)
    chosen = queries.Chosen(year, asked.tribulan if year else None, asked.sector, owner)
    found = queries.figures_page(scope, chosen)
    return _page(
        request, "web/figures.html", scope, asked=asked, chosen=chosen, others=others, **found
    )


@_of_near_region
def see_region_ages(request: HttpRequest, scope: queries.Scope) -> HttpResponse:
    return _ages(request, scope)


def see_forum_ages(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _ages(request, _of_forum(request, pk))


def _ages(request: HttpRequest, scope: queries.Scope) -> HttpResponse:
    found = queries.ageing_page(scope, clock.today())
    return _page(request, "web/ages.html", scope, **found)


@_of_near_region
def see_region_calendar(request: HttpRequest, scope: queries.Scope) -> HttpResponse:
    asked, year, today = _asked(request)
    found = queries.calendar_page(scope.region, year, today)
    words = {
        "asked": asked,
        "year": year,
        "months": [capfirst(str(MONTHS_3[n])) for n in range(1, 13)],
    }
    return _page(request, "web/calendar.html", scope, **words, **found)


@_of_near_region
def list_sessions(request: HttpRequest, scope: queries.Scope) -> HttpResponse:
    """The sessions behind a number of the calendar."""
    asked, year, today = _asked(request)
    named: Any = {
        "host": asked.host,
        "forum": asked.forum,
        "month": asked.month,
        "heat": asked.heat,
    }
    of, met = queries.sessions_page(scope.region, year, today, **named)
    rows = Paginator(met, PER_PAGE).get_page(request.GET.get("hal"))
    words = {"asked": asked, "year": year, "month": str(MONTHS[asked.month]) if asked.month else ""}
    found = {"of": of, "rows": rows, "titles": queries.titles_of(rows)}
    return _page(request, "web/sessions.html", scope, **words, **found)


@_of_near_region
def list_puskesmas(request: HttpRequest, scope: queries.Scope) -> HttpResponse:
    """All Puskesmas of a district, worst first."""
    asked, year, today = _asked(request)
    found = queries.puskesmas_page(scope.region, year, today)
    return _page(request, "web/puskesmas.html", scope, asked=asked, year=year, **found)


def _of_forum(request: HttpRequest, pk: UUID) -> queries.Scope:
    forum = access.get_forum(request.user, pk, "commitment.see")
    return queries.Scope(forum.region, forum)


def _page(
    request: HttpRequest, template: str, scope: queries.Scope, **context: object
) -> HttpResponse:
    region: Region = scope.region
    return page(
        request,
        template,
        title=scope.title,
        scope=scope,
        on=clock.today(),
        crumbs=scope.crumbs,
        near=scope.is_near,
        is_forum=scope.forum is not None,
        region=region,
        **context,
    )

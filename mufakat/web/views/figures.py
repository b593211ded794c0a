"""Pages of figures: how many promises were kept, how late the open ones are, who met when."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access
from mufakat.directory.models import Organisation, Region
from mufakat.web import queries
from mufakat.web.forms import FiguresAsked


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


def _figures(request: HttpRequest, scope: queries.Scope, *, others: bool = False) -> HttpResponse:
    """`others`: there are figures of other places, too, one link away."""
    asked = FiguresAsked(request.GET, clock.today())
    year = asked.year if asked.year or asked.all_years else clock.today().year
    owner = Organisation.objects.filter(pk=asked.owner).first() if asked.owner else None
    chosen = queries.Chosen(year, asked.tribulan if year else None, asked.sector, owner)
    found = queries.figures_page(scope, chosen)
    return _page(
        request, "web/figures.html", scope, asked=asked, chosen=chosen, others=others, **found
    )


def see_region_ages(request: HttpRequest, code: str) -> HttpResponse:
    region = access.get_region(request.user, code, "rollup.see")
    if region.level < 2:  # too many to count one by one
        return redirect("see_region_figures", code)
    return _ages(request, queries.Scope(region))


def see_forum_ages(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _ages(request, _of_forum(request, pk))


def _ages(request: HttpRequest, scope: queries.Scope) -> HttpResponse:
    found = queries.ageing_page(scope, clock.today())
    return _page(request, "web/ages.html", scope, **found)


def see_region_calendar(request: HttpRequest, code: str) -> HttpResponse:
    region = access.get_region(request.user, code, "rollup.see")
    if region.level < 2:
        return redirect("see_region_figures", code)
    today = clock.today()
    asked = FiguresAsked(request.GET, today)
    year = asked.year or today.year
    found = queries.calendar_page(region, year, today)
    words = {"asked": asked, "year": year, "months": [str(MONTHS_3[n]) for n in range(1, 13)]}
    return _page(request, "web/calendar.html", queries.Scope(region), **words, **found)


def list_sessions(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions behind a number of the calendar."""
    region = access.get_region(request.user, code, "rollup.see")
    if region.level < 2:
        return redirect("see_region_figures", code)
    today = clock.today()
    asked = FiguresAsked(request.GET, today)
    year = asked.year or today.year
    of = {"host": asked.host, "forum": asked.forum}
    found = queries.sessions_page(region, year, today, month=asked.month, heat=asked.heat, **of)
    words = {"asked": asked, "year": year, "month": str(MONTHS[asked.month]) if asked.month else ""}
    return _page(request, "web/sessions.html", queries.Scope(region), **words, **found)


def list_puskesmas(request: HttpRequest, code: str) -> HttpResponse:
    """All Puskesmas of a district, worst first."""
    region = access.get_region(request.user, code, "rollup.see")
    if region.level < 2:
        return redirect("see_region_figures", code)
    today = clock.today()
    asked = FiguresAsked(request.GET, today)
    year = asked.year or today.year
    found = queries.puskesmas_page(region, year, today)
    scope = queries.Scope(region)
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

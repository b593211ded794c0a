"""Home, and the page of a region."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.typed import told_again
from mufakat.directory import access
from mufakat.web import queries
from mufakat.web.forms import RegionFilter


def home(request: HttpRequest) -> HttpResponse:
    context = queries.home_page(request.user, clock.today())
    has_role = access.can(request.user, "directory.see")
    kept = "typed" in request.session
    return page(
        request, "web/home.html", title=_("My tasks"), has_role=has_role, kept=kept, **context
    )


def list_regions(request: HttpRequest) -> HttpResponse:
    """One's own region, else the nation; or the regions whose name or code one looks for."""
    text = request.GET.get("cari", "").strip()
    if not text:
        return see_region(request, queries.own_region(request.user) or "ID")
    access.require(request.user, "directory.see")
    found, sure = queries.regions_meant(text, clock.today())
    return page(request, "web/regions.html", title=_("Regions"), found=found, sure=sure, text=text)


def see_region(request: HttpRequest, code: str) -> HttpResponse:
    region = access.get_region(request.user, code)
    asked = RegionFilter(request.GET, clock.today())
    context = queries.region_page(
        request.user, region, year=asked.year, on=asked.on, or_before=not asked.names_year
    )
    notes = [*asked.notes, *queries.not_standing(region, asked.on)]
    years = asked.years_beside(context["year"])
    return page(request, "web/region.html", asked=asked, notes=notes, years=years, **context)


def resume(request: HttpRequest) -> HttpResponse:
    """What was typed before the session expired, to be sent again with the same act id, or thrown away."""
    typed = request.session.get("typed")
    if request.method == "POST":  # "Throw it away"
        request.session.pop("typed", None)
    if not typed or request.method == "POST":
        return redirect("home")
    return page(
        request,
        "web/resume.html",
        title=_("Your entry is still here"),
        path=typed["path"],
        fields=[(name, value) for name, values in typed["fields"].items() for value in values],
        shown=told_again(request.user, typed),
        from_device=typed.get("from_device", False),
    )

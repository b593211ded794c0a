"""Home, and the page of a region."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access
from mufakat.directory.queries import regions_named

from . import queries


def home(request: HttpRequest) -> HttpResponse:
    context = queries.home_page(request.user, clock.today())
    has_role = access.can(request.user, "directory.see")
    return page(request, "web/home.html", title=_("My tasks"), has_role=has_role, **context)


def list_regions(request: HttpRequest) -> HttpResponse:
    """The nation, or the regions whose name or code one looks for."""
    text = request.GET.get("cari", "").strip()
    if not text:
        return see_region(request, "ID")
    access.require(request.user, "directory.see")
    found = regions_named(text, limit=50)
    return page(request, "web/regions.html", title=_("Regions"), found=found, text=text)


def see_region(request: HttpRequest, code: str) -> HttpResponse:
    region = access.get_region(request.user, code)
    today = clock.today()
    on = _day(request.GET.get("pada", ""), today)
    year = request.GET.get("tahun", "")
    asked = int(year) if year.isdecimal() and 2000 <= int(year) <= 2100 else on.year
    return page(
        request, "web/region.html", **queries.region_page(request.user, region, year=asked, on=on)
    )


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
        shown=typed.get("shown", []),
    )


def _day(text: str, today: date) -> date:
    """The day as of which the page is asked for; an unreadable one is today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today

"""Which indicators and situations go with passing."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can, require
from mufakat.directory.queries.stays import regions_at
from mufakat.indicators.access.figures import own_regions
from mufakat.learning.forms import PatternFilter
from mufakat.learning.pages.patterns import patterns_page, sites_page
from mufakat.learning.queries import patterns

PER_PAGE = 50


def list_pattern_sites(request: HttpRequest) -> HttpResponse:
    """The rows behind a number of the patterns."""
    require(request.user, "rollup.see")
    form = PatternFilter(request.GET)
    if not form.is_valid():
        return see_patterns(request)  # no number led here
    found = form.cleaned_data
    require(request.user, "rollup.see", found["wilayah"])
    context = sites_page(found["instrumen"], found["wilayah"], found["bulan"], request.GET)
    rows: Any = Paginator(context["sites"], PER_PAGE).get_page(request.GET.get("hal"))
    bodies = patterns.bodies_of(rows)
    way = [{"label": _("What goes with passing"), "url": f"/pembelajaran/pola/{form.address()}"}]
    return page(
        request,
        "learning/pattern_sites.html",
        title=_("Sites behind the number"),
        crumbs=way,
        rows=rows,
        bodies=bodies,
        lay=regions_at((site.path, bodies[site.organisation]) for site in rows),
        **context,
    )


def see_patterns(request: HttpRequest) -> HttpResponse:
    require(request.user, "rollup.see")
    month = f"{clock.today():%Y-%m}"
    begun = request.GET or patterns.begun_with(own_regions(request.user), month)
    form = PatternFilter(begun or None, initial={"bulan": month})
    shown = {}
    if form.is_bound and form.is_valid():
        instrument, region = form.cleaned_data["instrumen"], form.cleaned_data["wilayah"]
        if can(request.user, "rollup.see", region):
            shown = patterns_page(instrument, region, form.cleaned_data["bulan"])
            shown["behind"] = f"/pembelajaran/pola/fasilitas/{form.address()}"
        else:
            form.add_error("wilayah", _("The figures of this region are not yours to see."))
    title = _("What goes with passing")
    return page(request, "learning/patterns.html", title=title, form=form, found=shown)

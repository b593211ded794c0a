"""Which indicators and situations go with passing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can, require
from mufakat.indicators.access.figures import own_regions
from mufakat.learning.forms import PatternFilter
from mufakat.learning.pages.patterns import patterns_page
from mufakat.learning.queries import patterns


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
        else:
            form.add_error("wilayah", _("The figures of this region are not yours to see."))
    title = _("What goes with passing")
    return page(request, "learning/patterns.html", title=title, form=form, found=shown)

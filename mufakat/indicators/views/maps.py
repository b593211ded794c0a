"""The map of a figure: provinces of the nation, districts of a province."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.indicators.access import figures as access
from mufakat.indicators.pages.figures import around
from mufakat.indicators.queries.maps import map_of
from mufakat.indicators.queries.overview import instruments
from mufakat.indicators.queries.sites import measure_title
from mufakat.indicators.rules import PASSED

from .figures import scope_of


def see_map(request: HttpRequest) -> HttpResponse:
    """Of the instrument and measure that are asked for; else the first instrument, and who meets its threshold."""
    access.require_figures(request.user)
    choices = instruments()
    if not choices:
        return page(request, "indicators/map_empty.html", title=_("Map"))
    slug = request.GET.get("instrumen") or choices[0].code
    scope, asked = scope_of(request, slug)
    title = measure_title(scope, asked.measure)
    found = map_of(scope, asked.measure if title else PASSED)
    return page(
        request,
        "indicators/map.html",
        title=_("Map"),
        asked=asked,
        measure=title,
        instruments=choices,
        **around(request.user, scope, _("Map")),
        **found,
    )

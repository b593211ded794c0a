"""The map of a figure: provinces of the nation, districts of a province."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.indicators.access import figures as access
from mufakat.indicators.forms.figures import FiguresAsked
from mufakat.indicators.models import Instrument
from mufakat.indicators.pages.figures import around
from mufakat.indicators.queries.maps import map_of
from mufakat.indicators.queries.overview import instruments, most_told
from mufakat.indicators.queries.questions import asked_as
from mufakat.indicators.rules import PASSED, months

from .figures import scope_of


def see_map(request: HttpRequest) -> HttpResponse:
    """Of the instrument and measure that are asked for; else of that by which most bodies of the region are known, and
    who meets its threshold."""
    access.require_figures(request.user)
    choices = instruments()
    if not choices:
        return page(request, "indicators/map_empty.html", title=_("Map"))
    slug = request.GET.get("instrumen", "")
    scope, asked = scope_of(request, slug or _usual(request, choices).code)
    shown = asked_as(scope, asked.measure)
    found = map_of(scope, shown.measure if shown else PASSED)
    return page(
        request,
        "indicators/map.html",
        title=_("Map"),
        is_usual=not slug,
        asked=asked,
        measure=shown.title if shown else "",
        instruments=choices,
        **around(request.user, scope, _("Map")),
        **found,
    )


def _usual(request: HttpRequest, choices: list[Instrument]) -> Instrument:
    today = clock.today()
    asked = FiguresAsked(request.GET, today, months.month_of(today))
    own = access.own_regions(request.user)
    region = access.visible_region(request.user, asked.region) if asked.region else None
    region = region or (own[0] if own else None)
    return most_told(choices, region, asked.month) if region else choices[0]

"""Local-area monitoring: which village is left behind."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.indicators.access import figures as access
from mufakat.indicators.forms.figures import FiguresAsked
from mufakat.indicators.pages.figures import around
from mufakat.indicators.pages.local import local_page
from mufakat.indicators.queries.scopes import Scope, latest_month

from .figures import scope_of


def see_local_monitoring(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a region, or of one's own Puskesmas with its network."""
    body = None
    asked: Any
    if "fasilitas" in request.GET:
        instrument = access.get_measured(request.user, slug)
        today = clock.today()
        asked = FiguresAsked(request.GET, today, latest_month(instrument, today))
        body = access.get_figures_body(request.user, asked.body)
        scope = Scope(instrument, body.region, asked.month, today)
    else:
        scope, asked = scope_of(request, slug)
    context = around(request.user, scope, _("Local-area monitoring (PWS)"))
    found = local_page(scope, asked.measure, body)
    return page(
        request,
        "indicators/local.html",
        asked=asked,
        body=body,
        on_screen="layar" in request.GET,
        **context,
        **found,
    )

"""Local-area monitoring: which place is left behind."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.indicators.pages.figures import around
from mufakat.indicators.pages.local import local_page

from .figures import scope_of_body


def see_local_monitoring(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a region, or of one's own Puskesmas with its network."""
    scope, asked = scope_of_body(request, slug)
    context = around(request.user, scope, _("Local-area monitoring (PWS)"))
    return page(
        request,
        "indicators/local.html",
        asked=asked,
        body=scope.body,
        on_screen="layar" in request.GET,
        **context,
        **local_page(scope, asked.measure),
    )

"""Local-area monitoring: which place is left behind."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.indicators.pages.figures import around
from mufakat.indicators.pages.local import local_page, parts_page

from .figures import PER_PAGE, scope_of_body


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


def list_parts(request: HttpRequest, slug: str) -> HttpResponse:
    """The Posyandu and Pustu behind a number of local-area monitoring, where the units lie elsewhere."""
    scope, asked = scope_of_body(request, slug)
    found = parts_page(scope, asked.measure, request.GET.get("desa", "")[:20], alone=asked.alone)
    title = _("Bodies behind the coverage")
    return page(
        request,
        "indicators/local_rows.html",
        title=title,
        asked=asked,
        rows=Paginator(found.pop("found"), PER_PAGE).get_page(request.GET.get("hal")),
        **around(request.user, scope, title),
        **found,
    )

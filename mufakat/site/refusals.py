"""What Django refuses before a view is reached: a page for people, a problem document below /api/."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.template.loader import get_template
from django.views import defaults

from mufakat.core import typed
from mufakat.exchange.api import errors


def _for_programs(request: HttpRequest) -> bool:
    return f"{request.path_info}/".startswith("/api/")


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """With what was typed: the thing may have gone, or the role ended, while somebody wrote."""
    match = request.resolver_match
    fields = typed.fields_of(request)
    shown = typed.told(request.user, match, fields) if match and fields else []
    return HttpResponse(get_template(name).render({"typed": shown}, request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _for_programs(request):
        return errors.suspicious(request, exception)
    # Another host, say, is refused before it is known who asks: the page knows neither user nor navigation.
    return HttpResponseBadRequest(get_template("400.html").render())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _for_programs(request):
        return errors.forbidden(request, exception)
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _for_programs(request):
        return errors.not_found(request)
    return _page(request, "404.html", 404)


def failed(request: HttpRequest) -> HttpResponse:
    return errors.failed(request) if _for_programs(request) else defaults.server_error(request)

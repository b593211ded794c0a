"""Addresses of the API: everything below /api/v1/ answers with JSON, refusals too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from . import bodies, commitments, errors, meetings, regions, snapshots
from .auth import Key


class API(NinjaAPI):
    """Ninja's, except that its description says of which media type a refusal is."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**asked)
        for methods in described["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {
                            errors.MEDIA_TYPE: answer["content"]["application/json"]
                        }
        return described


api = API(
    title="Mufakat",
    version="1",
    description="Promises of cross-sector health meetings, and what became of them. "
    "Regions are named by Kemendagri codes with dots; a filter by region takes everything below it. "
    "Lists come in pages: follow `next`.",
    auth=Key(),
    docs_url=None,  # the page of ninja takes its scripts from another server
    urls_namespace="api",
)
errors.register(api)
for room in (regions, bodies, meetings, commitments, snapshots):
    api.add_router("", room.router)


def refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with a problem document where ninja itself refuses in plain text."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            found = _asked(view, request, *args, **kwargs)
        except Http404:
            return errors.not_found(request)
        if found.status_code != 405:
            return found
        allowed = set(found.headers["Allow"].split(", "))
        allowed |= {"HEAD"} if "GET" in allowed else set()
        return errors.not_allowed(request, ", ".join(sorted(allowed)))

    return answer


def _asked(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """What the view answers; to HEAD what it answers to GET, without the body. Ninja knows no HEAD."""
    if request.method != "HEAD":
        return view(request, *args, **kwargs)
    request.method = "GET"
    try:
        found = view(request, *args, **kwargs)
    finally:
        request.method = "HEAD"
    found.headers["Content-Length"] = str(len(found.content))
    found.content = b""
    return found


def _ours(found: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = refusing(pattern.callback)
    return found


patterns, _kind, app_name = api.urls
urlpatterns = [*_ours(patterns), re_path(r"^(?P<address>.*)$", errors.not_found)]

"""The public page on which anybody checks a file that was issued, without an account: nothing of it is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mufakat.core.answers import page
from mufakat.core.uploads import DigestOnly
from mufakat.meetings.pages.checking import check_page, found_page, sent_digest
from mufakat.meetings.queries.issued import issued_by_key, issued_with

View = Callable[..., HttpResponse]


def _for_anybody(view: View) -> View:
    """Writes nothing, so a form of another site does no harm; of a file that is sent only the digest is taken. No
    searcher lists it: who has the paper has the key."""

    @csrf_exempt  # its token would be read before the file could be weighed instead of kept
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, **more: Any) -> HttpResponse:
        request.upload_handlers = [DigestOnly(request)]
        answer = view(request, **more)
        add_never_cache_headers(answer)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return opened


@_for_anybody
def find_file(request: HttpRequest) -> HttpResponse:
    """By the key on the paper, or by the file itself."""
    typed, sent = request.GET.get("kunci", ""), sent_digest(request)
    found = issued_with(sent) if sent else issued_by_key(typed)
    if found and not sent:
        return HttpResponseRedirect(found.get_absolute_url())
    told = found_page(found, sent, typed)
    return page(request, "meetings/find_file.html", **told)


@_for_anybody
def check_file(request: HttpRequest, key: str) -> HttpResponse:
    found = issued_by_key(key)
    if found is None:
        answer = page(request, "meetings/find_file.html", **found_page(None, "", key))
        answer.status_code = 404
        return answer
    return page(request, "meetings/check_file.html", **check_page(found, sent_digest(request)))

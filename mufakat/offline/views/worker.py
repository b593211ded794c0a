"""The service worker, from the root of the site: it serves what was taken along."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def see_worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", content_type="text/javascript")

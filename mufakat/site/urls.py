"""One line per room."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.urls import include, path, re_path


@login_not_required
def nothing_here(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    # No sign-up and no letter with a link: accounts and passwords are given by an administrator.
    re_path(r"^akun/(signup|email|confirm-email|password/reset|login/code)", nothing_here),
    path("akun/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("mufakat.exchange.api.urls")),
    path("", include("mufakat.web.urls")),
    path("", include("mufakat.meetings.urls")),
    path("", include("mufakat.commitments.urls")),
    path("", include("mufakat.directory.urls")),
]

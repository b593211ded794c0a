"""One line per room."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.urls import include, path, re_path

from .signin import ActivateApp


@login_not_required
def nothing_here(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    # No sign-up and no letter with a link: accounts and passwords are given by an administrator.
    re_path(r"^akun/(?:signup|email|confirm-email|password/reset|login/code)", nothing_here),
    path("akun/2fa/totp/activate/", ActivateApp.as_view()),  # in the place of allauth's
    path("akun/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("mufakat.exchange.api.urls")),
    re_path(r"^api(?:/|$)", nothing_here),  # answered by refusals.py, in the language of programs
    path("", include("mufakat.exchange.icalendar.urls")),
    path("", include("mufakat.offline.urls")),
    path("", include("mufakat.web.urls")),
    path("", include("mufakat.meetings.urls")),
    path("", include("mufakat.indicators.urls")),
    path("", include("mufakat.commitments.urls")),
    path("", include("mufakat.programmes.urls")),
    path("", include("mufakat.delivery.urls")),
    path("", include("mufakat.directory.urls")),
]

handler400 = "mufakat.site.refusals.bad_request"
handler403 = "mufakat.site.refusals.forbidden"
handler404 = "mufakat.site.refusals.not_found"
handler500 = "mufakat.site.refusals.failed"

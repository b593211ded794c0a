"""One line per room."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("mufakat.exchange.api.urls")),
    path("", include("mufakat.web.urls")),
    path("", include("mufakat.meetings.urls")),
    path("", include("mufakat.commitments.urls")),
    path("", include("mufakat.directory.urls")),
]

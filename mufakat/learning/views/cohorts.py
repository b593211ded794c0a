"""The waves: a cohort with its scores, its forecast and the roles of its districts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.directory.access import require
from mufakat.learning import access
from mufakat.learning.forms import DayFilter
from mufakat.learning.pages.cohorts import cohort_page
from mufakat.learning.queries import cohorts


def list_cohort_scores(request: HttpRequest) -> HttpResponse:
    require(request.user, "programme.see")
    rows = cohorts.cohorts_seen()
    return page(request, "learning/cohorts.html", title=_("Waves: planned and reached"), rows=rows)


def see_cohort_scores(request: HttpRequest, pk: UUID) -> HttpResponse:
    cohort = access.get_cohort(request.user, pk)
    form = DayFilter(request.GET or None)
    shown = cohort_page(request.user, cohort, form.day, request.GET.get("kelompok", ""))
    crumbs = [{"label": _("Waves: planned and reached"), "url": "/pembelajaran/gelombang/"}]
    return page(
        request, "learning/cohort.html", title=cohort.title, form=form, crumbs=crumbs, **shown
    )

"""What a staggered roll-out did to a figure."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can, require
from mufakat.journal.forms import perform
from mufakat.learning import access, actions
from mufakat.learning.forms import StudyForm
from mufakat.learning.pages.studies import study_page

PER_PAGE = 30


def list_studies(request: HttpRequest) -> HttpResponse:
    require(request.user, "rollup.see")
    found = access.visible_studies(request.user).select_related("programme", "instrument", "region")
    return page(
        request,
        "learning/studies.html",
        title=_("What programmes did"),
        rows=Paginator(found, PER_PAGE).get_page(request.GET.get("hal")),
        may_record=can(request.user, "review.record"),
    )


def record_study(request: HttpRequest) -> HttpResponse:
    require(request.user, "rollup.see")
    require(request.user, "review.record")
    begun = {"through_month": f"{clock.today():%Y-%m}", "start": "lokus"}
    form = StudyForm(request.POST or None, user=request.user, initial=begun)
    done = perform(
        request,
        form,
        lambda act: actions.record_study(act, **form.values),
        lambda study: study.get_absolute_url(),
        _("The question is recorded. It is computed within some minutes."),
    )
    hint = _(
        "Sites in the programme are compared with sites not yet in it, before and after. If the data cannot carry an "
        "answer, the page says why."
    )
    shown = {"title": _("Ask what a programme did"), "submit": _("Ask"), "about": ""}
    back = "/pembelajaran/dampak/"
    return done or page(
        request, "learning/form.html", form=form, hint=hint, cancel_url=back, **shown
    )


def see_study(request: HttpRequest, pk: UUID) -> HttpResponse:
    study = access.get_study(request.user, pk)
    title = _("What did %(programme)s do?") % {"programme": study.programme}
    return page(request, "learning/study.html", title=title, **study_page(study))

"""Photos of an assessment."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments.views.files import file_of
from mufakat.core.answers import page
from mufakat.core.errors import refusal
from mufakat.core.forms import ReasonForm
from mufakat.indicators.access.assessments import get_assessment, get_photo
from mufakat.indicators.actions import photos as actions
from mufakat.indicators.forms.assessments import PhotoForm
from mufakat.indicators.pages.assessments import facts_of
from mufakat.indicators.pages.filling import why_stopped
from mufakat.indicators.pages.photos import question_url, shown
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.indicators.rules import photos as rules
from mufakat.journal.forms import perform

FORM = "indicators/assessment_form.html"


def see_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To be looked at; small with `?kecil`."""
    return file_of(request, shown(get_photo(request.user, pk)))


def record_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_assessment(request.user, pk, "assessment.fill")
    sheet, zone = sheet_of(assessment), ZoneInfo(assessment.organisation.region.timezone)
    question = request.POST.get("question") or request.GET.get("untuk", "")
    form = PhotoForm(
        request.POST or None,
        request.FILES or None,
        sheet=sheet,
        zone=zone,
        initial={"question": question},
    )
    back, stopped = question_url(assessment, question), why_stopped(assessment)
    done = perform(
        request,
        form,
        lambda act: actions.record_photo(act, assessment, **form.values),
        back,
        _("The photo is kept."),
    )
    told = facts_of(assessment) | {"title": _("Add a photo"), "submit": _("Keep the photo")}
    return done or page(request, FORM, form=form, back=back, stopped=stopped, **told)


def withdraw_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    photo = get_photo(request.user, pk, "assessment.fill")
    form, back = ReasonForm(request.POST or None), photo.assessment.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_photo(act, photo, **form.values),
        back,
        _("The photo is deleted. Who added it and the reason stay."),
    )
    told = facts_of(photo.assessment)
    told |= {"title": _("Withdraw a photo"), "submit": _("Withdraw and delete"), "danger": True}
    stopped = refusal(lambda: rules.can_withdraw(photo.assessment.state))
    return done or page(request, FORM, form=form, back=back, stopped=stopped, **told)

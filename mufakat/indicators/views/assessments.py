"""One assessment: its page, its way to being accepted."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock, dates
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.directory.access import require
from mufakat.indicators.access.assessments import get_assessment, get_to_withdraw
from mufakat.indicators.actions import accepting, assessments as actions
from mufakat.indicators.forms.assessments import StartForm, VerifyForm
from mufakat.indicators.models import Assessment
from mufakat.indicators.pages.assessments import assessment_page, facts_of, why_not_judged
from mufakat.indicators.pages.filling import lacking_page
from mufakat.indicators.pages.starting import begin_hint, begun_with, ways_on
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.indicators.rules import workflow
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence

FORM = "indicators/assessment_form.html"


def see_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_assessment(request.user, pk)
    zone = assessment.organisation.region.timezone
    return page(
        request,
        "indicators/assessment.html",
        history=[
            {"sentence": sentence(event), "when": dates.at(event.at, zone)}
            for event in history_of(assessment)
        ],
        **assessment_page(request.user, assessment, clock.today()),
    )


def record_assessment(request: HttpRequest) -> HttpResponse:
    require(request.user, "assessment.fill")
    form = StartForm(request.POST or None, user=request.user, initial=begun_with(request))
    done = perform(
        request,
        form,
        lambda act: actions.record_assessment(act, **form.values),
        lambda made: f"{made.get_absolute_url()}isi/",
        _("The assessment is begun. It is kept domain by domain."),
    )
    return done or page(
        request,
        FORM,
        form=form,
        title=_("Begin an assessment"),
        submit=_("Begin"),
        hint=begin_hint(request.user),
        ways=ways_on(request.user, form),
        back="/penilaian/",
        crumbs=[{"label": _("Assessments"), "url": "/penilaian/"}],
    )


def submit_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_assessment(request.user, pk, "assessment.fill")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.submit_assessment(act, assessment),
        assessment.get_absolute_url(),
        _("It is sent. A second person verifies it."),
    )
    hint = _("After this nothing can be changed, unless it is sent back.")
    title, waits = _("Send the assessment"), lacking_page(sheet_of(assessment), request.user)
    return done or _form(request, assessment, form, title, _("Send"), hint, waits=waits)


def verify_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_assessment(request.user, pk, "assessment.verify")
    form = VerifyForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: accepting.verify_assessment(act, assessment, **form.values),
        assessment.get_absolute_url(),
        _("It is verified. Now it can be accepted."),
    )
    stopped = why_not_judged(request.user, assessment, workflow.can_verify)
    title = _("Verify the assessment")
    return done or _form(request, assessment, form, title, _("Verify"), stopped=stopped)


def return_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_assessment(request.user, pk, "assessment.verify")
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: accepting.return_assessment(act, assessment, **form.values),
        assessment.get_absolute_url(),
        _("It is sent back with your reason."),
    )
    told: dict[str, Any] = {"hint": _("Say which answers are to be mended, and how.")}
    told["stopped"] = why_not_judged(request.user, assessment, workflow.can_return)
    return done or _form(request, assessment, form, _("Send it back"), _("Send back"), **told)


def accept_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_assessment(request.user, pk, "assessment.accept")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: accepting.accept_assessment(act, assessment),
        assessment.get_absolute_url(),
        _("It is accepted and counts from now on."),
    )
    hint = _("Its score is kept as it is, and the figures of the region follow at once.")
    told: dict[str, Any] = {"hint": hint}
    told["stopped"] = why_not_judged(request.user, assessment, workflow.can_accept)
    return done or _form(request, assessment, form, _("Accept the assessment"), _("Accept"), **told)


def withdraw_assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    assessment = get_to_withdraw(request.user, pk)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_assessment(act, assessment, **form.values),
        assessment.get_absolute_url(),
        _("It is withdrawn and counts no more. A new one can be begun."),
    )
    hint = _("It stays readable with your reason. To correct it, begin a new one afterwards.")
    title = _("Withdraw the assessment")
    return done or _form(request, assessment, form, title, _("Withdraw"), hint, danger=True)


def _form(
    request: HttpRequest,
    assessment: Assessment,
    form: ConfirmForm | ReasonForm | VerifyForm,
    title: str,
    submit: str,
    hint: str = "",
    danger: bool = False,
    stopped: str = "",
    waits: dict[str, Any] | None = None,
) -> HttpResponse:
    """`stopped`: why it cannot be done; `waits`: the same, with where it is mended."""
    told = facts_of(assessment) | {"title": title, "submit": submit}
    told |= {"hint": "" if stopped else hint, "stopped": stopped}
    told["subtitle"] = f"{assessment.instrument}, {assessment.organisation}, {told['month']}"
    told |= {"waits": waits, "stopped": waits["why"]} if waits else {}
    back = assessment.get_absolute_url()
    return page(request, FORM, form=form, back=back, danger=danger, **told)

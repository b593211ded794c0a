"""Problems of a session and their causes."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_cause, get_meeting, get_problem
from mufakat.meetings.forms import CauseForm, ProblemForm
from mufakat.meetings.models import Problem
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def see_problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    return page(request, "meetings/problems.html", **pages.problems_page(request.user, meeting))


def see_problem(request: HttpRequest, pk: UUID, problem: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    found = get_problem(meeting, problem)
    return page(request, "meetings/problem.html", **pages.problem_page(request.user, found))


def _one_more(path: str, last: Problem) -> str:
    """The form again, under the same step and for the same group."""
    kept = {"acara": last.agenda_item_id, "kelompok": last.group_id}
    asked = urlencode({name: pk for name, pk in kept.items() if pk})
    return f"{path}?{asked}" if asked else path


def record_problem(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    start = {"agenda_item": request.GET.get("acara"), "group": request.GET.get("kelompok")}
    form = ProblemForm(request.POST or None, meeting=meeting, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.record_problem(act, meeting, **form.values),
        lambda made: (
            _one_more(request.path, made) if "lagi" in request.POST else made.get_absolute_url()
        ),
        lambda problem: _("Written down in the addendum.") if problem.is_late else "",
    )
    shown = under(meeting, _("Name a problem"), f"{meeting.get_absolute_url()}masalah/") | {
        "again": _("Write down, then one more")
    }
    return done or page(request, FORM, form=form, submit=_("Write down the problem"), **shown)


def change_problem(request: HttpRequest, pk: UUID, problem: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_problem(meeting, problem)
    form = ProblemForm(request.POST or None, meeting=meeting, problem=found)
    done = perform(
        request,
        form,
        lambda act: actions.change_problem(act, found, base=form.seen, **form.values),
        found.get_absolute_url(),
    )
    title, submit = _("Change the problem"), _("Save the problem")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, found.get_absolute_url())
    )


def withdraw_problem(request: HttpRequest, pk: UUID, problem: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_problem(meeting, problem)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_problem(act, found, **form.values),
        f"{meeting.get_absolute_url()}masalah/",
        _("The problem is taken back."),
    )
    title, submit = _("Take the problem back"), _("Take the problem back")
    return done or page(
        request,
        FORM,
        form=form,
        hint=found.text,
        submit=submit,
        danger=True,
        **under(meeting, title, found.get_absolute_url()),
    )


def record_cause(request: HttpRequest, pk: UUID, problem: UUID) -> HttpResponse:
    """From the page of the problem; on its own it is a form, too."""
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_problem(meeting, problem)
    start = {"category": request.GET.get("tulang"), "under": request.GET.get("di")}
    form = CauseForm(request.POST or None, problem=found, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.record_cause(act, found, **form.values),
        f"{found.get_absolute_url()}#sebab",
    )
    title, submit = _("Write down a cause"), _("Write down the cause")
    return done or page(
        request,
        FORM,
        form=form,
        hint=found.text,
        submit=submit,
        **under(meeting, title, f"{found.get_absolute_url()}#sebab"),
    )


def withdraw_cause(request: HttpRequest, pk: UUID, problem: UUID, cause: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_problem(meeting, problem)
    why = get_cause(found, cause)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_cause(act, why),
        f"{found.get_absolute_url()}#sebab",
    )
    title, submit = _("Take the cause back"), _("Take the cause back")
    return done or page(
        request,
        FORM,
        form=form,
        hint=why.text,
        submit=submit,
        danger=True,
        **under(meeting, title, f"{found.get_absolute_url()}#sebab"),
    )

"""What villages bring before a session: taken up, or not and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, ngettext

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions
from mufakat.meetings.access import get_input, get_input_answer, get_meeting
from mufakat.meetings.forms import InputsForm, keys_in
from mufakat.meetings.models import Meeting
from mufakat.meetings.pages import input_named, taken_page, under

FORM = "meetings/form.html"


def _back(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}masalah/#masukan"


def take_input(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From a button of the page of problems; on its own it is a form, too."""
    meeting = get_meeting(request.user, pk, "note.record")
    keys = keys_in(request.POST.get("inputs") or request.GET.get("masukan", ""))
    form = InputsForm(request.POST or None, initial={"inputs": " ".join(map(str, keys))})
    done = perform(
        request,
        form,
        lambda act: actions.take_input(act, meeting, **form.values),
        _back(meeting),
        lambda taken: (
            ngettext("%(n)d taken up.", "%(n)d taken up.", len(taken)) % {"n": len(taken)}
        ),
    )
    title, submit = _("Take up community input"), _("Take up")
    words = {"submit": submit, **taken_page(meeting, keys), **under(meeting, title)}
    return done or page(request, FORM, form=form, **words)


def decline_input(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_input(meeting, entry)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.decline_input(act, meeting, entry=found, **form.values),
        _back(meeting),
        _("The village reads the reason once the minutes are ratified."),
    )
    title, submit = _("Not taken up: say why"), _("Do not take up")
    return done or page(
        request, FORM, form=form, named=input_named(found), submit=submit, **under(meeting, title)
    )


def restore_input(request: HttpRequest, pk: UUID, answer: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_input_answer(meeting, answer)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.restore_input(act, meeting, found),
        _back(meeting),
        _("It is offered again."),
    )
    title, submit = _("Offer it again"), _("Offer it again")
    return done or page(
        request,
        FORM,
        form=form,
        named=[(found.text, found.told)],
        submit=submit,
        **under(meeting, title),
    )

"""Plan the year, plan, open, ratify and reopen a session."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.core.numbers import number_in
from mufakat.core.periods import YEARS
from mufakat.directory.access import get_forum
from mufakat.journal.forms import perform
from mufakat.journal.queries import last_told
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_meeting
from mufakat.meetings.forms import (
    AgendaForm,
    CycleForm,
    MeetingForm,
    PlanForm,
    RatifyForm,
    possible_hosts,
)
from mufakat.meetings.models import Meeting
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def record_cycle(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = get_forum(request.user, pk, "meeting.plan")
    asked = number_in(request.GET.get("tahun", ""), *YEARS)
    start = {
        "year": asked or clock.today().year,
        "hosts": list(possible_hosts(forum)),
        "funding_source": "bok",
    }
    form = CycleForm(request.POST or None, forum=forum, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.record_cycle(act, forum=forum, **form.values),
        lambda cycle: f"{forum.get_absolute_url()}?tahun={cycle.year}",
    )
    return done or page(request, FORM, form=form, **pages.year_to_plan(forum))


def record_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = get_forum(request.user, pk, "meeting.plan")
    start = {"hosts": list(possible_hosts(forum))}
    form = MeetingForm(request.POST or None, forum=forum, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.record_meeting(act, forum=forum, **form.values),
        Meeting.get_absolute_url,
    )
    title, submit = _("Plan a session"), _("Plan the session")
    shown = under(forum, title) | pages.order_hint(forum) | pages.if_it_meets(forum)
    return done or page(request, FORM, form=form, submit=submit, **shown)


def change_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.change")
    form = PlanForm(request.POST or None, forum=meeting.forum, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.change_meeting(act, meeting, base=form.seen, **form.values),
        meeting.get_absolute_url(),
    )
    title, submit = _("Day, hours and place"), _("Save the plan")
    shown = under(meeting, title) | pages.order_hint(meeting)
    return done or page(request, FORM, form=form, submit=submit, **shown)


def cancel_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.plan")
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.cancel_meeting(act, meeting, **form.values),
        meeting.forum.get_absolute_url(),
    )
    return done or page(request, "meetings/cancel.html", form=form, **pages.cancel_page(meeting))


def open_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.open")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.open_meeting(act, meeting),
        meeting.get_absolute_url(),
        _("The session is under way. Begin with the attendance."),
    )
    title, submit = _("Open the session"), _("Open the session")
    shown = under(meeting, title) | pages.if_it_meets(meeting)
    return done or page(request, FORM, form=form, submit=submit, **shown)


def ratify_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.ratify")
    told = last_told(meeting)  # asked before the figures: what comes between counts as not seen
    read = number_in(request.GET.get("dilihat", ""))
    gaps, gone = queries.gaps(meeting), queries.proofs_gone(meeting)
    form = RatifyForm(request.POST or None, base=told, gaps=[*gaps, *gone])
    done = perform(
        request,
        form,
        lambda act: actions.ratify_meeting(act, meeting, seen=form.seen, **form.values),
        meeting.get_absolute_url(),
        _("The minutes are ratified and locked."),
    )
    return done or page(
        request,
        "meetings/ratify.html",
        form=form,
        added=[] if read is None else queries.added_since(meeting, read),
        gone=gone,
        **pages.ratify_page(request.user, meeting, gaps),
    )


def reopen_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.reopen")
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.reopen_meeting(act, meeting, **form.values),
        meeting.get_absolute_url(),
    )
    return done or page(request, FORM, form=form, danger=True, **pages.reopen_page(meeting))


def record_agenda(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.change")
    form = AgendaForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_agenda(act, meeting, **form.values),
        meeting.get_absolute_url() + "#acara",
    )
    title, submit = _("Add an agenda item"), _("Add to the agenda")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))

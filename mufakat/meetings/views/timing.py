"""The time of a session: its steps begun and ended, and how it stands now."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page, whole
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_item, get_meeting
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def begin_agenda(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.open")
    step = get_item(meeting, item)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.begin_agenda(act, meeting, step),
        f"{meeting.get_absolute_url()}#acara-{step.position}",
        _("“%(item)s” has begun.") % {"item": step.title},
    )
    title, submit = _("Begin the agenda item"), _("Begin")
    hint = step.title
    return done or page(request, FORM, form=form, hint=hint, submit=submit, **under(meeting, title))


def end_agenda(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "meeting.open")
    step = get_item(meeting, item)
    form = ConfirmForm(request.POST or None)
    here = meeting.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.end_agenda(act, meeting, step),
        lambda now: f"{here}#acara-{now.position}",
        lambda now: _("Now: %(item)s") % {"item": now.title} if now.pk != step.pk else "",
    )
    title, submit = _("End the agenda item"), _("Done, go on")
    hint = step.title
    return done or page(request, FORM, form=form, hint=hint, submit=submit, **under(meeting, title))


def see_timing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The line that tells how the session keeps its time; 304 and 204 while nothing has moved."""
    meeting = get_meeting(request.user, pk)
    return pages.unless_seen(
        request, pages.timing_page(meeting), "meetings/timing.html", meeting=meeting
    )


def see_screen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The session on the projector; what it asks every few seconds is `see_live`."""
    meeting = get_meeting(request.user, pk)
    code = pages.code_of(request.user, meeting)
    shown = pages.screen_page(request.user, meeting, code=code, whole=whole(request))
    return page(request, "meetings/screen.html", **shown)

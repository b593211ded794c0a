"""The accountability file of a session: its page, and what is put into it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments.views.files import file_of
from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_meeting, get_session_file
from mufakat.meetings.forms import BytesForm, FileForm
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def see_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.see")
    today = clock.today(meeting.zone)
    return page(request, "meetings/file.html", **pages.file_page(request.user, meeting, today))


def see_kept_file(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """One photo or paper, to be looked at; small with `?kecil`."""
    return file_of(request, get_session_file(get_meeting(request.user, pk, "file.see"), file))


def record_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here = pages.here_of(meeting)
    begun = pages.file_begun(meeting, request.GET.get("bagian", ""), clock.today(meeting.zone))
    form = FileForm(request.POST or None, request.FILES or None, meeting=meeting, initial=begun)
    done = perform(
        request,
        form,
        lambda act: actions.record_files(act, meeting, **form.values),
        here,
        _("It lies in the file."),
    )
    title, submit = _("Put into the file"), _("Put in")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title, here))


def complete_file(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here, found = pages.here_of(meeting), get_session_file(meeting, file)
    form = BytesForm(request.POST or None, request.FILES or None, file=found)
    done = perform(
        request,
        form,
        lambda act: actions.complete_file(act, found, **form.values),
        here,
        _("The file has arrived."),
    )
    title, submit = _("Send the file “%(name)s”") % {"name": found}, _("Send")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title, here))


def withdraw_file(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here, found = pages.here_of(meeting), get_session_file(meeting, file)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_file(act, found, **form.values),
        here,
        _("The file is deleted. Its name and the reason stay."),
    )
    title, submit = _("Withdraw “%(name)s”") % {"name": found}, _("Withdraw and delete")
    return done or page(
        request, FORM, form=form, submit=submit, danger=True, **under(meeting, title, here)
    )

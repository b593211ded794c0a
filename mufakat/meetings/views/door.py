"""The door of a session: its poster and code for the room, and the page behind the QR code, without an account."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import as_pdf, page, paper_asked, whole
from mufakat.core.forms import ConfirmForm
from mufakat.directory.links import Guest
from mufakat.directory.models import LinkKind
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_meeting, get_meeting_at_door
from mufakat.meetings.forms import ListedCheckInForm, TypedCheckInForm

FORM = "meetings/form.html"


def see_door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The QR code and the place code of now, for the screen in the room."""
    meeting = get_meeting(request.user, pk, "attendance.record")
    shown = pages.poster_page(meeting, clock.now(), whole(request))
    return page(request, "meetings/door.html", **shown)


def see_door_poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The QR code on paper, for the wall; the place code changes, so it is not on it."""
    from mufakat.meetings.papers.door import poster_pdf

    meeting = get_meeting(request.user, pk, "attendance.record")
    link = queries.door_of(meeting, clock.now())
    if link is None:
        raise Http404
    address = whole(request)(pages.door_address(link))
    pdf = poster_pdf(meeting, address, paper=paper_asked(request))
    return as_pdf(pdf, f"pintu-{meeting.starts_on}")


def record_door(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    form = ConfirmForm(request.POST or None)
    name = _("Door of the session")
    done = perform(
        request,
        form,
        lambda act: actions.record_door(act, meeting, name=name),
        f"{meeting.get_absolute_url()}pintu/",
        _("The door is open. The QR code before it, if there was one, no longer opens."),
    )
    title, submit = _("Attendance by QR code"), _("Make the QR code")
    hint = _(
        "Whoever comes signs in with his own telephone, without an account. What is doubtful waits for you."
    )
    shown = pages.under(meeting, title, f"{meeting.get_absolute_url()}pintu/")
    return done or page(request, FORM, form=form, hint=hint, submit=submit, **shown)


@by_link(LinkKind.DOOR)
def check_in(request: HttpRequest, guest: Guest) -> HttpResponse:
    meeting = get_meeting_at_door(guest)
    if told := pages.receipt(meeting, request.GET):
        return page(request, "meetings/signed_in.html", **told)
    shown = pages.door_page(meeting, request.GET)
    kind = ListedCheckInForm if shown["chosen"] else TypedCheckInForm
    form = kind(request.POST or None, initial=pages.begun_at_door(shown))
    who = pages.chosen_at_door(meeting, shown)
    done = perform(
        request,
        form,
        lambda act: actions.record_checkin(act, meeting, source="qr", **who, **form.values),
        lambda entry: f"{request.path}?entri={entry.pk}",
        _("Thank you."),
        guest=guest,
    )
    return done or page(request, "meetings/check_in.html", form=form, **shown)

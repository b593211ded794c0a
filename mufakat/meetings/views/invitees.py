"""One who is invited, for the secretary: his link, his answer, how he is reached, and off the list."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page, whole
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_invitee, get_meeting
from mufakat.meetings.forms import ContactForm, ReplyForForm

from .letters import back_to

FORM = "meetings/form.html"


def see_invitation(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    """One invited: the personal link with its code and texts, and what he answered."""
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_invitee(meeting, participant)
    context = pages.invitee_page(request.user, meeting, found, whole(request))
    return page(request, "meetings/invitation.html", **context)


def renew_link(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_invitee(meeting, participant)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.renew_link(act, meeting, found),
        f"{back_to(meeting)}{found.pk}/",
        _("A new link is ready. The one before opens nothing any more."),
    )
    title, submit = _("New link for %(name)s") % {"name": found.name}, _("Give a new link")
    hint = _("The link before is revoked at once. What was answered through it stays.")
    return done or page(
        request, FORM, form=form, hint=hint, submit=submit, **pages.under(meeting, title)
    )


def record_answer_for(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    """Somebody answered by telephone or on paper: the secretariat writes it down, under its own name."""
    meeting = get_meeting(request.user, pk, "attendance.record")
    found = get_invitee(meeting, participant)
    form = ReplyForForm(request.POST or None, initial=pages.answered(found))
    done = perform(
        request,
        form,
        lambda act: actions.record_answer(act, meeting, found, **form.values),
        back_to(meeting),
    )
    title, submit = _("Answer of %(name)s") % {"name": found.name}, _("Write down the answer")
    return done or page(request, FORM, form=form, submit=submit, **pages.under(meeting, title))


def record_contact(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_invitee(meeting, participant)
    start = {"phone": found.phone, "email": found.email}
    form = ContactForm(request.POST or None, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.record_contact(act, meeting, found, **form.values),
        f"{back_to(meeting)}{found.pk}/",
    )
    title, submit = _("Telephone and e-mail of %(name)s") % {"name": found.name}, _("Save")
    return done or page(request, FORM, form=form, submit=submit, **pages.under(meeting, title))


def withdraw_participant(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    found = get_invitee(meeting, participant)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_participant(act, meeting, found),
        back_to(meeting),
    )
    title, submit = _("Take %(name)s off the list") % {"name": found.name}, _("Take off the list")
    hint = _("For somebody invited by mistake. The personal link is revoked.")
    more = {"hint": hint, "submit": submit, "danger": True, **pages.under(meeting, title)}
    return done or page(request, FORM, form=form, **more)

"""The invitations of a session, for its secretary: who is invited, personal links, answers, reminders."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page, whole
from mufakat.core.forms import ConfirmForm
from mufakat.directory.queries import organisation_named, sectors
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_meeting
from mufakat.meetings.forms import InviteForm

from .letters import back_to

FORM = "meetings/form.html"
ASKED = ("coming", "represented", "unable", "belum")


def see_invitations(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "invitation.see")
    asked = request.GET.get("jawab", "")
    context = pages.invitation_page(
        request.user,
        meeting,
        asked=asked if asked in ASKED else "",
        number=request.GET.get("hal"),
        address=whole(request),
    )
    return page(request, "meetings/invitations.html", **context)


def invite_participant(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    asked = request.GET.get("sektor", "")
    start: dict[str, Any] = {
        "sector": asked if asked in dict(sectors()) else "",
        "title": request.GET.get("jabatan", "")[:120],
        "organisation": organisation_named(request.GET.get("organisasi")),
    }
    form = InviteForm(request.POST or None, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.invite_participant(act, meeting, **form.values),
        back_to(meeting),
    )
    title, submit = _("Invite somebody else"), _("Put on the list")
    return done or page(
        request, FORM, form=form, submit=submit, **pages.under(meeting, title, back_to(meeting))
    )


def invite_holders(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.invite_holders(act, meeting),
        back_to(meeting),
        _("Who holds an open promise is on the list."),
    )
    title, submit = _("Invite who holds open promises"), _("Put them on the list")
    named = [(each.told, pages.held_in_words(each)) for each in queries.holders_outside(meeting)]
    words = {"submit": submit, "named": named, **pages.under(meeting, title, back_to(meeting))}
    return done or page(request, FORM, form=form, **words)


def record_links(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_links(act, meeting),
        back_to(meeting),
        lambda count: _("Personal links are ready: %(count)d.") % {"count": count},
    )
    title, submit = _("Personal links for all"), _("Give personal links")
    hint = _(
        "Everyone invited who has none gets a link of his own. It opens only his invitation, and closes a week "
        "after the session."
    )
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=submit,
        **pages.under(meeting, title, back_to(meeting)),
    )


def send_invitations(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    reminder = "pengingat" in request.GET
    chosen, word = pages.letters_by_mail(meeting, whole(request), reminder=reminder)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.send_invitations(
            act, meeting, chosen=chosen, word=word, reminder=reminder
        ),
        back_to(meeting),
        lambda count: _("Given to the post: %(count)d.") % {"count": count},
    )
    title = _("Remind by e-mail") if reminder else _("Invite by e-mail")
    hint = pages.mail_hint(len(chosen))
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=title,
        **pages.under(meeting, title, back_to(meeting)),
    )

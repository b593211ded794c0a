"""The page of one who is invited: what it is about, his answer, his letter. Opened by his personal link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page, whole
from mufakat.directory.models import LinkKind
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_invited
from mufakat.meetings.forms import ReplyForm

from .letters import printed


@by_link(LinkKind.INVITATION)
def record_answer(request: HttpRequest, guest: Any) -> HttpResponse:
    participant = get_invited(guest)
    form = ReplyForm(request.POST or None, initial=pages.answered(participant))
    done = perform(
        request,
        form,
        lambda act: actions.record_answer(act, participant.meeting, participant, **form.values),
        request.path,
        _("Thank you, your answer is recorded. You can change it until the session opens."),
        guest=guest,
    )
    context = pages.invited_page(request, participant, guest)
    return done or page(request, "meetings/invited.html", form=form, **context)


@by_link(LinkKind.INVITATION)
def see_invited_letter(request: HttpRequest, guest: Any) -> HttpResponse:
    """The issued letter, with the name of this one invited on it."""
    participant = get_invited(guest)
    letter = pages.letter_of(participant.meeting)
    if letter is None:
        raise Http404
    copy = pages.own_copy(participant, guest.link, whole(request))
    return printed(request, letter, f"undangan-{participant.meeting.starts_on}", copies=[copy])

"""To the forum above, and back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, ngettext

from mufakat.commitments.access import get_commitment
from mufakat.commitments.models import Commitment
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.access import get_forum
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import (
    get_escalation,
    get_from_below,
    get_hearing,
    get_meeting,
    get_session_under_way,
)
from mufakat.meetings.forms import HearingForm, PatienceForm, RaiseForm

FORM = "meetings/form.html"


def raise_escalation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the page of the promise, or from the ratification of a session (`rapat`)."""
    commitment = get_commitment(request.user, pk, "escalation.raise")
    meeting = get_session_under_way(commitment, request.GET.get("rapat", ""))
    above = queries.forums_above(commitment.forum)
    given = {"reason": _reason(commitment)}
    form = RaiseForm(request.POST or None, above=above, initial=given)
    done = perform(
        request,
        form,
        lambda act: actions.raise_escalation(act, commitment, meeting=meeting, **form.values),
        meeting.get_absolute_url() + "#pengesahan" if meeting else commitment.get_absolute_url(),
        _("It lies before the forum above. Its answer comes back to this forum."),
    )
    return done or page(
        request,
        "meetings/raise.html",
        form=form,
        commitment=commitment,
        waits_at=queries.waits_at(commitment),
        above=above,
        **pages.under(commitment.forum, _("Raise to the forum above")) | {"back": commitment},
    )


def _reason(commitment: Commitment) -> str:
    """A beginning of the reason: how many sessions have left it open."""
    times = queries.times_unsolved(commitment)
    words = ngettext("%(n)d session has left it open.", "%(n)d sessions have left it open.", times)
    return words % {"n": times} if times else ""


def see_escalation(request: HttpRequest, pk: UUID) -> HttpResponse:
    escalation = get_escalation(request.user, pk)
    return page(
        request, "meetings/escalation.html", **pages.escalation_page(request.user, escalation)
    )


def answer_escalation(request: HttpRequest, pk: UUID, escalation: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "escalation.answer")
    raised = get_from_below(meeting, escalation)
    form = HearingForm(
        request.POST or None,
        above=queries.forums_further(raised, meeting.forum),
        promise_open=raised.commitment.state == "open",
    )
    done = perform(
        request,
        form,
        lambda act: actions.answer_escalation(act, meeting, escalation=raised, **form.values),
        meeting.get_absolute_url() + "#dari-bawah",
        _("The answer goes back to the forum that asked."),
    )
    return done or page(
        request,
        "meetings/answer.html",
        form=form,
        escalation=raised,
        settled=raised.commitment.state != "open",
        **pages.under(meeting, _("Answer the forum below")),
    )


def withdraw_hearing(request: HttpRequest, pk: UUID, escalation: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "escalation.answer")
    hearing = get_hearing(meeting, escalation)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_hearing(act, meeting, hearing),
        meeting.get_absolute_url() + "#dari-bawah",
        _("The answer is taken back."),
    )
    title, submit = _("Take the answer back"), _("Take it back")
    hint: Any = f"{hearing.escalation.what}: {hearing.get_decision_display()}. {hearing.text}"
    return done or page(
        request, FORM, form=form, hint=hint, submit=submit, **pages.under(meeting, title)
    )


def change_patience(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = get_forum(request.user, pk, "escalation.raise")
    stands = queries.own_patience(forum)
    form = PatienceForm(
        request.POST or None,
        base=stands.version if stands else None,
        initial={"sessions": queries.patience_of(forum)},
    )
    done = perform(
        request,
        form,
        lambda act: actions.change_patience(act, forum, base=form.seen, **form.values),
        forum.get_absolute_url(),
    )
    title, submit = _("When to ask the forum above"), _("Save")
    hint = pages.patience_hint(forum)
    return done or page(
        request, FORM, form=form, hint=hint, submit=submit, **pages.under(forum, title)
    )

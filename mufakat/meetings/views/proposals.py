"""Proposals for the Musrenbang: the list, its paper, and what became of each."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import as_pdf, page, paper_asked
from mufakat.core.forms import ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, rules
from mufakat.meetings.access import get_meeting, get_proposal
from mufakat.meetings.forms import OutcomeForm, ProposalForm
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def see_proposals(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    return page(request, "meetings/proposals.html", **pages.proposals_page(request.user, meeting))


def see_proposals_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as PDF, for the Musrenbang; `?kertas=f4` for folio."""
    from mufakat.meetings.papers.room import proposals_pdf

    meeting = get_meeting(request.user, pk)
    pdf = proposals_pdf(meeting, paper_asked(request))
    return as_pdf(pdf, f"usulan-musrenbang-{meeting.starts_on}")


def record_proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    start = pages.proposal_begun(meeting, request.GET)
    form = ProposalForm(request.POST or None, meeting=meeting, initial=start)
    done = perform(
        request,
        form,
        lambda act: actions.record_proposal(act, meeting, **form.values),
        request.path if "lagi" in request.POST else f"{meeting.get_absolute_url()}usulan/",
        lambda made: _("Written down in the addendum.") if made.is_late else "",
    )
    shown = under(meeting, _("Propose to the Musrenbang"))
    shown["again"] = _("Write down, then one more")
    return done or page(request, FORM, form=form, submit=_("Write down the proposal"), **shown)


def change_proposal(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_proposal(meeting, proposal)
    start = {name: getattr(found, name) for name in ProposalForm.NAMES}
    form = ProposalForm(request.POST or None, meeting=meeting, initial=start, base=found.version)
    done = perform(
        request,
        form,
        lambda act: actions.change_proposal(act, found, base=form.seen, **form.values),
        f"{meeting.get_absolute_url()}usulan/",
    )
    title, submit = _("Change the proposal"), _("Save the proposal")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))


def withdraw_proposal(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_proposal(meeting, proposal)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_proposal(act, found, **form.values),
        f"{meeting.get_absolute_url()}usulan/",
    )
    title, submit = _("Take the proposal back"), _("Take the proposal back")
    return done or page(
        request,
        FORM,
        form=form,
        hint=found.text,
        submit=submit,
        danger=True,
        **under(meeting, title),
    )


def judge_proposal(request: HttpRequest, pk: UUID, proposal: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_proposal(meeting, proposal)
    decides = rules.session_decides(found.state, meeting.state)
    form = OutcomeForm(request.POST or None, decides=decides)
    done = perform(
        request,
        form,
        lambda act: actions.judge_proposal(act, found, **form.values),
        f"{meeting.get_absolute_url()}usulan/",
    )
    title = _("Decide on the proposal") if decides else _("What became of the proposal")
    submit = _("Write it down")
    return done or page(
        request, FORM, form=form, hint=found.text, submit=submit, **under(meeting, title)
    )

"""Proposals for the Musrenbang, and what became of them."""

from typing import Any

from mufakat.directory.models import Region
from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import InputAnswer, Meeting, Problem, Proposal, ProposalState

from .lock import lock
from .released import release_inputs


def record_proposal(
    act: OpenAct,
    meeting: Meeting,
    *,
    text: str,
    level: str = "kecamatan",
    problem: Problem | None = None,
    region: Region | None = None,
    volume: str = "",
    amount_idr: int | None = None,
    state: str = ProposalState.PROPOSED,
) -> Proposal:
    """Write down what the session proposes; after ratification it is part of the addendum. What was only taken up
    from a village waits (`state`) until the session has decided. Without a place of its own it is where its problem
    is."""
    lock(meeting)
    rules.can_propose(meeting.forum.region.level)
    late = rules.can_write_minutes(meeting.state)
    proposal = Proposal.objects.create(
        id=act.new_key(),
        meeting=meeting,
        problem=problem,
        text=text,
        region=region or (problem.region if problem else None),
        volume=volume,
        amount_idr=amount_idr,
        level=level,
        state=state,
        at=act.said_at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    form = "late" if late else ""
    act.note("proposal.recorded", proposal, about=[meeting], text=text, form=form)
    return proposal


def change_proposal(
    act: OpenAct, proposal: Proposal, *, base: int | None = None, **fields: Any
) -> Proposal:
    meeting = proposal.meeting
    lock(meeting)
    rules.can_change(meeting.state)
    problem = fields.get("problem")
    if problem and problem.pk != proposal.problem_id and fields.get("region") is None:
        fields["region"] = problem.region
    told = {"text": fields.get("text", proposal.text)}
    act.change(proposal, "proposal.changed", base=base, about=[meeting], told=told, **fields)
    return proposal


def withdraw_proposal(act: OpenAct, proposal: Proposal, *, reason: str) -> None:
    meeting = proposal.meeting
    lock(meeting)
    rules.can_change(meeting.state)
    rules.input_is_unanswered(proposal.answers_above.count())
    act.note("proposal.withdrawn", proposal, about=[meeting], text=proposal.text, reason=reason)
    release_inputs(act, InputAnswer.objects.filter(proposal=proposal))
    proposal.delete()


def judge_proposal(act: OpenAct, proposal: Proposal, *, state: str, reason: str = "") -> Proposal:
    """What became of it since: carried, accepted, or refused with the reason. Told later, whatever the minutes' state:
    it is no part of them, and the chair is not asked about it. While the session is under way also its own decision
    on what it took up from a village: agreed, or refused."""
    rules.outcome_is_told(state, reason)
    if state == ProposalState.PROPOSED:
        lock(proposal.meeting)
        rules.decision_is_in_session(state, proposal.meeting.state)
    now = Proposal.objects.select_for_update(no_key=True).values_list("state", flat=True)
    rules.outcome_is_news(now.get(pk=proposal.pk), state)
    told = {"text": proposal.text, "form": state, "reason": reason}
    forum = proposal.meeting.forum
    act.change(
        proposal,
        "proposal.judged",
        base=None,
        about=[forum],
        told=told,
        state=state,
        reason=reason,
    )
    return proposal

"""Take up what villages bring before a session, or say why not."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    InputAnswer,
    InputDecision,
    Meeting,
    Problem,
    Proposal,
    ProposalState,
)

from .lock import lock, lock_forum
from .problems import record_problem
from .proposals import record_proposal
from .released import release_inputs

Input = Problem | Proposal


def take_input(act: OpenAct, meeting: Meeting, *, inputs: Sequence[UUID]) -> list[InputAnswer]:
    """Take up one or several: a village's problem becomes a problem of this session, its proposal a proposal."""
    rules.inputs_are_named(len(inputs))
    waiting = _waiting(meeting, inputs)
    return [_take(act, meeting, waiting[pk]) for pk in dict.fromkeys(inputs)]


def _waiting(meeting: Meeting, wanted: Sequence[UUID]) -> dict[Any, queries.Offered]:
    """What is offered, as it stands until this act ends: the village sessions are locked, too, so that none is reopened
    meanwhile. Those of the villages never lock one of ours: nobody waits in a circle."""
    lock_forum(meeting.forum)
    lock(meeting)
    rules.can_answer_inputs(meeting.kind, meeting.state)
    offered = {o.id: o for o in queries.inputs_offered(meeting)}
    sources = {offered[pk].source for pk in wanted if pk in offered}
    rows = Meeting.objects.select_for_update(no_key=True).filter(pk__in=sources).order_by("pk")
    ratified = {pk for pk, state in rows.values_list("pk", "state") if state == "ratified"}
    waiting = {pk: o for pk, o in offered.items() if o.source in ratified}
    rules.inputs_wait(wanted, waiting)
    return waiting


def _take(act: OpenAct, meeting: Meeting, offered: queries.Offered) -> InputAnswer:
    """What was offered is written down here in the same words; the answer knows both."""
    theirs: Input
    ours: Input
    if offered.kind == "problem":
        theirs = Problem.objects.select_related("region").get(pk=offered.id)
        ours = record_problem(
            act,
            meeting,
            text=offered.text,
            region=theirs.region,
            indicator=offered.code,
            measured_by=offered.words,
            numerator=offered.n,
            denominator=offered.of,
        )
    else:
        theirs = Proposal.objects.select_related("region").get(pk=offered.id)
        ours = record_proposal(
            act,
            meeting,
            text=offered.text,
            region=theirs.region,
            level=offered.code,
            volume=offered.words,
            amount_idr=offered.n,
            state=ProposalState.WAITING,
        )
    became = {f"from_{offered.kind}": theirs, offered.kind: ours}
    return _answer(act, meeting, offered, "input.taken", decision=InputDecision.TAKEN, **became)


def decline_input(act: OpenAct, meeting: Meeting, *, entry: Input, reason: str) -> InputAnswer:
    """Not taken up, and why: the village reads it, and this forum is not asked again."""
    rules.why_not_is_told(reason)
    offered = _waiting(meeting, [entry.pk])[entry.pk]
    of: dict[str, Any] = {f"from_{offered.kind}": entry}
    declined = {"decision": InputDecision.DECLINED, "reason": reason}
    return _answer(act, meeting, offered, "input.declined", **declined, **of)


def _answer(
    act: OpenAct, meeting: Meeting, offered: queries.Offered, verb: str, **given: Any
) -> InputAnswer:
    """Told on the page of the session; in the village once the minutes are ratified (`tell_villages`)."""
    source = Meeting.objects.select_related("forum").get(pk=offered.source)
    answer = InputAnswer.objects.create(
        meeting=meeting,
        forum=meeting.forum,
        source=source,
        text=offered.text,
        told=offered.told,
        at=act.at,
        by_name=act.by_name,
        **given,
    )
    told = {"text": offered.text, "source": offered.told, "session": meeting.title}
    act.note(verb, answer, about=[meeting], reason=given.get("reason", ""), **told)
    return answer


def tell_villages(act: OpenAct, meeting: Meeting) -> None:
    """With its minutes the answers of a session are ratified: from now on the villages read them. Of minutes that were
    reopened, what was answered since."""
    new = meeting.inputs_answered.select_related("source__forum").order_by("source_id", "id")
    if meeting.ratified_at:
        new = new.filter(at__gt=meeting.ratified_at)
    for source, answers in groupby(new, key=attrgetter("source")):
        told = list(answers)
        words = {"session": meeting.title, "source": told[0].told, "count": len(told)}
        act.note("inputs.answered", source, about=[source.forum], **words)


def restore_input(act: OpenAct, meeting: Meeting, answer: InputAnswer) -> None:
    """Declined by mistake: it is offered again, while the session is under way."""
    lock(meeting)
    rules.can_answer_inputs(meeting.kind, meeting.state)
    release_inputs(act, InputAnswer.objects.filter(pk=answer.pk))

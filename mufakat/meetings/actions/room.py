"""What is written down in the room: notes, decisions, promises, verdicts."""

from datetime import date
from typing import Any

from mufakat.commitments import actions as promises
from mufakat.commitments.models import Commitment, Verdict
from mufakat.core import clock
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    AgendaItem,
    Decision,
    Group,
    Meeting,
    Note,
    Problem,
    Resolution,
)

from .lock import lock


def record_note(
    act: OpenAct,
    meeting: Meeting,
    *,
    agenda_item: AgendaItem,
    text: str,
    group: Group | None = None,
) -> Note:
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    note = Note.objects.create(
        id=act.new_key(),
        meeting=meeting,
        agenda_item=agenda_item,
        group=group,
        text=text,
        at=act.said_at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    form = "late" if late else ""
    act.note("note.recorded", note, about=[meeting], text=text, form=form, item=agenda_item.title)
    return note


def change_note(act: OpenAct, note: Note, *, base: int | None = None, **fields: Any) -> Note:
    """Change the `text`; without one (the writer kept somebody else's) nothing moves."""
    lock(note.meeting)
    rules.can_change(note.meeting.state)
    told = {"text": fields.get("text", note.text)}
    act.change(note, "note.changed", base=base, about=[note.meeting], told=told, **fields)
    return note


def record_decision(
    act: OpenAct, meeting: Meeting, *, agenda_item: AgendaItem, text: str
) -> Decision:
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    decision = Decision.objects.create(
        id=act.new_key(),
        meeting=meeting,
        agenda_item=agenda_item,
        text=text,
        at=act.said_at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    about = [meeting, meeting.forum]
    act.note("decision.recorded", decision, about=about, text=text, form="late" if late else "")
    return decision


def change_decision(
    act: OpenAct, decision: Decision, *, base: int | None = None, **fields: Any
) -> Decision:
    lock(decision.meeting)
    rules.can_change(decision.meeting.state)
    told = {"text": fields.get("text", decision.text)}
    about = [decision.meeting]
    act.change(decision, "decision.changed", base=base, about=about, told=told, **fields)
    return decision


def record_commitment(
    act: OpenAct,
    meeting: Meeting,
    *,
    agenda_item: AgendaItem | None = None,
    problem: Problem | None = None,
    decision: Decision | None = None,
    **fields: Any,
) -> Commitment:
    """Write down a promise made in this session, perhaps out of a problem or a decision; after ratification it is part
    of the addendum, as long as the forum meets."""
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    rules.forum_meets(queries.last_day_of(meeting.forum))
    commitment = promises.record_commitment(
        act, forum=meeting.forum, source=meeting, made_on=_day_of(meeting), **fields
    )
    if agenda_item is None:
        agenda_item = meeting.agenda.filter(role="commitments").first()
    Resolution.objects.create(
        meeting=meeting,
        agenda_item=agenda_item,
        commitment=commitment,
        problem=problem,
        decision=decision,
        late_at=act.at if late else None,
    )
    return commitment


def change_commitment(
    act: OpenAct,
    meeting: Meeting,
    commitment: Commitment,
    *,
    base: int | None = None,
    **fields: Any,
) -> Commitment:
    """Correct a promise of this session while its minutes are not ratified."""
    lock(meeting)
    rules.can_change(meeting.state)
    rules.promise_is_of_session(commitment.source_id == str(meeting.pk))
    return promises.change_commitment(act, commitment, source=meeting, base=base, **fields)


def withdraw_commitment(
    act: OpenAct, meeting: Meeting, commitment: Commitment, *, reason: str
) -> None:
    """Take back a promise that was written down by mistake, while its session is under way."""
    lock(meeting)
    rules.promise_is_of_session(commitment.source_id == str(meeting.pk))
    rules.can_withdraw_promise(meeting.state, queries.stands_in_minutes(meeting, commitment))
    rules.is_not_raised(queries.was_raised(commitment))
    Resolution.objects.filter(commitment=commitment).delete()
    promises.withdraw_commitment(act, commitment, source=meeting, reason=reason)


def give_verdict(
    act: OpenAct,
    meeting: Meeting,
    *,
    commitment: Commitment,
    base: int | None = None,
    **fields: Any,
) -> Verdict:
    """Say in this session what became of a promise of an earlier one."""
    lock(meeting)
    made_later_that_day = (
        commitment.made_on == meeting.starts_on
        and Resolution.objects.filter(
            commitment=commitment, meeting__starts_at__gt=meeting.starts_at
        ).exists()
    )
    rules.can_give_verdict(
        meeting.state,
        commitment.made_on,
        meeting.starts_on,
        commitment.source_id == str(meeting.pk)
        or commitment.forum_id != meeting.forum_id
        or made_later_that_day,
    )
    standing = Verdict.objects.filter(commitment=commitment, session_id=str(meeting.pk)).first()
    rules.verdict_is_new(
        standing and standing.get_verdict_display(), standing and standing.given_by
    )
    rules.promise_is_on_table(queries.carried_into(meeting).filter(pk=commitment.pk).exists())
    if second := fields.get("checked_by"):
        came = meeting.participants.filter(person=second, present=True).exists()
        rules.second_was_there(str(second), came)
    on, at = _day_of(meeting), meeting.starts_at or clock.now()
    return promises.give_verdict(
        act, commitment=commitment, session=meeting, session_on=on, session_at=at, **fields
    )


def withdraw_verdict(act: OpenAct, meeting: Meeting, verdict: Verdict) -> Commitment:
    """Take back a verdict given by mistake, while the session is under way."""
    lock(meeting)
    rules.can_change(meeting.state)
    rules.is_last_word(queries.judged_later(meeting, verdict))
    return promises.withdraw_verdict(act, verdict, session=meeting)


def _day_of(meeting: Meeting) -> date:
    on = meeting.starts_on
    return on or clock.today(meeting.zone)

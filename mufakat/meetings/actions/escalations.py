"""Raise a promise to the forum above, answer what came from below, and take an answer back."""

from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Forum
from mufakat.journal.actions import OpenAct, Subject
from mufakat.journal.rules import digest_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    Escalation,
    EscalationHearing,
    EscalationState,
    Hearing,
    Meeting,
    Patience,
)

from .lock import lock


def raise_escalation(
    act: OpenAct,
    commitment: Commitment,
    *,
    to_forum: Forum,
    reason: str,
    meeting: Meeting | None = None,
) -> Escalation:
    """The chair brings an open promise before the forum above: in a session (`meeting`), or at once."""
    return _raise(act, commitment, commitment.forum, to_forum, reason, meeting, None)


def _raise(
    act: OpenAct,
    commitment: Commitment,
    forum: Forum,
    to_forum: Forum,
    reason: str,
    meeting: Meeting | None,
    previous: Escalation | None,
) -> Escalation:
    standing = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    above = queries.forums_above(forum)
    chain = queries.chain_of(previous)
    rules.can_raise(
        promise_open=standing.state == "open",
        waits_at=queries.waits_at(standing),
        forum=forum,
        above=above,
        to=to_forum,
        ended=Forum.objects.filter(pk=to_forum.pk).exclude(valid_to=None).exists(),
    )
    rules.comes_not_back({each.from_forum for each in chain} | {commitment.forum}, to_forum)
    return _lay(act, standing, forum, to_forum, reason, meeting, previous)


def _lay(
    act: OpenAct,
    standing: Commitment,
    forum: Forum,
    to_forum: Forum,
    reason: str,
    meeting: Meeting | None,
    previous: Escalation | None,
) -> Escalation:
    """Before a forum, with its file as it stands now."""
    file = queries.escalation_file(standing, previous)
    raised = Escalation.objects.create(
        commitment=standing,
        from_forum=forum,
        to_forum=to_forum,
        raised_in=meeting,
        previous=previous,
        what=standing.what,
        owner=standing.owner[:400],
        reason=reason,
        sessions=file["sessions"],
        file=file,
        digest=digest_of(file),
        raised_at=act.at,
        raised_by=act.by_name,
    )
    words = {"what": standing.what, "to": str(to_forum), "reason": reason, "file": raised.digest}
    act.note("escalation.raised", raised, about=_about(raised, forum), **words)
    return raised


def _about(escalation: Escalation, *more: Subject) -> list[Subject]:
    """Told on the pages of the promise, its owner, its forum and the forum above."""
    commitment = escalation.commitment
    owner = (commitment.owner_organisation, commitment.owner_person)
    return [x for x in (commitment, commitment.forum, escalation.to_forum, *owner, *more) if x]


def answer_escalation(
    act: OpenAct,
    meeting: Meeting,
    *,
    escalation: Escalation,
    decision: str,
    text: str,
    to_forum: Forum | None = None,
) -> EscalationHearing:
    """A session of the forum above says what it does about it. `to_forum`: where it raises it further."""
    lock(meeting)
    escalation = _locked(escalation)
    rows = {row.id: row for row in queries.from_below(meeting)}
    row = rows.get(escalation.pk)
    rules.can_answer_below(
        meeting_state=meeting.state,
        on_table=row is not None,
        heard=row is not None and row.hearing is not None,
        decision=decision,
        promise_open=escalation.commitment.state == "open",
    )
    heard = EscalationHearing.objects.create(
        escalation=escalation,
        meeting=meeting,
        decision=decision,
        text=text,
        at=act.at,
        by_name=act.by_name,
    )
    if decision == Hearing.DEFERRED:
        told = _words(escalation, text, session=meeting.title)
        act.note("escalation.deferred", escalation, about=_about(escalation, meeting), **told)
        return heard
    _settle(act, escalation, decision, text, meeting)
    if decision == Hearing.FORWARDED:
        further = rules.further_is_named(to_forum)
        _raise(act, escalation.commitment, meeting.forum, further, text, meeting, escalation)
    return heard


def _locked(escalation: Escalation) -> Escalation:
    found = Escalation.objects.select_for_update(of=("self",)).select_related(
        "commitment__forum", "commitment__owner_organisation", "commitment__owner_person"
    )
    return found.select_related("to_forum", "from_forum").get(pk=escalation.pk)


def _words(escalation: Escalation, text: str, **more: Any) -> dict[str, Any]:
    return {"what": escalation.what, "forum": str(escalation.to_forum), "text": text, **more}


def _settle(
    act: OpenAct, escalation: Escalation, decision: str, text: str, meeting: Meeting | None
) -> None:
    session = [meeting] if meeting else []
    act.change(
        escalation,
        "escalation.answered",
        base=None,
        about=_about(escalation, *session),
        told=_words(escalation, text, form=decision, session=meeting.title if meeting else ""),
        state=rules.state_after_hearing(decision),
        decision=decision,
        answer=text,
        answered_at=act.at,
        answered_by=act.by_name,
    )


def withdraw_hearing(act: OpenAct, meeting: Meeting, hearing: EscalationHearing) -> None:
    """Take back what this session said about an escalation, while it is under way. It waits again, unless it had only
    been put off."""
    lock(meeting)
    escalation = _locked(hearing.escalation)
    further = Escalation.objects.filter(previous=escalation).first()
    settled = hearing.decision != Hearing.DEFERRED
    rules.can_take_back(meeting.state, settled and _moved_on(escalation, further))
    if further is not None:
        further.delete()
    hearing.delete()
    about, told = _about(escalation, meeting), _words(escalation, "", session=meeting.title)
    if not settled:
        act.note("hearing.withdrawn", escalation, about=about, **told)
        return
    nothing: Any = {"decision": "", "answer": "", "answered_at": None, "answered_by": ""}
    waits = {"state": EscalationState.WAITING, **nothing}
    act.change(escalation, "hearing.withdrawn", base=None, about=about, told=told, **waits)


def _moved_on(escalation: Escalation, further: Escalation | None) -> bool:
    """The forum further above has said something, or the promise was raised anew since."""
    if further is not None and (further.state != "waiting" or further.hearings.exists()):
        return True
    anew = Escalation.objects.filter(commitment=escalation.commitment_id, state="waiting")
    return anew.exclude(previous=escalation).exists()


def hand_escalations(act: OpenAct, forum: Forum, successor: Forum, text: str) -> int:
    """What waits before a forum that ends waits before its `successor` from now on, with a new file; what cannot go
    there stays waiting. Return how many went."""
    went = 0
    for escalation in _waiting_at(forum):
        commitment = escalation.commitment
        passed = {each.from_forum_id for each in queries.chain_of(escalation)}
        chain = passed | {commitment.forum_id, forum.pk}
        if rules.goes_on(
            promise_open=commitment.state == "open", chain=chain, successor=successor.pk
        ):
            _settle(act, escalation, Hearing.HANDED, text, None)
            _lay(act, commitment, forum, successor, escalation.reason, None, escalation)
            went += 1
    return went


def settle_taken(act: OpenAct, forum: Forum, text: str) -> None:
    """What a forum had raised to the one that took its promises over waits no more: it lies there as a promise."""
    for escalation in _waiting_at(forum):
        if escalation.commitment.forum_id == forum.pk:
            _settle(act, escalation, Hearing.HANDED, text, None)


def return_escalations(act: OpenAct, forum: Forum, text: str) -> int:
    """A forum that meets no more gives back what lies before it; return how many."""
    found = _waiting_at(forum)
    for escalation in found:
        _settle(act, escalation, Hearing.DISSOLVED, text, None)
    return len(found)


def _waiting_at(forum: Forum) -> list[Escalation]:
    waiting = Escalation.objects.filter(to_forum=forum, state="waiting").order_by("raised_at", "id")
    return [_locked(escalation) for escalation in waiting]


def change_patience(
    act: OpenAct, forum: Forum, *, sessions: int, base: int | None = None
) -> Patience:
    """After how many unsolved sessions the chair of this forum is asked."""
    rules.patience_is_sane(sessions)
    patience, _made = Patience.objects.get_or_create(
        forum=forum, defaults={"sessions": queries.patience_of(forum)}
    )
    told = {"forum": str(forum), "sessions": sessions}
    act.change(patience, "patience.changed", base=base, about=[forum], told=told, sessions=sessions)
    return patience

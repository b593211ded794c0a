"""What a session decides about a promise."""

from datetime import date, datetime
from typing import Any

from mufakat.commitments import queries, rules
from mufakat.commitments.models import Asked, Check, Commitment, DateRequest, Verdict
from mufakat.directory.models import Person
from mufakat.journal.actions import OpenAct, Subject

from .checks import record_check_in_session
from .rows import about_of, locked


def give_verdict(
    act: OpenAct,
    *,
    commitment: Commitment,
    session: Subject,
    session_on: date,
    session_at: datetime,
    verdict: str,
    reason: str = "",
    new_due_on: date | None = None,
    new_what: str = "",
    due_confirmed: bool = False,
    proof_seen: bool = False,
    checked_by: Person | None = None,
) -> Verdict:
    """A session says what became of a promise. The rules of the session itself are the room above's.

    `proof_seen`: the proof that was asked for was shown in the session. `checked_by`: the second person who looked at
    it there, where one is needed."""
    standing = locked(commitment)
    _pass_gate(act, standing, session, session_on, verdict, proof_seen, checked_by)
    what, due_on = _stood_at(standing, session_at)
    rules.verdict(
        verdict,
        reason=reason,
        session_on=session_on,
        due_on=due_on,
        new_due_on=new_due_on,
        new_what=new_what,
        confirmed=due_confirmed,
    )
    moves = verdict in ("continued", "changed")
    given = Verdict.objects.create(
        commitment=commitment,
        forum_id=commitment.forum_id,
        session_id=str(session.pk),
        session_label=str(session)[:200],
        session_on=session_on,
        session_at=session_at,
        verdict=verdict,
        reason=reason.strip(),
        due_before=due_on,
        due_after=new_due_on if moves and new_due_on else due_on,
        what_before=what,
        what_after=new_what.strip() if verdict == "changed" and new_what.strip() else what,
        sector=standing.sector,
        region_path=standing.region_path,
        proof_seen=proof_seen and verdict == "kept",
        given_at=act.at,
        given_by=act.by_name,
    )
    _answer_date(act, commitment, given)
    words = {
        "form": verdict,
        "what": what,
        "what_after": given.what_after,
        "due_on": given.due_after,
        "reason": given.reason,
    }
    _settle(act, commitment, "verdict.given", given, session, words)
    return given


def _pass_gate(
    act: OpenAct,
    standing: Commitment,
    session: Subject,
    on: date,
    verdict: str,
    proof_seen: bool,
    checked_by: Person | None,
) -> None:
    """What must be there before a session may say "kept"; who looked there is written down as a check."""
    if verdict != "kept":
        return
    gate = queries.gate_of(standing, act.by_id, on)
    rules.kept_is_shown(gate.proof_asked, evidence=gate.evidence, seen=proof_seen)
    rules.second_has_looked(needed=gate.needs_second, checked=gate.checked or bool(checked_by))
    if checked_by:
        told: dict[str, Any] = {"session_label": str(session), "session_on": on}
        record_check_in_session(act, commitment=standing, person=checked_by, **told)


def withdraw_verdict(act: OpenAct, verdict: Verdict, *, session: Subject) -> Commitment:
    """Take back a verdict that was given by mistake: wording and date are again what they were, and who was named with
    it as the second person has looked at nothing."""
    commitment = verdict.commitment
    Check.objects.filter(commitment=commitment, at=verdict.given_at, session_label__gt="").delete()
    words = {"what": commitment.what, "session_on": verdict.session_on}
    _ask_again(verdict)
    verdict.delete()
    _settle(act, commitment, "verdict.withdrawn", verdict, session, words)
    return commitment


def _answer_date(act: OpenAct, commitment: Commitment, given: Verdict) -> None:
    """The verdict answers the owner who waits for a new date."""
    for asked in DateRequest.objects.filter(commitment=commitment, state=Asked.WAITING):
        answer = rules.answer_to(asked.wanted_on, given.verdict, given.due_after)
        asked.state, asked.verdict = answer, given
        asked.save(update_fields=["state", "verdict"])
        words = {"form": answer, "what": commitment.what, "wanted_on": asked.wanted_on}
        act.note("date.answered", commitment, about=about_of(commitment), **words)


def _ask_again(verdict: Verdict) -> None:
    """A verdict that is taken back has answered nothing; a question asked since keeps its place."""
    for asked in verdict.answered.all():
        waits = DateRequest.objects.filter(
            commitment=verdict.commitment_id, state=Asked.WAITING
        ).exists()
        asked.state, asked.verdict = Asked.REPLACED if waits else Asked.WAITING, None
        asked.save(update_fields=["state", "verdict"])


def move_session(act: OpenAct, *, session: Subject, on: date, at: datetime) -> None:
    """Day or hour of a session were corrected: what was promised and judged in it is of then."""
    made = list(Commitment.objects.filter(source_id=str(session.pk)))
    for commitment in made:
        rules.due_date(commitment.due_on, on, confirmed=True)
    given = Verdict.objects.filter(session_id=str(session.pk)).select_related("commitment")
    for commitment in made:
        told = {"what": commitment.what, "session": str(session)}
        about = about_of(commitment, session)
        act.change(commitment, "commitment.moved", base=None, about=about, told=told, made_on=on)
    for verdict in given:
        rules.judged_after_made(verdict.commitment.made_on, on)
        before, verdict.session_on, verdict.session_at = verdict.session_on, on, at
        verdict.save()
        words: dict[str, Any] = {"what": verdict.commitment.what, "session_on": before}
        _settle(
            act, verdict.commitment, "commitment.moved", verdict, session, words, told=before != on
        )


def _stood_at(commitment: Commitment, at: datetime) -> tuple[str, date]:
    """Wording and date of a promise as a session that begins then finds them, also when it is written down late."""
    chain = commitment.verdicts.order_by("session_at", "given_at")
    if earlier := chain.filter(session_at__lte=at).last():
        return earlier.what_after, earlier.due_after
    if later := chain.first():
        return later.what_before, later.due_before
    return commitment.what, commitment.due_on


def _settle(
    act: OpenAct,
    commitment: Commitment,
    verb: str,
    verdict: Verdict,
    session: Subject,
    words: dict[str, Any],
    *,
    told: bool = True,
) -> None:
    """State, wording and date of the promise follow its last verdict, whichever was given or withdrawn now.

    An earlier session whose minutes are written down late does not undo what a later one decided. Not `told`: it is
    news only if something moves.
    """
    found = commitment.verdicts.order_by("session_at", "given_at")
    last = found.last()
    what, due_on = (
        (last.what_after, last.due_after) if last else (verdict.what_before, verdict.due_before)
    )
    moved = act.change(
        commitment,
        verb,
        base=None,
        about=about_of(commitment, session),
        told={**{k: str(v) for k, v in words.items()}, "session": str(session)},
        state=rules.state_after(found.values_list("session_at", "verdict")),
        due_on=due_on,
        what=what,
    )
    if told and not moved:
        about = about_of(commitment, session)
        act.note(verb, commitment, about=about, **words, session=str(session))

"""The only writes of promises."""

from datetime import date, datetime
from typing import Any

from mufakat.directory.models import Forum, Organisation, Person, Region
from mufakat.directory.queries import sector_of_person, stands_for
from mufakat.journal.actions import OpenAct, Subject

from . import rules
from .models import Commitment, Update, Verdict


def record_commitment(
    act: OpenAct,
    *,
    forum: Forum,
    source: Subject,
    made_on: date,
    what: str,
    due_on: date,
    owner_organisation: Organisation | None = None,
    owner_person: Person | None = None,
    sector: str = "",
    region: Region | None = None,
    amount_idr: int | None = None,
    funding_source: str = "",
    proof_asked: str = "",
    due_confirmed: bool = False,
    owner_confirmed: bool = False,
) -> Commitment:
    """Write down a promise made in `source` (a meeting) on `made_on`. Where: `region`, else the forum's home."""
    rules.owner_is_named(owner_organisation, owner_person)
    _ask_about_owner(forum, owner_organisation, owner_person, made_on, owner_confirmed)
    rules.due_date(due_on, made_on, due_confirmed)
    rules.money(amount_idr, funding_source)
    where = region or forum.region
    commitment = Commitment.objects.create(
        forum=forum,
        what=what,
        owner_organisation=owner_organisation,
        owner_person=owner_person,
        sector=_sector(owner_organisation, owner_person, made_on, sector),
        region=where,
        region_path=where.path,
        due_on=due_on,
        amount_idr=amount_idr,
        funding_source=funding_source,
        proof_asked=proof_asked,
        made_on=made_on,
        source_kind=source._meta.model_name or "",
        source_id=str(source.pk),
        source_label=str(source)[:200],
    )
    act.note(
        "commitment.recorded",
        commitment,
        about=_about(commitment, source),
        what=what,
        owner=commitment.owner,
        due_on=due_on,
        region=where.code,
        amount_idr=amount_idr,
        funding_source=funding_source,
    )
    return commitment


def _ask_about_owner(
    forum: Forum,
    organisation: Organisation | None,
    person: Person | None,
    on: date,
    confirmed: bool,
) -> None:
    stands = bool(organisation and person and stands_for(person, organisation, forum, on))
    rules.person_stands_for(person, organisation, stands, confirmed)


def _sector(
    organisation: Organisation | None, person: Person | None, on: date, otherwise: str
) -> str:
    """The sector that answers for a promise: the organisation's, else that of the person's office on the day."""
    if organisation:
        return organisation.sector
    return otherwise or (sector_of_person(person, on) if person else "") or "lainnya"


def change_commitment(
    act: OpenAct,
    commitment: Commitment,
    *,
    source: Subject | None = None,
    base: int | None = None,
    due_confirmed: bool = False,
    owner_confirmed: bool = False,
    **fields: Any,
) -> Commitment:
    """Correct what was written down wrongly; what a session decides anew is a verdict, not a correction.
    The correction is told on the page of `source` (the meeting), too."""
    body, person = owners = (
        fields.get("owner_organisation", commitment.owner_organisation),
        fields.get("owner_person", commitment.owner_person),
    )
    before = commitment.owner_organisation_id, commitment.owner_person_id
    rules.still_open(_locked(commitment).state)
    rules.not_judged_yet(commitment.verdicts.exists())
    rules.owner_is_named(*owners)
    # Who was asked about when it was written down is not asked about again.
    if before != (body and body.pk, person and person.pk):
        _ask_about_owner(commitment.forum, *owners, commitment.made_on, owner_confirmed)
    rules.due_date(fields.get("due_on", commitment.due_on), commitment.made_on, due_confirmed)
    rules.money(
        fields.get("amount_idr", commitment.amount_idr),
        fields.get("funding_source", commitment.funding_source),
    )
    if {"owner_organisation", "owner_person"} & fields.keys():
        fields["sector"] = _sector(*owners, commitment.made_on, "")
    if "region" in fields:
        fields["region"] = fields["region"] or commitment.forum.region
        fields["region_path"] = fields["region"].path
    act.change(
        commitment,
        "commitment.changed",
        base=base,
        about=_about(commitment, *([source] if source else [])),
        told={"what": fields.get("what", commitment.what)},
        **fields,
    )
    return commitment


def withdraw_commitment(
    act: OpenAct, commitment: Commitment, *, source: Subject, reason: str
) -> None:
    """Take back a promise that was written down by mistake, as if it had never been made: the row goes, so that it
    counts nowhere, and the event keeps the whole text. The rules of the session itself are the room above's."""
    found = _locked(commitment)
    rules.can_withdraw(reason, verdicts=found.verdicts.exists(), updates=found.updates.exists())
    act.note(
        "commitment.withdrawn",
        found,
        about=_about(found, source),
        what=found.what,
        owner=found.owner,
        reason=reason.strip(),
        due_on=found.due_on,
        region=found.region.code,
        amount_idr=found.amount_idr,
        funding_source=found.funding_source,
        proof_asked=found.proof_asked,
        session=str(source),
        # Where it was counted.
        forum=found.forum_id,
        sector=found.sector,
        region_path=found.region_path,
        made_on=found.made_on,
    )
    found.delete()


def record_update(
    act: OpenAct,
    *,
    commitment: Commitment,
    text: str,
    progress: int | None = None,
    says_done: bool = False,
) -> Update:
    """The owner (or the notulis for the owner) reports. Only a session can close the promise."""
    rules.still_open(_locked(commitment).state)
    rules.progress(progress)
    update = Update.objects.create(
        commitment=commitment,
        text=text,
        progress=100 if says_done else progress,
        says_done=says_done,
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
    )
    act.note(
        "update.recorded",
        commitment,
        about=_about(commitment),
        form="done" if says_done else "",
        what=commitment.what,
        text=text,
        progress=update.progress,
        update=str(update.pk),
    )
    return update


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
) -> Verdict:
    """A session says what became of a promise. The rules of the session itself are the room above's."""
    locked = _locked(commitment)
    what, due_on = _stood_at(locked, session_at)
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
        sector=locked.sector,
        region_path=locked.region_path,
        given_at=act.at,
        given_by=act.by_name,
    )
    words = {
        "form": verdict,
        "what": what,
        "what_after": given.what_after,
        "due_on": given.due_after,
        "reason": given.reason,
    }
    _settle(act, commitment, "verdict.given", given, session, words)
    return given


def withdraw_verdict(act: OpenAct, verdict: Verdict, *, session: Subject) -> Commitment:
    """Take back a verdict that was given by mistake: wording and date are again what they were."""
    commitment = verdict.commitment
    words = {"what": commitment.what, "session_on": verdict.session_on}
    verdict.delete()
    _settle(act, commitment, "verdict.withdrawn", verdict, session, words)
    return commitment


def move_session(act: OpenAct, *, session: Subject, on: date, at: datetime) -> None:
    """Day or hour of a session were corrected: what was promised and judged in it is of then."""
    made = list(Commitment.objects.filter(source_id=str(session.pk)))
    for commitment in made:
        rules.due_date(commitment.due_on, on, confirmed=True)
    given = Verdict.objects.filter(session_id=str(session.pk)).select_related("commitment")
    for commitment in made:
        told = {"what": commitment.what, "session": str(session)}
        about = _about(commitment, session)
        act.change(commitment, "commitment.moved", base=None, about=about, told=told, made_on=on)
    for verdict in given:
        rules.judged_after_made(verdict.commitment.made_on, on)
        before, verdict.session_on, verdict.session_at = verdict.session_on, on, at
        verdict.save()
        words: dict[str, Any] = {"what": verdict.commitment.what, "session_on": before}
        _settle(
            act, verdict.commitment, "commitment.moved", verdict, session, words, told=before != on
        )


def _locked(commitment: Commitment) -> Commitment:
    """The promise as it stands now, kept so until this act ends."""
    found = Commitment.objects.select_for_update(of=("self",)).filter(pk=commitment.pk).first()
    rules.still_written_down(found is not None)
    return found or commitment


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
        about=_about(commitment, session),
        told={**{k: str(v) for k, v in words.items()}, "session": str(session)},
        state=rules.state_after(found.values_list("session_at", "verdict")),
        due_on=due_on,
        what=what,
    )
    if told and not moved:
        about = _about(commitment, session)
        act.note(verb, commitment, about=about, **words, session=str(session))


def _about(commitment: Commitment, *more: Subject) -> list[Subject]:
    """On which pages it is told: the forum's, the place's, the owner's, and where it was made or judged."""
    others = (
        commitment.forum,
        commitment.region,
        commitment.owner_organisation,
        commitment.owner_person,
    )
    return [x for x in (*others, *more) if x is not None]

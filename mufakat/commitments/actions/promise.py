"""Write down a promise, correct it, take it back."""

from datetime import date
from typing import Any

from mufakat.commitments import rules
from mufakat.commitments.models import Commitment, Priority
from mufakat.directory.models import Forum, Organisation, Person, Region
from mufakat.directory.queries import sector_of_person, stands_for
from mufakat.journal.actions import OpenAct, Subject

from .handing import end_links
from .rows import about_of, locked


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
    priority: str = "",
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
        id=act.new_key(),
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
        priority=priority or Priority.NORMAL,
        made_on=made_on,
        source_kind=source._meta.model_name or "",
        source_id=str(source.pk),
        source_label=str(source)[:200],
    )
    act.note(
        "commitment.recorded",
        commitment,
        about=about_of(commitment, source),
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
    if person:
        rules.person_is_here(person, person.valid_to, on, confirmed)


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
    rules.still_open(locked(commitment).state)
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
    if "priority" in fields:
        fields["priority"] = fields["priority"] or Priority.NORMAL
    if {"owner_organisation", "owner_person"} & fields.keys():
        fields["sector"] = _sector(*owners, commitment.made_on, "")
    if "region" in fields:
        fields["region"] = fields["region"] or commitment.forum.region
        fields["region_path"] = fields["region"].path
    act.change(
        commitment,
        "commitment.changed",
        base=base,
        about=about_of(commitment, *([source] if source else [])),
        told={"what": fields.get("what", commitment.what)},
        **fields,
    )
    if before != (commitment.owner_organisation_id, commitment.owner_person_id):
        end_links(act, commitment)
    return commitment


def withdraw_commitment(
    act: OpenAct, commitment: Commitment, *, source: Subject, reason: str
) -> None:
    """Take back a promise that was written down by mistake, as if it had never been made: the row goes, so that it
    counts nowhere, and the event keeps the whole text. The rules of the session itself are the room above's."""
    found = locked(commitment)
    told = found.updates.exists() or found.requests.exists() or found.checks.exists()
    rules.can_withdraw(reason, verdicts=found.verdicts.exists(), updates=told)
    end_links(act, found)
    act.note(
        "commitment.withdrawn",
        found,
        about=about_of(found, source),
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
        owner_organisation=str(found.owner_organisation_id or ""),
    )
    found.delete()

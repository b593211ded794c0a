"""A second person says whether the proof is adequate."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mufakat.commitments import queries, rules
from mufakat.commitments.models import Check, Commitment, Update
from mufakat.directory.models import Person
from mufakat.journal.actions import OpenAct

from .rows import about_of, locked


def record_check(
    act: OpenAct,
    *,
    commitment: Commitment,
    adequate: bool,
    reason: str = "",
) -> Check:
    """The writer looked. What is not adequate counts as running again: the report that said "done" no longer does."""
    standing = locked(commitment)
    rules.still_open(standing.state)
    rules.check_says_why(adequate, reason)
    last = standing.updates.order_by("at").last()
    rules.there_is_something_to_see(last is not None)
    on = act.at.astimezone(ZoneInfo(standing.region.timezone)).date()
    person = queries.person_of(act.by_id)
    owner, reporter = queries.concerned(standing, person, act.by_id, on)
    rules.second_is_another(owner=owner, reporter=reporter)
    seen = {"looker_id": person, "looked_on": on}
    check = _write(act, standing, last, adequate=adequate, reason=reason.strip(), **seen)
    if not adequate and last is not None:
        _runs_again(last)
    return check


def record_check_in_session(
    act: OpenAct, *, commitment: Commitment, person: Person, session_label: str, session_on: date
) -> Check:
    """`person` looked at what was shown in the session that says "kept" now, and was content. The promise may be
    closed: by a later session, when this one is written down late."""
    owner, reporter = queries.concerned(commitment, person.pk, "", session_on)
    rules.second_is_another(owner=owner, reporter=reporter, field="checked_by")
    last = commitment.updates.order_by("at").last()
    told = {"person": person, "session_label": session_label[:200]}
    seen = {"looker": person, "looked_on": session_on}
    return _write(act, commitment, last, adequate=True, **told, **seen)


def _write(
    act: OpenAct, commitment: Commitment, last: Update | None, *, adequate: bool, **fields: Any
) -> Check:
    check = Check.objects.create(
        commitment=commitment,
        update=last,
        adequate=adequate,
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
        what=commitment.what,
        due_on=commitment.due_on,
        amount_idr=commitment.amount_idr or 0,
        proof_asked=commitment.proof_asked,
        owner=commitment.owner_organisation_id or commitment.owner_person_id,
        **fields,
    )
    act.note(
        "check.recorded",
        commitment,
        about=about_of(commitment),
        form="" if adequate else "inadequate",
        what=commitment.what,
        by=check.who,
        reason=check.reason,
    )
    return check


def _runs_again(update: Update) -> None:
    """It was reported as done; the check that says otherwise names this report, so nothing is forgotten."""
    update.says_done = False
    update.version += 1
    update.save(update_fields=["says_done", "version"])

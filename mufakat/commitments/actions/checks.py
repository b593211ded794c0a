"""A second person says whether the proof is adequate."""

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
    person: Person | None = None,
    session_label: str = "",
) -> Check:
    """Who looked is the writer, or `person` for whom it is written down in a session. What is not adequate counts as
    running again: the report that said "done" no longer does."""
    rules.still_open(locked(commitment).state)
    rules.check_says_why(adequate, reason)
    last = commitment.updates.order_by("at").last()
    rules.there_is_something_to_see(last is not None or bool(session_label))
    looked = person.pk if person else queries.person_of(act.by_id)
    owner, reporter = queries.concerned(commitment, looked, act.by_id if not person else "")
    field = "checked_by" if person else None
    rules.second_is_another(owner=owner, reporter=reporter, field=field)
    check = Check.objects.create(
        commitment=commitment,
        update=last,
        adequate=adequate,
        reason=reason.strip(),
        person=person,
        session_label=session_label[:200],
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
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
    if not adequate and last is not None:
        _runs_again(last)
    return check


def _runs_again(update: Update) -> None:
    """It was reported as done; the check that says otherwise names this report, so nothing is forgotten."""
    update.says_done = False
    update.version += 1
    update.save(update_fields=["says_done", "version"])

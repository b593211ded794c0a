"""What the owner reports, with what shows it; and the new date that he asks for."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from mufakat.commitments import rules
from mufakat.commitments.models import Asked, Commitment, DateRequest, Evidence, ProofKind, Update
from mufakat.commitments.proofs import Proof
from mufakat.core import clock
from mufakat.journal.actions import OpenAct

from .rows import about_of, judging_now, locked


def record_update(
    act: OpenAct,
    *,
    commitment: Commitment,
    text: str,
    progress: int | None = None,
    says_done: bool = False,
    proofs: Sequence[Proof] = (),
) -> Update:
    """The owner (or the notulis for the owner) reports. Only a session can close the promise."""
    rules.still_open(locked(commitment).state)
    rules.progress(progress)
    rules.done_is_whole(says_done, progress)
    rules.few_files(len(proofs))
    today = commitment.updates.filter(by_id=act.by_id, at__gt=act.at - timedelta(days=1)).count()
    files = commitment.evidence.filter(withdrawn_at=None).count() if proofs else 0
    rules.room_for_more(today, files + len(proofs))
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
        about=about_of(commitment),
        form="done" if says_done else "",
        what=commitment.what,
        text=text,
        progress=update.progress,
        update=str(update.pk),
    )
    for proof in proofs:
        _keep(act, update, proof)
    return update


def _keep(act: OpenAct, update: Update, proof: Proof) -> Evidence:
    """The bytes are written before the row: an act that fails after this leaves a file that nothing names."""
    seen, commitment = proof.seen, update.commitment
    evidence = Evidence(
        commitment=commitment,
        update=update,
        kind=ProofKind.PHOTO if seen else ProofKind.PAPER,
        name=proof.name or "",
        size=len(proof.content),
        sha256=proof.sha256,
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
    )
    evidence.file.save("", proof, save=False)
    if seen:
        evidence.thumb.save("", ContentFile(seen.thumb), save=False)
        evidence.width, evidence.height, evidence.taken_at = seen.width, seen.height, seen.taken_at
        evidence.latitude, evidence.longitude = seen.latitude, seen.longitude
    evidence.save(force_insert=True)
    told = {"kind": evidence.kind, "size": evidence.size, "sha256": evidence.sha256}
    what = {"name": evidence.name, "what": commitment.what}
    act.note("evidence.recorded", evidence, about=[commitment], **told, **what)
    return evidence


def withdraw_evidence(act: OpenAct, evidence: Evidence, *, reason: str) -> None:
    """The file goes, with all that a photo may tell of people (UU 27/2022), also of a promise that is closed; that it
    was there, and why it is there no more, stays."""
    fresh = Evidence.objects.select_for_update().get(pk=evidence.pk)
    rules.evidence_stands(fresh.withdrawn_at is not None)
    files = [(each.storage, str(each.name)) for each in (fresh.file, fresh.thumb) if each]
    act.change(
        evidence,
        "evidence.withdrawn",
        base=None,
        about=[evidence.commitment, *judging_now(evidence.commitment)],
        told={"name": evidence.name, "what": evidence.commitment.what, "reason": reason.strip()},
        unsaid=("latitude", "longitude", "taken_at", "file", "thumb"),
        file="",
        thumb="",
        latitude=None,
        longitude=None,
        taken_at=None,
        withdrawn_at=act.at,
        withdrawn_by=act.by_name,
        withdrawn_reason=reason.strip(),
    )
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


def request_date(
    act: OpenAct, *, commitment: Commitment, wanted_on: date, reason: str
) -> DateRequest:
    """The owner asks for a new date; it lies on the table of the next session. A newer question takes the place of
    one that waits."""
    standing = locked(commitment)
    rules.still_open(standing.state)
    rules.somebody_answers(commitment.forum.valid_to)
    rules.new_date(wanted_on, standing.due_on, clock.today())
    for before in DateRequest.objects.filter(commitment=commitment, state=Asked.WAITING):
        before.state = Asked.REPLACED
        before.save(update_fields=["state"])
    asked = DateRequest.objects.create(
        commitment=commitment,
        wanted_on=wanted_on,
        reason=reason.strip(),
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
    )
    words = {"what": commitment.what, "wanted_on": wanted_on, "reason": asked.reason}
    act.note("date.requested", commitment, about=about_of(commitment), **words)
    return asked

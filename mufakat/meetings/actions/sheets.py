"""The joint commitment of a session: written, signed, closed."""

from typing import Any

from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import CommitmentSignature, JointCommitment, Meeting, Participant

from .lock import lock


def record_sheet(act: OpenAct, meeting: Meeting, *, text: str, points: str) -> JointCommitment:
    """Write the sheet that those present sign."""
    lock(meeting)
    rules.can_work(meeting.state)
    rules.sheet_is_new(JointCommitment.objects.filter(meeting=meeting).exists())
    sheet = JointCommitment(meeting=meeting, text=text, points=points)
    rules.sheet_has_points(sheet.listed)
    sheet.save(force_insert=True)
    act.note("sheet.recorded", sheet, about=[meeting], points=len(sheet.listed))
    return sheet


def change_sheet(
    act: OpenAct, sheet: JointCommitment, *, base: int | None = None, **fields: Any
) -> JointCommitment:
    """Change the text while nobody has signed it."""
    meeting = sheet.meeting
    lock(meeting)
    rules.can_work(meeting.state)
    _is_open(sheet)
    rules.text_is_unsigned(sheet.signatures.count())
    rules.sheet_has_points(JointCommitment(points=fields.get("points", sheet.points)).listed)
    act.change(sheet, "sheet.changed", base=base, about=[meeting], **fields)
    return sheet


def sign_sheet(
    act: OpenAct,
    sheet: JointCommitment,
    *,
    participant: Participant,
    signature: str = "",
    on_paper: bool = False,
) -> CommitmentSignature:
    """Somebody present signs, with a finger or on paper. After ratification the signature stands in the addendum."""
    meeting = sheet.meeting
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    _is_open(sheet)
    present = meeting.participants.filter(pk=participant.pk, present=True).exists()
    rules.signer_is_present(present)
    rules.signs_once(sheet.signatures.filter(participant=participant).exists())
    strokes = [] if on_paper else rules.strokes_of(signature)
    rules.is_signed(bool(strokes), on_paper)
    signed = CommitmentSignature.objects.create(
        sheet=sheet,
        participant=participant,
        strokes=strokes,
        on_paper=on_paper,
        at=act.at,
        by_name=act.by_name,
        late_at=act.at if late else None,
    )
    form = "late" if late else ""
    about = [meeting, sheet]
    act.note("sheet.signed", signed, about=about, name=participant.name, form=form)
    return signed


def withdraw_signature(act: OpenAct, signature: CommitmentSignature, *, reason: str) -> None:
    """Take back a signature that was set for the wrong person."""
    sheet = signature.sheet
    lock(sheet.meeting)
    rules.can_work(sheet.meeting.state)
    _is_open(sheet)
    name = signature.participant.name
    act.note(
        "signature.withdrawn", signature, about=[sheet.meeting, sheet], name=name, reason=reason
    )
    signature.delete()


def close_sheet(act: OpenAct, sheet: JointCommitment) -> JointCommitment:
    """Freeze the sheet with its signatures; the journal keeps its digest. Once the minutes are ratified no signature is
    taken back any more: that of somebody who is not on their list of those present is left out."""
    meeting = sheet.meeting
    lock(meeting)
    late = rules.can_write_minutes(meeting.state)
    _is_open(sheet)
    if not late:
        absent = sheet.signatures.filter(participant__present=False)
        names = absent.order_by("participant__name").values_list("participant__name", flat=True)
        rules.signers_are_present(list(names))
    frozen = queries.sheet_facts(sheet)
    rules.somebody_signed(len(frozen["signatures"]))
    digest = digest_of(frozen)
    act.change(
        sheet,
        "sheet.closed",
        base=None,
        about=[meeting],
        told={"signed": len(frozen["signatures"]), "sheet": digest},
        unsaid=["frozen"],
        frozen=frozen,
        digest=digest,
        closed_at=act.at,
        closed_by=act.by_name,
    )
    return sheet


def _is_open(sheet: JointCommitment) -> None:
    sheet.refresh_from_db(fields=["closed_at"])
    rules.sheet_is_open(sheet.closed_at is not None)

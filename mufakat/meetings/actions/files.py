"""What is put into the accountability file of a session: at once, or announced first and complete when it arrives."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from mufakat.commitments.models import ProofKind
from mufakat.core import clock
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.documents import Document
from mufakat.meetings.models import Expense, Meeting, SessionFile

from .lock import lock


def record_files(
    act: OpenAct, meeting: Meeting, *, photos: Sequence[Document], **told: Any
) -> list[SessionFile]:
    """Several files of one part at once, with the same words; or one that is announced by its `sha256`."""
    rules.few_at_once(len(photos))
    if not photos:
        return [record_file(act, meeting, **told)]
    return [record_file(act, meeting, document=each, **told) for each in photos]


def record_file(
    act: OpenAct,
    meeting: Meeting,
    *,
    part: str,
    document: Document | None = None,
    sha256: str = "",
    size: int = 0,
    name: str = "",
    caption: str = "",
    taken_on: date | None = None,
    place: str = "",
    expenses: Sequence[Expense] = (),
) -> SessionFile:
    """Put a photo or a paper into a part of the file. Without `document` it is announced by `sha256` and `size` (of the
    bytes that the device will send) and waits for them. `expenses`: the lines of the recap that it proves."""
    lock(meeting)
    rules.can_file(meeting.state)
    parts = queries.spj_parts()
    rules.part_is_known(part, parts)
    photo = parts[part].get("photo", False)
    rules.is_photo_where_asked(photo, document.is_photo if document else None)
    rules.photo_says_where(photo, taken_on, place, clock.today(meeting.zone))
    for expense in expenses:
        rules.receipt_fits(expense.paper, part)
        rules.expense_stands(expense.withdrawn_at is not None)
    sha256 = document.sent_sha256 if document else sha256
    rules.digest_is_whole(sha256)
    rules.size_is_kept(document.sent_size if document else size)
    standing = meeting.files.filter(withdrawn_at=None)
    rules.files_have_room(standing.count() + 1)
    called = (document.name if document else name) or ""
    rules.file_is_new(standing.filter(part=part, sha256=sha256).exists(), called)
    row = SessionFile(
        id=act.new_key(),
        meeting=meeting,
        part=part,
        caption=caption.strip(),
        name=called[:120],
        sha256=sha256,
        size=document.sent_size if document else size,
        taken_on=taken_on,
        place=place.strip(),
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
    )
    if document:
        _put(row, document, act)
    row.save(force_insert=True)
    for expense in expenses:
        expense.receipts.add(row)
    words = {"name": str(row), "part": part, "size": row.size, "sha256": sha256}
    form = "" if document else "waiting"
    act.note("file.recorded", row, about=_about(meeting, expenses), form=form, **words)
    return row


def complete_file(act: OpenAct, file: SessionFile, *, document: Document) -> SessionFile:
    """The bytes of an announced file arrived: kept if they are the ones that were announced."""
    lock(file.meeting)
    fresh = SessionFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    rules.file_stands(fresh.withdrawn_at is not None)
    rules.file_waits(fresh.arrived_at is not None)
    rules.is_the_file_promised(fresh.sha256, document.sent_sha256)
    photo = queries.spj_parts()[fresh.part].get("photo", False)
    rules.is_photo_where_asked(photo, document.is_photo)
    _put(fresh, document, act)
    fresh.size = document.sent_size
    fresh.version += 1
    fresh.save()
    told = {"name": str(fresh), "part": fresh.part, "sha256": fresh.sha256}
    act.note("file.completed", fresh, about=_about(file.meeting), **told)
    return fresh


def withdraw_file(act: OpenAct, file: SessionFile, *, reason: str) -> None:
    """The bytes go, with all that they may tell of people (UU 27/2022); that a file was there, and why it is there no
    more, stays."""
    lock(file.meeting)
    fresh = SessionFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    rules.file_stands(fresh.withdrawn_at is not None)
    files = [(each.storage, str(each.name)) for each in (fresh.file, fresh.thumb) if each]
    act.change(
        file,
        "file.withdrawn",
        base=None,
        about=_about(file.meeting),
        told={"name": str(fresh), "part": fresh.part, "reason": reason.strip()},
        unsaid=("file", "thumb"),
        file="",
        thumb="",
        withdrawn_at=act.at,
        withdrawn_by=act.by_name,
        withdrawn_reason=reason.strip(),
    )
    for storage, stored in files:
        transaction.on_commit(partial(storage.delete, stored))


def _put(row: SessionFile, document: Document, act: OpenAct) -> None:
    """The bytes are written before the row: an act that fails after this leaves a file that nothing names."""
    seen = document.seen
    row.kind = ProofKind.PHOTO if seen else ProofKind.PAPER
    row.file.save("", document.proof, save=False)
    if seen:
        row.thumb.save("", ContentFile(seen.thumb), save=False)
        row.width, row.height = seen.width, seen.height
    row.kept_sha256, row.kept_size = document.proof.sha256, len(document.proof.content)
    row.pages, row.arrived_at = document.pages, act.at


def _about(meeting: Meeting, expenses: Sequence[Expense] = ()) -> list[Any]:
    return [meeting, meeting.forum, *expenses]

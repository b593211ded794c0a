"""Bytes find the entry that names them, whichever came first."""

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet

from mufakat.commitments.proofs import proof_of
from mufakat.core.errors import RuleBroken
from mufakat.indicators.actions.photos import complete_photo
from mufakat.indicators.models import AssessmentPhoto
from mufakat.journal.actions import AlreadyDone, OpenAct, act
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.actions import complete_file
from mufakat.meetings.documents import document_of
from mufakat.meetings.models import SessionFile

from . import files
from .models import Entry

logger = logging.getLogger(__name__)
Complete = Callable[[OpenAct], object]
Read = Callable[[Any, bytes], Complete]


def bring_together(user: Any, digest: str) -> int:
    """Give a file that arrived whole to every row that waits for these very bytes: what this user wrote, what he had
    written and somebody else decided about, and what stands in sessions in whose file he writes; how many there were.
    What is no photo and no paper stays with the row's "waits for its file", and is forgotten with what nobody asks for.
    """
    data = files.bytes_of(user, digest)
    if data is None:
        return 0
    decided = Entry.objects.filter(user=user.pk).values("again_id")
    own = Q(by_id=str(user.pk)) | Q(pk__in=decided)
    given = 0
    for row in _files(user, own).filter(sha256=digest):
        given += _given(user, row, digest, _read_file, data)
    for photo in _photos(own).filter(sha256=digest):
        given += _given(user, photo, digest, _read_photo, data)
    if given:
        files.forget(user, digest)
    return given


def _files(user: Any, own: Q) -> QuerySet[SessionFile]:
    """Of sessions: announced, and not here yet."""
    theirs = own | Q(meeting__in=visible_meetings(user, "file.record"))
    found = SessionFile.objects.filter(theirs, arrived_at=None, withdrawn_at=None)
    return found.select_related("meeting__forum")


def _photos(own: Q) -> QuerySet[AssessmentPhoto]:
    """The same of assessments."""
    found = AssessmentPhoto.objects.filter(own, file="", withdrawn_at=None)
    return found.select_related("assessment__of_version", "assessment__organisation__region")


def _given(user: Any, row: Any, digest: str, read: Read, data: bytes) -> int:
    """1 if it is there now. Reading a picture takes long: it is read before the act begins."""
    try:
        complete = read(row, data)
        with act(uuid5(row.pk, digest), by=user, via="outbox") as open_act:
            complete(open_act)
    except AlreadyDone:
        return 1
    except RuleBroken as broken:
        logger.warning("A file that arrived is not kept: %s", broken.code)
        return 0
    return 1


def _read_file(row: SessionFile, data: bytes) -> Complete:
    sent = ContentFile(data, row.name or "foto.jpg")
    document = document_of(sent, zone=row.meeting.zone)
    return lambda open_act: complete_file(open_act, row, document=document)


def _read_photo(row: AssessmentPhoto, data: bytes) -> Complete:
    zone = ZoneInfo(row.assessment.organisation.region.timezone)
    proof = proof_of(ContentFile(data, "foto.jpg"), place=False, zone=zone)
    sent = sha256(data).hexdigest()
    return lambda open_act: complete_photo(open_act, row, proof=proof, sent_sha256=sent)

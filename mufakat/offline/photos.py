"""Bytes find the entry that names them, whichever came first."""

import logging
from typing import Any
from uuid import uuid5

from django.core.files.base import ContentFile
from django.db.models import Q

from mufakat.core.errors import RuleBroken
from mufakat.journal.actions import AlreadyDone, act
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.actions import complete_file
from mufakat.meetings.documents import document_of
from mufakat.meetings.models import SessionFile

from . import files
from .models import Entry

logger = logging.getLogger(__name__)


def bring_together(user: Any, digest: str) -> int:
    """Give a file that arrived whole to every row that waits for these very bytes: what this user wrote, what he had
    written and somebody else decided about, and what stands in sessions in whose file he writes; how many there were.
    What is no photo and no paper stays with the row's "waits for its file", and is forgotten with what nobody asks for.
    """
    data = files.bytes_of(user, digest)
    if data is None:
        return 0
    decided = Entry.objects.filter(user=user.pk).values("again_id")
    waiting = SessionFile.objects.filter(
        Q(by_id=str(user.pk))
        | Q(pk__in=decided)
        | Q(meeting__in=visible_meetings(user, "file.record")),
        sha256=digest,
        arrived_at=None,
        withdrawn_at=None,
    )
    given = 0
    for row in waiting.select_related("meeting__forum"):
        try:
            sent = ContentFile(data, row.name or "foto.jpg")
            document = document_of(sent, zone=row.meeting.zone)
            with act(uuid5(row.pk, digest), by=user, via="outbox") as open_act:
                complete_file(open_act, row, document=document)
            given += 1
        except AlreadyDone:
            given += 1
        except RuleBroken as broken:
            logger.warning("A file that arrived is not kept: %s", broken.code)
    if given:
        files.forget(user, digest)
    return given

"""The accountability file leaves the house: an edition that never changes, under a key that anybody may check."""

from django.core.files.base import File

from mufakat.journal.actions import OpenAct
from mufakat.journal.queries import last_told
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.meetings.papers.spj.making import Made
from mufakat.meetings.rules import issuing

from .lock import lock


def issue_file(act: OpenAct, meeting: Meeting, made: Made) -> IssuedFile:
    """Keep an edition that was made (outside of the act: it takes seconds) of what is still so."""
    lock(meeting)
    issuing.nothing_came_between(made.seen, last_told(meeting))
    row = IssuedFile(
        meeting=meeting,
        edition=made.issue.edition,
        key=made.issue.key,
        paper=made.paper,
        sha256=made.sha256,
        size=made.size,
        pages=made.pages,
        content=made.content,
        archive_sha256=made.archive_sha256,
        archive_size=made.archive_size,
        told=made.told,
        at=made.issue.made_at,
        by_name=made.issue.by_name,
    )
    row.archive.save(row.PDF_NAME, File(made.archive), save=False)
    row.save(force_insert=True)
    act.note(
        "file.issued",
        row,
        about=[meeting],
        edition=row.edition,
        pages=row.pages,
        file=row.sha256,
        archive=row.archive_sha256,
        key=row.key,
    )
    return row

"""A file made ready to be issued: its key, its PDF and its archive, before anything is written into the journal."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import file_digest, sha256
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from mufakat.journal.queries import last_told
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries.issued import editions_of, public_facts
from mufakat.meetings.rules import issuing

from . import content_of, file_parts, spj_pdf
from .archive import write_archive
from .issues import Issue
from .parts import Listed


class Made(NamedTuple):
    """What is kept of an edition. `seen` is the number of the last event that went into it."""

    issue: Issue
    paper: str
    content: str
    sha256: str
    size: int
    pages: int
    archive: IO[bytes]
    archive_sha256: str
    archive_size: int
    told: dict[str, Any]
    seen: int


@contextmanager
def making(
    meeting: Meeting, *, on: date, at: datetime, by: str, paper: str, address: Callable[[str], str]
) -> Iterator[Made]:
    """The next edition; its archive lies in a temporary file as long as this is open. `address`: of the public page of
    a key. Raises `RuleBroken` before anything is made of what is not complete."""
    seen = last_told(meeting)
    found, parts = file_parts(meeting, on)
    waiting = sum(held.waiting for part in found.parts for held in part.held)
    issuing.can_issue_file(meeting.state, [part.label for part in found.missing], waiting)
    content, before = content_of(parts), editions_of(meeting)[:1]
    for last in before:
        issuing.file_has_changed(content, paper, (last.content, last.paper))
    edition = before[0].edition + 1 if before else 1
    key = issuing.spelt_key(
        "".join(secrets.choice(issuing.SIGNS) for _n in range(issuing.KEY_LENGTH))
    )
    issue = Issue(edition, key, address(key), at, by)
    pdf = spj_pdf(found, parts, paper=paper, issue=issue)
    with TemporaryFile() as archive:
        write_archive(archive, pdf, parts, paper=paper, at=at, zone=meeting.timezone)
        yield Made(
            issue,
            paper,
            content,
            sha256(pdf).hexdigest(),
            len(pdf),
            pages_of(pdf),
            archive,
            *_measured(archive),
            public_facts(meeting, [_told(part) for part in parts if part.sections]),
            seen,
        )


def pages_of(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def _measured(file: IO[bytes]) -> tuple[str, int]:
    size = file.seek(0, 2)
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest, size


def _told(part: Listed) -> dict[str, Any]:
    return {"number": part.number, "label": part.label}

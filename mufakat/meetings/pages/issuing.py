"""The accountability file as it is issued, and as it is read: as it was issued, or a draft of today."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZipFile

from django.urls import reverse

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.journal.actions import OpenAct
from mufakat.meetings import actions
from mufakat.meetings.forms.issuing import IssueFileForm
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.meetings.papers.spj import file_parts, spj_pdf
from mufakat.meetings.papers.spj.archive import write_archive
from mufakat.meetings.papers.spj.making import making

Issue = Callable[[OpenAct], IssuedFile]


@contextmanager
def ready_to_issue(request: Any, meeting: Meeting, form: IssueFileForm) -> Iterator[Issue]:
    """What the act does. The file is made before it begins, since that takes seconds in which others write; what a rule
    says against it is told within the act, so that a form that arrives twice is known again."""
    if request.method != "POST" or not form.is_valid():
        yield _not_asked
        return

    def address(key: str) -> str:
        return str(request.build_absolute_uri(reverse("check_file", kwargs={"key": key})))

    on, at, by = clock.today(meeting.zone), clock.now(), str(request.user)
    try:
        with making(
            meeting, on=on, at=at, by=by, paper=form.values["paper"], address=address
        ) as made:
            yield lambda act: actions.issue_file(act, meeting, made)
    except RuleBroken as broken:
        refusal = broken
    else:
        return

    def refuse(_act: OpenAct) -> IssuedFile:
        raise refusal

    yield refuse


def _not_asked(_act: OpenAct) -> IssuedFile:
    raise AssertionError("nothing was sent")


def name_of(meeting: Meeting, issued: IssuedFile | None) -> str:
    """What the file is called when it is kept, without its ending."""
    return f"spj-{meeting.starts_on}-" + (f"edisi-{issued.edition}" if issued else "rancangan")


def pdf_of(issued: IssuedFile | None, meeting: Meeting, on: date, paper: str) -> bytes:
    """As it was issued, to the last bit; else a draft."""
    if issued is None:
        return spj_pdf(*file_parts(meeting, on), paper=paper)
    with issued.archive.open("rb") as kept, ZipFile(kept) as archive:
        return archive.read(issued.PDF_NAME)


def archive_of(issued: IssuedFile | None, meeting: Meeting, on: date, paper: str) -> bytes:
    if issued is not None:
        with issued.archive.open("rb") as kept:
            return bytes(kept.read())
    found, parts = file_parts(meeting, on)
    pdf = spj_pdf(found, parts, paper=paper)
    with TemporaryFile() as made:
        write_archive(made, pdf, parts, paper=paper, at=meeting.starts_at, zone=meeting.timezone)
        made.seek(0)
        return made.read()

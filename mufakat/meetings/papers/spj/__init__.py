"""The accountability file of a session (SPJ) as one PDF: its cover, and every part as its own paper prints it."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import override

from mufakat.journal.rules import digest_of
from mufakat.meetings.models import Meeting
from mufakat.meetings.papers import PAPERS
from mufakat.meetings.papers.typesetting import typeset
from mufakat.meetings.queries.spj import file_of
from mufakat.meetings.queries.spj_set import SessionFileSet

from .cover import cover_facts
from .issues import Issue as Issue
from .parts import Listed, listed_parts
from .pictures import with_pictures

Facts = dict[str, Any]


def file_parts(meeting: Meeting, on: date) -> tuple[SessionFileSet, list[Listed]]:
    """What the file holds on a day, and what each part prints. The paper is Indonesian, whoever asks for it."""
    with override("id"):
        found = file_of(meeting, on)
        return found, listed_parts(found)


def content_of(parts: list[Listed]) -> str:
    """The digest of all that the file says: the same as long as nothing in it has changed."""
    return digest_of([part.said for part in parts])


def spj_pdf(
    found: SessionFileSet,
    parts: list[Listed],
    *,
    paper: str = "a4",
    issue: Issue | None = None,
) -> bytes:
    """The file as tagged PDF/A-2a and PDF/UA-1. Without `issue` it is a draft: marked as such, and without a key.
    The same facts give the same bytes. Raises ValueError for a paper that is not in PAPERS."""
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, not {paper}")
    width, height = PAPERS[paper]
    when = issue.made_at if issue else found.meeting.starts_at
    with TemporaryDirectory() as made, override("id"):
        root = Path(made)
        facts = cover_facts(found, content_of(parts), issue)
        facts["parts"] = [part.facts for part in with_pictures(parts, root)]
        facts |= {"width": width, "height": height}
        return typeset("spj.typ", facts, int(when.timestamp()) if when else 0, root=root)

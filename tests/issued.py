"""A session of the world whose accountability file is complete, and is issued. Built by actions."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from pypdf import PdfReader

from mufakat.core import clock
from mufakat.journal.actions import OpenAct
from mufakat.journal.queries import last_told
from mufakat.meetings import actions as meetings
from mufakat.meetings.documents import document_of
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.meetings.papers.spj import Issue
from mufakat.meetings.papers.spj.making import Made, making
from mufakat.meetings.queries.issued import public_facts
from mufakat.meetings.queries.spj import file_of

from .spj import WIB, document, pdf
from .world import World


def fill(world: World, meeting: Meeting, *, photos: int = 1) -> None:
    """Whatever is asked for and missing is put in: photos with day and place, else a paper of two pages."""
    on = meeting.starts_on
    assert on is not None
    with world.doing("notulis") as act:
        for part in file_of(meeting, clock.today()).missing:
            if part.code == "foto":
                for n in range(photos):
                    shades = {"name": f"foto-{n}.jpg", "colour": f"rgb({n}, {n * 2}, 99)"}
                    _photo(act, meeting, document(**shades), f"Foto {n + 1}", on)
            else:
                paper = document_of(pdf(2, f"{part.code}.pdf"), zone=WIB)
                meetings.record_file(
                    act, meeting, part=part.code, document=paper, caption=f"{part.label}, pindaian"
                )


def _photo(act: OpenAct, meeting: Meeting, photo: Any, caption: str, on: Any) -> None:
    told: Any = {"caption": caption, "taken_on": on, "place": "Aula Kecamatan"}
    meetings.record_file(act, meeting, part="foto", document=photo, **told)


def issue(world: World, meeting: Meeting, *, paper: str = "a4", who: str = "notulis") -> IssuedFile:
    """The next edition, as its page issues it."""
    user, at = world.users[who], clock.now()
    given: dict[str, Any] = {"on": clock.today(), "at": at, "by": str(user), "paper": paper}
    address = "https://mufakat.test/periksa/{}/".format
    with making(meeting, address=address, **given) as made, world.doing(who, at) as act:
        return meetings.issue_file(act, meeting, made)


def issue_blank(world: World, meeting: Meeting) -> IssuedFile:
    """An edition of which only key and public words matter: its bytes are nobody's file."""
    empty, at = sha256(b"").hexdigest(), clock.now()
    told = public_facts(meeting, [{"number": 1, "label": "Notulen"}])
    told |= {"title": "Rapat contoh", "forum": "Forum contoh"}
    issue = Issue(1, "AAAA-BBBB-CCCC", "", at, "Notulis")
    seen = last_told(meeting)
    made = Made(issue, "a4", empty, empty, 0, 1, BytesIO(), empty, 0, told, seen)
    with world.doing("notulis", at) as act:
        return meetings.issue_file(act, meeting, made)


def text_of(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def whole(issued: IssuedFile) -> ContentFile:  # type: ignore[type-arg]
    """Its PDF as a file that is sent."""
    from mufakat.meetings.pages.issuing import pdf_of

    return ContentFile(pdf_of(issued, issued.meeting, clock.today(), "a4"), "spj.pdf")

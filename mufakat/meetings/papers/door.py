"""The poster of the door: a big QR code for the wall. The place code changes, so it is on the screen, not on paper."""

import re

from django.utils.translation import override

from mufakat.core import dates
from mufakat.meetings.models import Meeting

from . import PAPERS
from .letters import qr_runs
from .typesetting import typeset


def pieces(address: str) -> list[str]:
    """An address as it is typed off: where it must go on in the next line, it does so after a slash."""
    return re.findall(r"[^/]+/*|/+", address)


def poster_pdf(meeting: Meeting, address: str, *, paper: str = "a4") -> bytes:
    width, height = PAPERS[paper]
    with override("id"):
        begin = meeting.starts_at
        when = dates.span_of(begin, meeting.ends_at, meeting.timezone) if begin else ""
    facts = {
        "title": meeting.title,
        "when": when,
        "place": meeting.place,
        "address": pieces(address),
        "qr": qr_runs(address),
        "width": width,
        "height": height,
    }
    return typeset("pintu.typ", facts, int(begin.timestamp()) if begin else 0)

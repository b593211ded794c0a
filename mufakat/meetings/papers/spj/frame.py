"""What every new paper of the file begins with: kop, heading, what and when; and who signs it."""

from datetime import date
from textwrap import shorten
from typing import Any

from mufakat.core import dates
from mufakat.meetings.models import Meeting
from mufakat.meetings.papers.attendance import head_of, kop_of, seat_of
from mufakat.meetings.queries.spj_signers import signers_of

Facts = dict[str, Any]


def short(title: str) -> str:
    return shorten(title, 80, placeholder=" …")


def frame_facts(meeting: Meeting, heading: str) -> Facts:
    return {
        "heading": heading,
        "title": meeting.title,
        "short_title": short(meeting.title),
        "kop": kop_of(meeting),
        "rows": head_of(meeting),
    }


def signed_facts(meeting: Meeting, paper: str, on: date | None) -> Facts:
    """Who signs this paper, as the district's reference data say, and where and when."""
    day = dates.long_date(on).partition(", ")[2] if on else "…" * 10  # filled in with a pen
    return {
        "people": [each._asdict() for each in signers_of(meeting, paper)],
        "place_and_day": f"{seat_of(meeting)}, {day}",
    }

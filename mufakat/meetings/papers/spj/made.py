"""What each paper of the house says within the file: the facts of its own template."""

from collections.abc import Callable
from typing import Any

from mufakat.meetings import queries
from mufakat.meetings.models import JointCommitment, Letter, Terms
from mufakat.meetings.papers.attendance import attendance_facts
from mufakat.meetings.papers.letters import letter_page
from mufakat.meetings.papers.minutes import minutes_facts
from mufakat.meetings.papers.room import proposals_facts, sheet_page_facts
from mufakat.meetings.queries.spj_set import SessionFileSet

from .agenda import agenda_facts
from .costs import costs_facts
from .plan import plan_facts
from .terms import terms_facts

Facts = dict[str, Any]
Found = SessionFileSet


def facts_of(kind: str, thing: Any, found: Found) -> Facts | None:
    """None where there is nothing to print."""
    return MADE[kind](thing, found)


def _letter(letter: Letter, found: Found) -> Facts | None:
    return letter_page(letter.snapshot, digest=letter.digest) if letter.snapshot else None


def _minutes(_thing: Any, found: Found) -> Facts | None:
    """As they were ratified, with what was added since."""
    minutes = queries.minutes_of(found.meeting) if found.meeting.is_ratified else None
    if minutes is None:
        return None
    addendum = queries.addendum_of(found.meeting, minutes)
    return minutes_facts(minutes.snapshot, digest=minutes.digest, addendum=addendum)


def _sheet(sheet: JointCommitment, found: Found) -> Facts:
    sheet.meeting = found.meeting
    return sheet_page_facts(sheet)


def _terms(terms: Terms, found: Found) -> Facts:
    return terms_facts(terms, found.meeting)


MADE: dict[str, Callable[[Any, Found], Facts | None]] = {
    "letter": _letter,
    "agenda": lambda _thing, found: agenda_facts(found.meeting),
    "terms": _terms,
    "attendance": lambda _thing, found: attendance_facts(found.meeting, empty=False),
    "minutes": _minutes,
    "promises": lambda _thing, found: plan_facts(found.meeting),
    "sheet": _sheet,
    "proposals": lambda _thing, found: proposals_facts(found.meeting),
    "costs": lambda _thing, found: costs_facts(found),
}

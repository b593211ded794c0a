"""What the projector shows: the step under way, what lies on the table now, and what was agreed last."""

from collections.abc import Callable
from typing import Any

from mufakat.core import clock
from mufakat.core.dates import short_date
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .coming import coming_in
from .timing import pace_of, screen_mark

LAST, MOST_PROBLEMS, LETTERS = 3, 8, 220


def screen_page(
    meeting: Meeting, mark: str = "", *, code: str = "", whole: Callable[[str], str] = str
) -> dict[str, Any]:
    """`code` is the place code, for whom it is shown to; `whole` makes an address complete."""
    agenda = queries.agenda_of(meeting)
    timing = queries.timing_of(meeting, agenda, clock.now())
    current = timing.current if timing else None
    role = next((row[3] for row in agenda if current and row[0] == current.id), "")
    made = queries.made_in(meeting)[-LAST:]
    entries = [e for e in queries.entries_of(meeting) if e.kind == "decision" and not e.late_at]
    return {
        "title": meeting.title,
        "meeting": meeting,
        "mark": mark or screen_mark(meeting, code),
        "step": current.title if current else "",
        "pace": pace_of(meeting, timing),
        "promise": _on_the_table(meeting) if role in ("report_card", "") else None,
        "problems": _problems(meeting) if role != "report_card" else [],
        "decisions": [_short(e.text) for e in entries[-LAST:]],
        "promises": [
            (_short(row.what), row.commitment.owner, short_date(row.due_on)) for row in made
        ],
        "code": rules.spoken_code(code),
        "coming": coming_in(meeting, agenda, current.id, code, whole)
        if current and role == "attendance"
        else None,
    }


def _on_the_table(meeting: Meeting) -> dict[str, Any] | None:
    """The first promise that waits for its verdict, and how many have theirs."""
    if meeting.state != "open":
        return None
    card = queries.report_card(meeting, clock.today(meeting.zone))
    line = next((row for row in card.lines if row.verdict is None), None)
    if line is None:
        return None
    return {
        "number": card.carried_in - card.waiting + 1,
        "all": card.carried_in,
        "what": line.what,
        "owner": line.commitment.owner,
        "due": short_date(line.due_on),
        "late": line.days_late,
        "report": _short(line.update.text) if line.update else "",
    }


def _problems(meeting: Meeting) -> list[tuple[str, str]]:
    """Place and words of the problems, the first ones first."""
    places = queries.places_of(meeting)
    found = [p for p in queries.problems_of(meeting) if not p.late_at]
    found.sort(key=lambda p: (places.get(str(p.id), [10**6]), str(p.id)))
    ranked = [(places.get(str(p.id)), p.text) for p in found[:MOST_PROBLEMS]]
    return [(queries.ranked(rank) if rank else "", _short(text)) for rank, text in ranked]


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[:LETTERS]}…"

"""What the projector shows: the step under way, what lies on the table now, how the promises of last time stand, and
what was decided so far."""

from collections.abc import Callable, Sequence
from typing import Any

from mufakat.core import clock
from mufakat.core.dates import clock as hour, short_date, zone
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .coming import coming_in
from .live import live_in
from .session import finding
from .timing import pace_of

MOST_PROBLEMS, LETTERS, IN_A_LIST = 6, 220, 110
LINE = 36  # letters in a line of half the screen, at 1,280 × 720
ROOM, LITTLE_ROOM = 11, 6  # lines below the head, and below a promise that is on the table


def screen_page(
    user: Any, meeting: Meeting, *, code: str = "", whole: Callable[[str], str] = str
) -> dict[str, Any]:
    """`code` is the place code, for whom it is shown to; `whole` makes an address complete."""
    live = live_in(meeting, user, ticks=True).mark
    agenda, now = queries.agenda_of(meeting), clock.now()
    timing = queries.timing_of(meeting, agenda, now)
    current = timing.current if timing else None
    role = next((row[3] for row in agenda if current and row[0] == current.id), "")
    card = queries.report_card(meeting, clock.today(meeting.zone))
    promise = _on_the_table(meeting, card) if role in ("report_card", "") else None
    room = LITTLE_ROOM if promise else ROOM
    return {
        "title": meeting.title,
        "meeting": meeting,
        "live": live,
        "hour": f"{hour(now, meeting.timezone)} {zone(meeting.timezone)}" if timing else "",
        "step": current.title if current else "",
        "pace": pace_of(meeting, timing),
        "promise": promise,
        "card": _card(card, room - 2 if role == "report_card" else 0),
        "problems": _problems(meeting) if role not in ("report_card", "attendance") else [],
        "decided": _decided(meeting, room),
        "code": rules.spoken_code(code),
        "coming": coming_in(meeting, agenda, current.id, code, whole)
        if current and role == "attendance"
        else None,
    }


def _on_the_table(meeting: Meeting, card: queries.ReportCard) -> dict[str, Any] | None:
    """The first promise that waits for its verdict, and how many have theirs."""
    line = next((row for row in card.lines if row.verdict is None), None)
    if meeting.state != "open" or line is None:
        return None
    return {
        "number": card.carried_in - card.waiting + 1,
        "all": card.carried_in,
        "what": _short(line.what),
        "owner": line.commitment.owner,
        "due": short_date(line.due_on),
        "late": line.days_late,
        "report": _short(line.update.text) if line.update else "",
    }


def _card(card: queries.ReportCard, room: int) -> dict[str, Any] | None:
    """How the promises of last time stand; as many of those with a verdict as there is room for."""
    if not card.carried_in:
        return None
    counts = card.counts | {"carried_in": card.carried_in}
    rows = [
        (r.verdict.verdict, _short(r.what, IN_A_LIST), r.commitment.owner)
        for r in reversed(card.lines)
        if r.verdict
    ]
    return {"finding": finding(counts), "counts": card.counts, "rows": _fitting(rows, room)}


def _decided(meeting: Meeting, room: int) -> dict[str, Any]:
    """Decisions and promises of this session as they came, the last first (keys grow with time)."""
    found = [
        (str(each.id), _short(each.text, IN_A_LIST), "")
        for each in queries.entries_of(meeting)
        if each.kind == "decision" and not each.late_at
    ]
    for row in queries.made_in(meeting):
        told = f"{row.commitment.owner} · {short_date(row.due_on)}"
        if not row.late_at:
            found.append((str(row.commitment.id), _short(row.what, IN_A_LIST), told))
    found.sort(reverse=True)
    return {"all": len(found), "rows": _fitting([(text, told) for _id, text, told in found], room)}


def _fitting(rows: Sequence[tuple[str, ...]], room: int) -> list[tuple[str, ...]]:
    """The first rows that so many lines hold: nobody scrolls a projector."""
    kept: list[tuple[str, ...]] = []
    for row in rows:
        room -= -(-len(" ".join(row)) // LINE)
        if room < 0:
            break
        kept.append(row)
    return kept


def _problems(meeting: Meeting) -> list[tuple[str, str]]:
    """Place and words of the problems, the first ones first."""
    places = queries.places_of(meeting)
    found = [p for p in queries.problems_of(meeting) if not p.late_at]
    found.sort(key=lambda p: (places.get(str(p.id), [10**6]), str(p.id)))
    ranked = [(places.get(str(p.id)), p.text) for p in found[:MOST_PROBLEMS]]
    return [
        (queries.ranked(rank) if rank else "", _short(text, IN_A_LIST)) for rank, text in ranked
    ]


def _short(text: str, most: int = LETTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

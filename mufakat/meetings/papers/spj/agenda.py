"""The run sheet on paper: planned hours reckoned from the beginning, and the hours that were kept."""

from datetime import timedelta
from typing import Any

from mufakat.core import dates
from mufakat.meetings.models import AgendaItem, Meeting

from .frame import frame_facts

Facts = dict[str, Any]


def agenda_facts(meeting: Meeting) -> Facts:
    steps = list(meeting.agenda.all())
    kept = any(step.begun_at for step in steps)
    planned = [step.minutes or 0 for step in steps]
    return {
        **frame_facts(meeting, "Susunan acara"),
        "kept": kept,
        "steps": [
            {
                "time": _planned(meeting, sum(planned[:n]), step.minutes),
                "title": step.title,
                "minutes": str(step.minutes) if step.minutes else "–",
                "held": _held(step, meeting.timezone),
            }
            for n, step in enumerate(steps)
        ],
        "total": str(sum(planned)) if any(planned) else "",
        "note": "Pelaksanaan menurut jam yang dicatat saat rapat." if kept else "",
    }


def _planned(meeting: Meeting, before: int, minutes: int | None) -> str:
    """From when to when, if every step takes its time."""
    if meeting.starts_at is None or not minutes:
        return "–"
    begin = meeting.starts_at + timedelta(minutes=before)
    return _span(begin, begin + timedelta(minutes=minutes), meeting.timezone)


def _held(step: AgendaItem, zone: str) -> str:
    return _span(step.begun_at, step.ended_at, zone) if step.begun_at else "–"


def _span(begin: Any, end: Any, zone: str) -> str:
    return dates.clock(begin, zone) + (f"–{dates.clock(end, zone)}" if end else "")

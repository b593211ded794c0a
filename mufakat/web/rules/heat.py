"""What became of a session, and of which series it is, for the calendar of sessions."""

from datetime import date
from functools import lru_cache

from mufakat.meetings.rules import was_held

HEAT = ("held", "planned", "late")  # the best first
SERIES = ("quarterly", "monthly", "other")


@lru_cache(maxsize=1 << 12)  # a district asks a thousand times for a few hundred answers
def heat_of(state: str, day: date, on: date) -> str:
    """Held, or else planned; one whose day has passed without being opened is late."""
    if was_held(state):
        return "held"
    return "late" if day < on else "planned"


@lru_cache(maxsize=1 << 8)
def series_of(kind: str) -> str:
    """Lokmin tribulanan (LM-T1, LM-TR), lokmin bulanan (LM-B1, LM-BR), or any other session."""
    return {"LM-T": "quarterly", "LM-B": "monthly"}.get(kind[:4], "other")

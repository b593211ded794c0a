"""How much is simulated: the years, their sessions, and how much a forum has behind it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mufakat.core.periods import Tribulan

YEARS = 10
BATCH = 2_000


@dataclass(frozen=True)
class Size:
    """How much a forum has behind it."""

    people: int
    participants: int
    promises: int  # a session
    notes: int  # an agenda step
    told: bool  # verdicts in the journal too


MAIN = Size(people=45, participants=45, promises=25, notes=2, told=True)
OTHER = Size(people=10, participants=4, promises=13, notes=0, told=False)


def session_days(today: date) -> list[date]:
    """One day in each tribulan of ten years, the last of them today."""
    now = Tribulan.of(today)
    first = now.year * 4 + now.number - 1 - 4 * YEARS
    past = [Tribulan(n // 4, n % 4 + 1) for n in range(first, first + 4 * YEARS)]
    return [*(t.first_day + timedelta(days=70) for t in past), today]


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)

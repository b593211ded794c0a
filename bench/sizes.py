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
    monthly: int = 0  # sessions of each tribulan beside the one of its cycle


# Ten years of four sessions a tribulan: 160, with 5,000 promises.
MAIN = Size(people=45, participants=45, promises=31, notes=2, told=True, monthly=3)
# A Puskesmas of the same district meets every month: 960 sessions a year among them.
NEAR = Size(people=10, participants=4, promises=5, notes=0, told=False, monthly=2)
OTHER = Size(people=10, participants=4, promises=13, notes=0, told=False)
PUSKESMAS = 80  # in the district of the main forum, each with a forum of its own


def session_days(today: date, monthly: int) -> list[tuple[date, bool]]:
    """The sessions of each tribulan of ten years, the last of them today; is it the one of the cycle?"""
    now = Tribulan.of(today)
    first = now.year * 4 + now.number - 1 - 4 * YEARS
    past = [Tribulan(n // 4, n % 4 + 1) for n in range(first, first + 4 * YEARS)]
    days = [(t, 70 - 20 * back) for t in past for back in range(monthly, -1, -1)]
    return [*((t.first_day + timedelta(days=d), d == 70) for t, d in days), (today, True)]


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)

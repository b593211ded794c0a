"""When a session was held: as it was planned, and how it was where that is known and differs."""

from datetime import datetime, timedelta
from typing import Any

from mufakat.core import dates

from . import spelling

Facts = dict[str, Any]
SAME = timedelta(minutes=10)  # who begins so near to the planned hour began in time


def hours_of(snapshot: Facts) -> str:
    """13.00–16.00 WIB; of several days, from which hour of the first to which of the last. Behind it the hours that
    were other than planned: "direncanakan 08.00–12.00 WIB; dibuka 07.20, disahkan 07.49"."""
    begin, end = spelling.instant(snapshot["starts_at"]), spelling.instant(snapshot["ends_at"])
    if begin is None:
        return ""
    planned = _planned(begin, end, snapshot["timezone"])
    other = _otherwise(snapshot, begin, end or begin)
    return f"direncanakan {planned}; {', '.join(other)}" if other else planned


def _planned(begin: datetime, end: datetime | None, zone: str) -> str:
    if end is None or end == begin:
        return f"{dates.clock(begin, zone)} {dates.zone(zone)}"
    if dates.day_of(begin, zone) == dates.day_of(end, zone):
        return f"{dates.clock(begin, zone)}–{dates.clock(end, zone)} {dates.zone(zone)}"
    return f"{dates.at(begin, zone)} sampai {dates.at(end, zone)}"


def _otherwise(snapshot: Facts, begin: datetime, end: datetime) -> list[str]:
    """What the clock said on the days of the session itself. What was written down on a later day says nothing of its
    hours; the agenda, where its time was kept, says more than the button that opened the minutes."""
    zone = snapshot["timezone"]
    days = dates.day_of(begin, zone), dates.day_of(end, zone)

    def held(text: str) -> datetime | None:
        moment = spelling.instant(text)
        return moment if moment and days[0] <= dates.day_of(moment, zone) <= days[1] else None

    steps = snapshot["agenda"]
    begun = [at for step in steps if (at := held(step.get("begun_at", "")))]
    ended = [at for step in steps if (at := held(step.get("ended_at", "")))]
    first = ("dimulai", min(begun)) if begun else ("dibuka", held(snapshot.get("opened_at", "")))
    ratified = held(snapshot["ratified_at"])
    # A step that nobody ended says that the clock was not kept to the end.
    kept = bool(ended) and all(s.get("ended_at") for s in steps if s.get("begun_at"))
    last = ("selesai", max(ended)) if kept else ("disahkan", ratified)
    told = []
    if first[1] and abs(first[1] - begin) > SAME:
        told.append(f"{first[0]} {_clock(first[1], begin, zone)}")
    if last[1] and (last[1] < end - SAME or (kept and last[1] > end + SAME)):
        told.append(f"{last[0]} {_clock(last[1], begin, zone)}")
    return told


def _clock(moment: datetime, begin: datetime, zone: str) -> str:
    """The hour; on another day than the first with its day."""
    if dates.day_of(moment, zone) == dates.day_of(begin, zone):
        return dates.clock(moment, zone)
    return dates.at(moment, zone)

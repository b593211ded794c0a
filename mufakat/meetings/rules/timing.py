"""How a session keeps its time: planned minutes against used ones, and when it will end at this pace."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


class Slot(NamedTuple):
    """A step of the run sheet in time. `planned` is in minutes; without them it is not reckoned with."""

    id: Any
    title: str
    planned: int | None
    begun_at: datetime | None = None
    ended_at: datetime | None = None


class Timing(NamedTuple):
    """Whole minutes. `late`: how far the end at this pace lies behind the planned end; never negative."""

    current: Slot | None = None
    used: int = 0
    over: int = 0
    ends_at: datetime | None = None
    late: int = 0


def minutes_between(begin: datetime, end: datetime) -> int:
    """Whole minutes from one instant to another; none when the clock ran backwards."""
    return max(0, int((end - begin).total_seconds()) // 60)


def used_minutes(slot: Slot, now: datetime) -> int:
    return minutes_between(slot.begun_at, slot.ended_at or now) if slot.begun_at else 0


def running(slots: Sequence[Slot]) -> Slot | None:
    """The step that was begun and has not ended."""
    return next((s for s in slots if s.begun_at and not s.ended_at), None)


def timing(
    slots: Sequence[Slot], starts_at: datetime | None, ends_at: datetime | None, now: datetime
) -> Timing:
    """Where a session under way stands. What was passed over (before the last step that was begun) takes no time any
    more. Where nobody presses anything, only the planned end is known, and how far it has passed. Who begins before the
    hour has the more time until a planned end; the sum of the steps counts from the real beginning."""
    begun = min((s.begun_at for s in slots if s.begun_at), default=None)
    actual = min(begun, starts_at) if begun and starts_at else starts_at  # it may begin early
    planned_end = ends_at or _by_plan(slots, actual)
    last = max((i for i, s in enumerate(slots) if s.begun_at), default=None)
    if last is None:
        passed = minutes_between(planned_end, now) if planned_end else 0
        return Timing(ends_at=planned_end, late=passed)
    current = running(slots)
    used = used_minutes(current, now) if current else 0
    planned = (current.planned or 0) if current else 0
    left = max(0, planned - used) + sum(s.planned or 0 for s in slots[last + 1 :])
    end = now + timedelta(minutes=left)
    late = minutes_between(planned_end, end) if planned_end else 0
    over = max(0, used - planned) if current and current.planned else 0
    return Timing(current, used, over, end, late)


def _by_plan(slots: Sequence[Slot], starts_at: datetime | None) -> datetime | None:
    minutes = sum(s.planned or 0 for s in slots)
    return starts_at + timedelta(minutes=minutes) if starts_at and minutes else None


def after(slots: Sequence[Slot], item: Any) -> Slot | None:
    """The next step that has not been begun, behind this one."""
    places = [i for i, s in enumerate(slots) if s.id == item]
    behind = slots[places[0] + 1 :] if places else ()
    return next((s for s in behind if not s.begun_at), None)


def keeps_time(state: str) -> None:
    if state != "open":
        raise RuleBroken(
            "agenda.session_not_open", _("Only while the session is under way is its time kept.")
        )


def can_begin(slot: Slot) -> None:
    if slot.begun_at and not slot.ended_at:
        raise RuleBroken("agenda.begun_already", _("This agenda item is under way already."))


def can_end(slot: Slot) -> None:
    if not slot.begun_at or slot.ended_at:
        raise RuleBroken("agenda.not_begun", _("This agenda item is not under way."))

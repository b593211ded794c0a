"""The registrar's desk: one person at a time, with his hour. Two desks add up, a second tap changes nothing."""

from datetime import date, time

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import Meeting, Participant

from . import days
from .leaving import leave
from .lock import lock


def registers(act: OpenAct, meeting: Meeting) -> bool:
    """May arrivals be written down now? True when they go into the addendum. The session is locked."""
    is_its_day = rules.is_its_day(
        act.tapped_at, meeting.starts_at, meeting.ends_at, meeting.timezone
    )
    return rules.can_register(meeting.state, is_its_day=is_its_day)


def record_arrival(
    act: OpenAct,
    meeting: Meeting,
    participant: Participant,
    *,
    hour: time | None = None,
    day: date | None = None,
) -> bool:
    """Somebody on the list is here, since now or since the hour that is typed; in a session of several days, on that
    day. False when that was known already."""
    lock(meeting)
    late = registers(act, meeting)
    participant.refresh_from_db()
    if rules.several_days(meeting):
        return days.arrive(act, meeting, participant, late=late, hour=hour, day=day)
    known = participant.arrived_at is not None or late
    if participant.present and known and (hour is None or late):
        return False
    at = rules.hour_meant(hour, act.tapped_at, meeting.starts_at, meeting.timezone)
    if participant.left_at:
        rules.leaves_after_arrival(True, at, participant.left_at)
    entered_late = act.at if late else participant.late_at
    return act.change(
        participant,
        "arrival.recorded",
        base=None,
        about=[meeting],
        told={"name": participant.name, "form": "late" if late else ""},
        present=True,
        arrived_at=at,
        late_at=entered_late,
    )


def withdraw_arrival(
    act: OpenAct, meeting: Meeting, participant: Participant, *, day: date | None = None
) -> bool:
    """He was not here after all: a slip of the finger. His signature, if he gave one, stays with his entry."""
    lock(meeting)
    late = registers(act, meeting)
    participant.refresh_from_db()
    rules.arrival_can_be_withdrawn(late, participant.is_late)
    if rules.several_days(meeting):
        moved = days.not_here(act, meeting, participant, day)
    else:
        moved = act.change(
            participant,
            "arrival.withdrawn",
            base=None,
            about=[meeting],
            told={"name": participant.name},
            present=False,
            arrived_at=None,
            left_at=None,
        )
    if moved and not participant.present:
        leave(act, meeting, [participant])
    return moved


def record_departure(
    act: OpenAct,
    meeting: Meeting,
    participant: Participant,
    *,
    hour: time | None = None,
    day: date | None = None,
) -> bool:
    """He went home, now or at the hour that is typed. False when that was known already."""
    lock(meeting)
    rules.arrival_can_be_withdrawn(registers(act, meeting), entered_late=False)
    participant.refresh_from_db()
    if rules.several_days(meeting):
        return days.leave(act, meeting, participant, hour=hour, day=day)
    if participant.left_at and hour is None:
        return False
    at = rules.hour_meant(hour, act.tapped_at, meeting.starts_at, meeting.timezone)
    rules.leaves_after_arrival(participant.present, participant.arrived_at, at)
    return act.change(
        participant,
        "departure.recorded",
        base=None,
        about=[meeting],
        told={"name": participant.name},
        left_at=at,
    )


def withdraw_departure(
    act: OpenAct, meeting: Meeting, participant: Participant, *, day: date | None = None
) -> bool:
    """He is still here, or came back."""
    lock(meeting)
    rules.arrival_can_be_withdrawn(registers(act, meeting), entered_late=False)
    if rules.several_days(meeting):
        participant.refresh_from_db()
        return days.stay(act, meeting, participant, day)
    return act.change(
        participant,
        "departure.withdrawn",
        base=None,
        about=[meeting],
        told={"name": participant.name},
        left_at=None,
    )

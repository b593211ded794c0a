"""The registrar's desk: one person at a time, with his hour. Two desks add up, a second tap changes nothing."""

from datetime import time

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import Meeting, Participant

from .lock import lock


def registers(act: OpenAct, meeting: Meeting) -> bool:
    """May arrivals be written down now? True when they go into the addendum. The session is locked."""
    is_its_day = rules.is_in_hours(act.at, meeting.starts_at, meeting.ends_at, meeting.timezone)
    today = act.at.astimezone(meeting.zone).date()
    return rules.can_register(meeting.state, is_its_day=is_its_day or today == meeting.starts_on)


def record_arrival(
    act: OpenAct, meeting: Meeting, participant: Participant, *, hour: time | None = None
) -> bool:
    """Somebody on the list is here, since now or since the hour that is typed. False when that was known already."""
    lock(meeting)
    late = registers(act, meeting)
    participant.refresh_from_db()
    known = participant.arrived_at is not None or late
    if participant.present and known and (hour is None or late):
        return False
    at = rules.hour_meant(hour, act.at, meeting.starts_at, meeting.timezone)
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


def withdraw_arrival(act: OpenAct, meeting: Meeting, participant: Participant) -> bool:
    """He was not here after all: a slip of the finger. His signature, if he gave one, stays with his entry."""
    lock(meeting)
    late = registers(act, meeting)
    participant.refresh_from_db()
    rules.arrival_can_be_withdrawn(late, participant.is_late)
    return act.change(
        participant,
        "arrival.withdrawn",
        base=None,
        about=[meeting],
        told={"name": participant.name},
        present=False,
        arrived_at=None,
        left_at=None,
    )


def record_departure(
    act: OpenAct, meeting: Meeting, participant: Participant, *, hour: time | None = None
) -> bool:
    """He went home, now or at the hour that is typed. False when that was known already."""
    lock(meeting)
    rules.arrival_can_be_withdrawn(registers(act, meeting), entered_late=False)
    participant.refresh_from_db()
    if participant.left_at and hour is None:
        return False
    at = rules.hour_meant(hour, act.at, meeting.starts_at, meeting.timezone)
    rules.leaves_after_arrival(participant.present, participant.arrived_at, at)
    return act.change(
        participant,
        "departure.recorded",
        base=None,
        about=[meeting],
        told={"name": participant.name},
        left_at=at,
    )


def withdraw_departure(act: OpenAct, meeting: Meeting, participant: Participant) -> bool:
    """He is still here, or came back."""
    lock(meeting)
    rules.arrival_can_be_withdrawn(registers(act, meeting), entered_late=False)
    return act.change(
        participant,
        "departure.withdrawn",
        base=None,
        about=[meeting],
        told={"name": participant.name},
        left_at=None,
    )

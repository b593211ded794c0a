"""The registrar's desk: one person at a time, with his hour. Two desks add up, a second tap changes nothing."""

from datetime import time

from django.db.models import ProtectedError

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import CheckIn, Meeting, Participant

from .lock import lock


def registers(act: OpenAct, meeting: Meeting) -> bool:
    """May arrivals be written down now? True when they go into the addendum. The session is locked."""
    is_its_day = rules.is_its_day(act.at, meeting.starts_at, meeting.ends_at, meeting.timezone)
    return rules.can_register(meeting.state, is_its_day=is_its_day)


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


def merge_participant(
    act: OpenAct, meeting: Meeting, participant: Participant, *, who: Participant
) -> Participant:
    """Two rows are one person: `who` stays, with the earliest hour and the signatures of both; the other row goes."""
    lock(meeting)
    rules.can_merge(
        late=registers(act, meeting),
        same_row=participant.pk == who.pk,
        invited=participant.invited,
    )
    CheckIn.objects.filter(participant=participant).update(participant=who, state="merged")
    CheckIn.objects.filter(represented=participant).update(represented=who)
    participant.representatives.exclude(pk=who.pk).update(represented=who)
    hours = [p.arrived_at for p in (who, participant) if p.present and p.arrived_at]
    told = {"name": participant.name, "as": who.name}
    act.note("participant.merged", participant, about=[meeting, who], **told)
    try:
        participant.delete()
    except ProtectedError:
        rules.stands_nowhere_else(elsewhere=True)
    act.change(
        who,
        "arrival.recorded",
        base=None,
        about=[meeting],
        told={"name": who.name, "form": ""},
        present=who.present or participant.present,
        arrived_at=min(hours, default=None),
        left_at=who.left_at if who.present else participant.left_at,
        represented=None if who.represented_id == participant.pk else who.represented,
    )
    return who

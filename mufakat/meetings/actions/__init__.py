"""The only writes of sessions."""

from .attendance import (
    fill_attendance,
    record_attendance,
    record_participant,
    record_participants,
)
from .forums import end_forum
from .minutes import ratify_meeting, reopen_meeting
from .plan import (
    cancel_meeting,
    change_meeting,
    open_meeting,
    record_agenda,
    record_cycle,
    record_meeting,
)
from .room import (
    change_commitment,
    change_decision,
    change_note,
    give_verdict,
    record_commitment,
    record_decision,
    record_note,
    withdraw_commitment,
    withdraw_verdict,
)

__all__ = [
    "cancel_meeting",
    "change_commitment",
    "change_decision",
    "change_meeting",
    "change_note",
    "end_forum",
    "fill_attendance",
    "give_verdict",
    "open_meeting",
    "ratify_meeting",
    "record_agenda",
    "record_attendance",
    "record_commitment",
    "record_cycle",
    "record_decision",
    "record_meeting",
    "record_note",
    "record_participant",
    "record_participants",
    "reopen_meeting",
    "withdraw_commitment",
    "withdraw_verdict",
]

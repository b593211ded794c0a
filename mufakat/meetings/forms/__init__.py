"""What is typed about sessions."""

from .fields import possible_hosts
from .plan import AgendaForm, CycleForm, EndForumForm, MeetingForm, PlanForm
from .promises import CommitmentForm, VerdictForm
from .room import AttendanceForm, EntryForm, GuestForm, RatifyForm, TextForm

__all__ = [
    "AgendaForm",
    "AttendanceForm",
    "CommitmentForm",
    "CycleForm",
    "EndForumForm",
    "EntryForm",
    "GuestForm",
    "MeetingForm",
    "PlanForm",
    "RatifyForm",
    "TextForm",
    "VerdictForm",
    "possible_hosts",
]

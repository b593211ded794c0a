"""The follow-up plan (RTL) on a sheet of its own: what the minutes hold, or what was written down so far."""

from typing import Any

from mufakat.meetings import queries, snapshot
from mufakat.meetings.models import Meeting
from mufakat.meetings.papers.minutes import plan_of

from .frame import frame_facts, signed_facts

Facts = dict[str, Any]


def plan_facts(meeting: Meeting) -> Facts:
    minutes = queries.minutes_of(meeting) if meeting.is_ratified else None
    promises = minutes.snapshot["commitments"] if minutes else snapshot.promises_of(meeting)
    told = f"Menurut notulen edisi {minutes.edition}." if minutes else "Notulen belum disahkan."
    return {
        **frame_facts(meeting, "Rencana tindak lanjut"),
        "plan": plan_of(promises),
        "note": told,
        **signed_facts(meeting, "rtl", meeting.ends_on or meeting.starts_on),
    }

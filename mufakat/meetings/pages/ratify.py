"""What the chair is about to sign."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mufakat.commitments.models import Answer
from mufakat.commitments.rules import VERDICTS
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting

from .escalations import proposals_of
from .frame import rights, under


def ratify_page(user: Any, meeting: Meeting, gaps: Sequence[str]) -> dict[str, Any]:
    """What the chair is about to sign, in figures, and what stands against it."""
    figures = queries.figures_of([meeting])[meeting.pk]
    kinds = Counter(entry.kind for entry in queries.entries_of(meeting))
    verdicts = [f"{figures[name]} {Answer(name).label}" for name in VERDICTS if figures[name]]
    return {
        **under(meeting, _("Ratify the minutes")),
        **proposals_of(meeting),
        "may": rights(user, meeting.forum),
        "meeting": meeting,
        "here": meeting.get_absolute_url(),
        "obstacles": queries.obstacles(meeting),
        "gaps": gaps,
        "at_the_door": queries.count_waiting_checkins(meeting),
        "signed": [
            (_("Attendance"), _("%(present)s present, %(invited)s invited") % figures),
            (_("Notes"), meeting.notes.filter(late_at=None).count()),
            (_("Decisions"), kinds["decision"]),
            (_("New promises"), figures["made"]),
            *_worked_out(meeting),
            (_("Verdicts on earlier promises"), ", ".join(verdicts) or "0"),
        ],
    }


def _worked_out(meeting: Meeting) -> list[tuple[str, int]]:
    """Of what was worked out only what there is: most sessions have none of it."""
    counts = queries.work_of(meeting).counts
    told = (
        (_("Groups"), counts["group"]),
        (_("Problems"), counts["problem"]),
        (_("Proposals for the Musrenbang"), counts["proposal"]),
        (_("Signatures of the joint commitment"), counts["signature"]),
    )
    return [(label, n) for label, n in told if n]

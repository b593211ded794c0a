"""What a session answered to villages, as its own pages and minutes tell it."""

from typing import Any

from django.db.models import UUIDField

from mufakat.core.asked import Asked
from mufakat.meetings.models import InputAnswer, Meeting, Problem

_DECLINED = Asked(
    lambda meeting: (
        InputAnswer.objects.filter(meeting=meeting, decision="declined")
        .order_by("id")
        .values_list("id", "text", "told", "reason")
    ),
    meeting=UUIDField(),
)


def declined_in(meeting: Meeting) -> list[tuple[Any, str, str, str]]:
    """What this session did not take up: id, words, of which village session, why not."""
    return [(pk, text, told, reason) for pk, text, told, reason in _DECLINED(meeting=meeting.pk)]


def inputs_taken_in(meeting: Meeting) -> dict[Any, str]:
    """Of which village session the proposals of this session were taken up, by proposal."""
    found = InputAnswer.objects.filter(meeting=meeting, proposal__isnull=False)
    return dict(found.values_list("proposal_id", "told"))


def taken_from(problem: Problem) -> InputAnswer | None:
    """By which answer a problem came here from a village, with the village session and its forum."""
    found = InputAnswer.objects.filter(problem=problem)
    return found.select_related("source__forum").first()

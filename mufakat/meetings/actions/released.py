"""What was answered to villages, taken back."""

from django.db.models import QuerySet

from mufakat.journal.actions import OpenAct
from mufakat.meetings.models import InputAnswer


def release_inputs(act: OpenAct, answers: "QuerySet[InputAnswer]") -> None:
    """These answers are gone: what the villages brought is offered again. They hear of it if they had read them."""
    for answer in answers.select_related("meeting", "source__forum"):
        read = answer.meeting.ratified_at and answer.at <= answer.meeting.ratified_at
        village = [answer.source, answer.source.forum] if read else []
        told = {"text": answer.text, "source": answer.told, "session": answer.meeting.title}
        act.note("input.restored", answer, about=[answer.meeting, *village], **told)
        answer.delete()

"""What was answered to villages, taken back."""

from django.db.models import QuerySet

from mufakat.journal.actions import OpenAct
from mufakat.meetings.models import InputAnswer


def release_inputs(act: OpenAct, answers: "QuerySet[InputAnswer]") -> None:
    """These answers are gone: what the villages brought is offered again."""
    for answer in answers.select_related("meeting", "source__forum"):
        about = [answer.meeting, answer.source, answer.source.forum]
        told = {"text": answer.text, "source": answer.told, "session": answer.meeting.title}
        act.note("input.restored", answer, about=about, **told)
        answer.delete()

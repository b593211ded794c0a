"""Notes of a group, and promises that are made out of a problem or a decision."""

from typing import Any

from django import forms

from mufakat.meetings.models import AgendaItem, Decision, Group, Meeting, Problem

from .fields import FixedChoiceField, offer
from .promises import CommitmentForm
from .room import EntryForm


def _hidden(queryset: Any) -> Any:
    return FixedChoiceField(queryset=queryset, required=False, widget=forms.HiddenInput, label="")


class NoteForm(EntryForm):
    """A note of the plenary, or of a group."""

    group = _hidden(Group.objects.none())

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, meeting=meeting, **kwargs)
        offer(self, "group", meeting.groups.all(), of=meeting)


class MadeForm(CommitmentForm):
    """A promise that remembers out of what it was made, and under which agenda item."""

    agenda_item = _hidden(AgendaItem.objects.none())
    problem = _hidden(Problem.objects.none())
    decision = _hidden(Decision.objects.none())

    def __init__(self, data: Any, *, year: int, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, year=year, meeting=meeting, **kwargs)
        offer(self, "agenda_item", meeting.agenda.all(), of=meeting)
        offer(self, "problem", meeting.problems.all())
        offer(self, "decision", meeting.decisions.all())

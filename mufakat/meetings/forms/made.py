"""Notes of a group, and promises that are made out of a problem or a decision."""

from typing import Any

from django import forms

from mufakat.meetings.models import Decision, Meeting, Problem

from .fields import PartField, offer
from .promises import CommitmentForm
from .room import EntryForm


def _hidden(queryset: Any) -> Any:
    return forms.ModelChoiceField(
        queryset=queryset, required=False, widget=forms.HiddenInput, label=""
    )


class NoteForm(EntryForm):
    """A note of the plenary, or of a group."""

    group = PartField("groups", required=False, widget=forms.HiddenInput, label="")

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, meeting=meeting, **kwargs)
        self.fields["group"].of(meeting)  # type: ignore[attr-defined]


class MadeForm(CommitmentForm):
    """A promise that remembers out of what it was made, and under which agenda item."""

    agenda_item: Any = PartField("agenda", required=False, widget=forms.HiddenInput, label="")
    problem = _hidden(Problem.objects.none())
    decision = _hidden(Decision.objects.none())

    def __init__(self, data: Any, *, year: int, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, year=year, meeting=meeting, **kwargs)
        self.fields["agenda_item"].of(meeting)  # type: ignore[attr-defined]
        offer(self, "problem", meeting.problems.all())
        offer(self, "decision", meeting.decisions.all())

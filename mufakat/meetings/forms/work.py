"""What is typed about groups, problems and their causes, and about proposals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.forms import RupiahField
from mufakat.core.forms import ActForm
from mufakat.directory.fields import RegionField
from mufakat.meetings import queries, rules
from mufakat.meetings.models import (
    Cause,
    Group,
    Level,
    Meeting,
    Participant,
    Problem,
    ProposalState,
)

from .fields import PartField, lines, offer

NOT_SAID = _("not said")


def agenda_field() -> PartField:
    return PartField("agenda", label=_("Agenda item"), required=False, empty=NOT_SAID)


class GroupForm(ActForm):
    """One group: its name, topic, members among those on the list, and who reports."""

    name = forms.CharField(label=_("Name of the group"), max_length=80)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=300)
    agenda_item = agenda_field()
    members: Any = forms.ModelMultipleChoiceField(
        queryset=Participant.objects.none(),
        required=False,
        label=_("Members"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who sits in another group moves here."),
    )
    rapporteur: Any = forms.ModelChoiceField(
        queryset=Participant.objects.none(), required=False, label=_("Rapporteur")
    )

    def __init__(
        self, data: Any, *, meeting: Meeting, group: Group | None = None, **kwargs: Any
    ) -> None:
        if group:
            names = ("name", "topic", "agenda_item", "rapporteur")
            kwargs["initial"] = {name: getattr(group, name) for name in names}
            kwargs["initial"]["members"] = list(group.members.all())
            kwargs["base"] = group.version
        super().__init__(data, **kwargs)
        self.fields["agenda_item"].of(meeting)  # type: ignore[attr-defined]
        people = list(meeting.participants.filter(present=True))
        seated = list(group.members.all()) if group else []
        known = {p.pk: p for p in (*people, *seated)}
        in_order = sorted(known.values(), key=lambda p: rules.sorting_name(p.name))
        labels = [(p.pk, _labelled(p)) for p in in_order]
        rows = meeting.participants.filter(pk__in=list(known))
        for name, empty in (("members", []), ("rapporteur", [("", NOT_SAID)])):
            offer(self, name, rows)
            field: Any = self.fields[name]
            field.choices = [*empty, *labels]


def _labelled(participant: Participant) -> str:
    """Two of one name are told apart by their office."""
    return f"{participant.name} – {participant.title}" if participant.title else participant.name


class SpreadForm(ActForm):
    """Deal those present out into groups."""

    number = forms.IntegerField(
        label=_("How many groups"), min_value=2, max_value=rules.MOST_GROUPS, initial=3
    )
    agenda_item = agenda_field()

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agenda_item"].of(meeting)  # type: ignore[attr-defined]


class ReportForm(ActForm):
    report = forms.CharField(
        label=_("Report to the plenary"), widget=lines(10), max_length=8000, required=False
    )


class ProblemForm(ActForm):
    """What is not as it should be, where, and how much."""

    text = forms.CharField(label=_("What is the problem"), widget=lines(2), max_length=500)
    region = RegionField(label=_("Where"), required=False)
    indicator = forms.ChoiceField(
        label=_("Indicator"),
        required=False,
        choices=lambda: [("", NOT_SAID), *queries.indicators()],
    )
    measured_by = forms.CharField(
        label=_("Another indicator, in your words"), required=False, max_length=200
    )
    numerator = forms.IntegerField(
        label=_("Counted"),
        required=False,
        min_value=0,
        max_value=10**12,
        help_text=_("Say with the indicator above what is counted."),
    )
    denominator = forms.IntegerField(
        label=_("Of how many"), required=False, min_value=0, max_value=10**12
    )
    agenda_item = agenda_field()
    group: Any = PartField("groups", required=False, label=_("Group"), empty=_("plenary"))

    NAMES = (
        *("text", "region", "indicator", "measured_by", "numerator", "denominator"),
        *("agenda_item", "group"),
    )

    def __init__(
        self, data: Any, *, meeting: Meeting, problem: Problem | None = None, **kwargs: Any
    ) -> None:
        if problem:
            kwargs["initial"] = {name: getattr(problem, name) for name in self.NAMES}
            kwargs["base"] = problem.version
        super().__init__(data, **kwargs)
        self.fields["agenda_item"].of(meeting)  # type: ignore[attr-defined]
        self.fields["group"].of(meeting)  # type: ignore[attr-defined]
        if not meeting.groups.exists():
            del self.fields["group"]
        where: Any = self.fields["region"]
        where.near = meeting.forum.region


class CauseForm(ActForm):
    """Why: under one bone, or below another cause."""

    text = forms.CharField(label=_("Why?"), max_length=300)
    category = forms.ChoiceField(
        label=_("Under which bone"), required=False, choices=lambda: [("", "–"), *queries.bones()]
    )
    under: Any = forms.ModelChoiceField(queryset=Cause.objects.none(), required=False)

    def __init__(self, data: Any, *, problem: Problem, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "under", problem.causes.all())


class ProposalForm(ActForm):
    """What is proposed to the Musrenbang."""

    text = forms.CharField(label=_("What is proposed"), widget=lines(2), max_length=500)
    problem: Any = forms.ModelChoiceField(
        queryset=Problem.objects.none(),
        required=False,
        label=_("For which problem"),
        empty_label=_("not said"),
    )
    region = RegionField(label=_("Where"), required=False)
    volume = forms.CharField(
        label=_("Volume"), required=False, max_length=100, help_text=_("For example: 5 units.")
    )
    amount_idr = RupiahField(label=_("Estimated cost in rupiah"), required=False, min_value=0)
    level = forms.ChoiceField(
        label=_("To which Musrenbang"), choices=Level.choices, initial=Level.KECAMATAN
    )

    NAMES = ("text", "problem", "region", "volume", "amount_idr", "level")

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "problem", meeting.problems.all())
        where: Any = self.fields["region"]
        where.near = meeting.forum.region


class OutcomeForm(ActForm):
    """What became of a proposal; of one that was only taken up, what the session decides (`decides`)."""

    state = forms.ChoiceField(
        label=_("What became of it"), choices=ProposalState.choices[2:], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=lines(2),
        max_length=1000,
        help_text=_("Needed when it was refused."),
    )

    def __init__(self, data: Any, *, decides: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if decides:
            answers = (ProposalState.PROPOSED, ProposalState.REFUSED)
            state: Any = self.fields["state"]
            state.label = _("What does the session decide?")
            state.choices = [(each.value, each.label) for each in answers]

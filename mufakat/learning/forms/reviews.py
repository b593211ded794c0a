"""A learning session: what it asked, what it looked at, what it decided."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.core.numbers import percent
from mufakat.directory.fields import OrganisationField, RegionField
from mufakat.indicators.models import Snapshot
from mufakat.learning.access import evidence_for, may_record_at
from mufakat.learning.models import Decision, Review
from mufakat.learning.queries import reference
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.models import Meeting, MeetingState
from mufakat.programmes.models import Programme

from .fields import FigureField, day_input, figure_choices, lines

RECENT = 60
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    ("", ("question", "region", "meeting", "on", "situation")),
    (_("Evidence, and the figure that is to move"), ("snapshot", "figure")),
    (_("Whom it is about"), ("organisation", "programme")),
    (_("Words for the situation, by which others find it"), ("context",)),
    (_("Components of CLA"), ("components",)),
)


def context_choices() -> list[tuple[str, str]]:
    return list(reference.contexts().items())


if TYPE_CHECKING:
    Snapshots = forms.ModelChoiceField[Snapshot]
else:
    Snapshots = forms.ModelChoiceField


class SnapshotField(Snapshots):
    """Frozen figures, each told by what it says: title, region, how many of how many."""

    def label_from_instance(self, obj: Any) -> str:
        told = (
            f"{obj.met}/{obj.of}, {percent(obj.met, obj.of)}" if obj.of else f"{obj.met}/{obj.of}"
        )
        return f"{obj.title} ({obj.region}): {told}"


class ReviewForm(ActForm):
    """A draft without factors, promises and learners. `user`: what he may name, and where he may write."""

    question = forms.CharField(
        label=_("Question"),
        widget=lines(2),
        max_length=500,
        help_text=_("One question that the session wanted answered."),
    )
    situation = forms.CharField(
        label=_("Situation"),
        required=False,
        widget=lines(4),
        max_length=4000,
        help_text=_("What was going on, so that somebody elsewhere recognises it."),
    )
    on = forms.DateField(label=_("Held on"), widget=day_input())
    region = RegionField(label=_("Region"))
    organisation = OrganisationField(
        label=_("Facility or organisation it is about"), required=False
    )
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=_("Programme"), required=False, empty_label=_("– none –")
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Session in which it was held"),
        required=False,
        empty_label=_("– none –"),
        help_text=_("Priority actions are promises of this session."),
    )
    snapshot = SnapshotField(
        Snapshot.objects.none(),
        label=_("Evidence: frozen figures"),
        required=False,
        empty_label=_("– none –"),
    )
    figure = FigureField(
        label=_("Figure that is to move"),
        required=False,
        help_text=_("The later look compares it before and after."),
    )
    context = forms.MultipleChoiceField(
        label=_("Words for the situation"),
        required=False,
        choices=context_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    components = forms.MultipleChoiceField(
        label=_("Components of CLA that it is about"),
        required=False,
        choices=reference.component_choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: Any = None, *, user: Any, review: Review | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.user, self.review = user, review
        named: Any = self.fields
        if review and review.instrument:
            named["figure"].choices = figure_choices(review.instrument, review.measure)
        kept = (review.meeting_id, review.snapshot_id) if review else (None, None)
        held = Q(state__in=(MeetingState.OPEN, MeetingState.RATIFIED))
        seen = visible_meetings(user).filter(held).order_by("-starts_at").values("pk")[:RECENT]
        named["meeting"].queryset = Meeting.objects.filter(
            Q(pk__in=list(_ids(seen))) | Q(pk=kept[0])
        )
        shown = evidence_for(user).order_by("-as_of").values("pk")[:RECENT]
        snapshots = Snapshot.objects.filter(Q(pk__in=list(_ids(shown))) | Q(pk=kept[1]))
        named["snapshot"].queryset = snapshots.select_related("region").order_by("-as_of", "title")

    @property
    def groups(self) -> list[tuple[Any, list[Any], bool]]:
        """The fields in their groups; folded ones stand open where they hold something, or something is wrong."""
        return [
            (title, fields, any(each.errors or self._holds(each.name) for each in fields))
            for title, names in GROUPS
            if (fields := [self[name] for name in names])
        ]

    def _holds(self, name: str) -> bool:
        return bool(self.data.get(name) if self.is_bound else self.initial.get(name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        region, meeting = cleaned.get("region"), cleaned.get("meeting")
        body, forum = cleaned.get("organisation"), meeting.forum if meeting else None
        stays = self.review is not None and region == self.review.region
        if region and not stays and not may_record_at(self.user, region, body, forum):
            self.add_error(
                "region",
                _(
                    "You do not record learning sessions of this region. Name your own facility, or its session."
                ),
            )
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        found = super().values
        if "figure" in found:
            instrument, measure = found.pop("figure") or (None, "")
            found |= {"instrument": instrument, "measure": measure}
        return found


def _ids(rows: Any) -> Any:
    return (row["pk"] for row in rows)


class CloseForm(ActForm):
    """What was decided, and why; then it stands in the library."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect
    )
    decided = forms.CharField(
        label=_("What was decided"),
        widget=lines(4),
        max_length=4000,
        help_text=_("In a sentence or two."),
    )
    reason = forms.CharField(label=_("Why"), widget=lines(4), max_length=4000)
    look_on = forms.DateField(
        label=_("Look again by"),
        widget=day_input(),
        help_text=_("Then somebody says whether it was done and whether it worked."),
    )

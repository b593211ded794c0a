"""A learning session: what it asked, what it looked at, what it decided."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.directory.fields import OrganisationField, RegionField
from mufakat.learning.access import may_record_at, visible_snapshots
from mufakat.learning.models import Decision, Review
from mufakat.learning.queries import reference
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.models import Meeting, MeetingState
from mufakat.programmes.models import Programme

from .fields import FigureField, day_input, figure_choices, lines

RECENT = 60


def context_choices() -> list[tuple[str, str]]:
    return list(reference.contexts().items())


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
    snapshot = forms.ModelChoiceField(
        Meeting.objects.none(),
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
        shown = visible_snapshots(user).order_by("-as_of").values("pk")[:RECENT]
        snapshots = visible_snapshots(user).model.objects
        named["snapshot"].queryset = snapshots.filter(Q(pk__in=list(_ids(shown))) | Q(pk=kept[1]))

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

"""Factors, promises, learners, later looks, studies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.models import Commitment
from mufakat.core.forms import ActForm
from mufakat.directory.access import can
from mufakat.directory.fields import OrganisationField, RegionField
from mufakat.learning.models import Yes
from mufakat.programmes.models import Cohort, Programme

from .fields import FigureField, MonthField, day_input, lines, with_none
from .reviews import context_choices


class FactorForm(ActForm):
    """What helped or hindered."""

    helped = forms.TypedChoiceField(
        label=_("This"),
        choices=[("helped", _("helped")), ("hindered", _("hindered"))],
        coerce=lambda value: value == "helped",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What was it? One thing in a sentence"), widget=lines(3), max_length=1000
    )
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    context = forms.ChoiceField(label=_("In which situation above all"), required=False)

    def __init__(self, data: Any = None, *, domains: dict[str, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        named: Any = self.fields
        named["domain"].choices = with_none(list(domains.items()), _("– none –"))
        named["context"].choices = with_none(context_choices(), _("– none –"))
        if not domains:
            del self.fields["domain"]


class BindForm(ActForm):
    """One of the promises that the session has written down."""

    commitment = forms.TypedChoiceField(label=_("Promise"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, promises: list[Commitment], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        by_id = {str(each.pk): each for each in promises}
        named: Any = self.fields
        named["commitment"].choices = [(k, f"{c.what} ({c.owner})") for k, c in by_id.items()]
        named["commitment"].coerce = by_id.__getitem__


class LearnerForm(ActForm):
    organisation = OrganisationField(label=_("Organisation that should learn it"))


class LookForm(ActForm):
    """Was it done, did it work."""

    on = forms.DateField(label=_("Looked on"), widget=day_input())
    was_done = forms.ChoiceField(
        label=_("Was it done?"), choices=Yes.choices[:3], widget=forms.RadioSelect
    )
    did_work = forms.ChoiceField(
        label=_("Did it work?"), choices=Yes.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was seen"),
        widget=lines(4),
        max_length=4000,
        help_text=_("A figure that moved is no proof: say what else happened meanwhile."),
    )
    next_on = forms.DateField(label=_("Look again by"), required=False, widget=day_input())

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        later: Any = self.fields["next_on"]
        later.either = _("required if it is too early to tell")


class StudyForm(ActForm):
    """What did a roll-out do to a figure?"""

    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("Programme"))
    figure = FigureField(label=_("Figure"))
    region = RegionField(
        label=_("Region"), help_text=_("All sites in it are compared: a province, or the nation.")
    )
    through_month = MonthField(label=_("Through which month"))
    start = forms.ChoiceField(
        label=_("When a site is in the programme"),
        choices=[
            ("lokus", _("from the month in which it became a lokus of the programme")),
            ("cohort", _("from the month in which its district began to run in a wave")),
        ],
        widget=forms.RadioSelect,
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.select_related("programme"),
        label=_("Wave"),
        required=False,
        empty_label=_("– none –"),
    )

    def __init__(self, data: Any = None, *, user: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user
        cohort: Any = self.fields["cohort"]
        cohort.either = _("required for districts of a wave")

    def clean_region(self) -> Any:
        region = self.cleaned_data["region"]
        if not (can(self.user, "review.record", region) and can(self.user, "rollup.see", region)):
            raise forms.ValidationError(_("The figures of this region are not yours to compare."))
        return region

    @property
    def values(self) -> dict[str, Any]:
        found = super().values
        instrument, measure = found.pop("figure")
        return found | {"instrument": instrument, "measure": measure}

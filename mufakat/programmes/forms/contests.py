"""What is typed about a contest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.core.periods import YEARS
from mufakat.directory.fields import RegionField
from mufakat.directory.forms.common import DayField
from mufakat.programmes.models import ContestEntry
from mufakat.programmes.rules import criteria_text

from .bodies import OrganisationTicks

EXAMPLE = "Isi materi = 40\nPenyampaian = 40\nKekompakan = 20"


class ContestForm(ActForm):
    title = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("For example Lomba sosialisasi ILP antar-Puskesmas"),
    )
    region = RegionField(label=_("Region"))
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    on = DayField(label=_("Day"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    audience = forms.IntegerField(
        label=_("Audience"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("How many people watched, about"),
    )
    criteria = forms.CharField(
        label=_("Criteria"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=EXAMPLE,
        help_text=_("One on each line: its name, an equals sign, and the highest points"),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("criteria"), list):
            self.initial["criteria"] = criteria_text(self.initial["criteria"])


class ContestantsForm(ActForm):
    organisations: Any = OrganisationTicks(
        label=_("Who takes part"),
        error_messages={"required": _("Tick at least one facility.")},
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = offered  # type: ignore[attr-defined]


class PointsForm(ActForm):
    """One box for each criterion of the contest."""

    def __init__(self, *args: Any, entry: ContestEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in entry.contest.criteria:
            name = f"nilai_{criterion['code']}"
            self.fields[name] = forms.IntegerField(
                label=criterion["title"],
                min_value=0,
                max_value=criterion["most"],
                help_text=_("From 0 to %(most)d") % {"most": criterion["most"]},
            )
            self.initial.setdefault(name, entry.points.get(criterion["code"]))

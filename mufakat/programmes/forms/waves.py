"""What is typed about cohorts and how far a district is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, DayField
from mufakat.core.periods import YEARS
from mufakat.directory.fields import RegionField
from mufakat.directory.models import Region
from mufakat.programmes.instruments import published
from mufakat.programmes.models import DistrictState
from mufakat.programmes.queries import readiness_items
from mufakat.programmes.rules import STEPS


def instruments_offered() -> list[tuple[str, Any]]:
    return [("", _("– none –")), *published()]


class CohortForm(ActForm):
    title = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For example Gelombang 1 2024")
    )
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    quota = forms.IntegerField(
        label=_("Quota"),
        min_value=1,
        max_value=600,
        help_text=_("How many kabupaten and kota it takes in at most"),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)
    funder = forms.CharField(label=_("Paid by"), required=False, max_length=200)
    pass_percent = forms.IntegerField(
        label=_("A district passes when so many percent of its units meet the threshold"),
        min_value=1,
        max_value=100,
        initial=80,
    )
    target_percent = forms.IntegerField(
        label=_("The cohort passes when so many percent of its districts have passed"),
        min_value=1,
        max_value=100,
        initial=100,
    )
    instrument_code = forms.ChoiceField(
        label=_("Instrument"),
        required=False,
        choices=instruments_offered,
        help_text=_("By which its units are assessed. Without one nobody can say who passes."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept, asked = self.initial.get("instrument_code") or "", self.fields["instrument_code"]
        if kept not in dict(published()):  # what was typed before there was a choice
            told = _("%(code)s (not a published instrument)") % {"code": kept}
            asked.choices = [*instruments_offered(), *([(kept, told)] if kept else [])]  # type: ignore[attr-defined]


class JoinForm(ActForm):
    region = RegionField(label=_("Kabupaten or kota"), queryset=Region.objects.filter(level__lte=2))
    on = DayField(label=_("Joined on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())


class StandingForm(ActForm):
    """The next state of a district. The list of readiness is asked as long as it has not begun. Any state may arrive:
    the rules say which may follow, and a form that comes a second time is understood."""

    state = forms.ChoiceField(
        label=_("State"), widget=forms.RadioSelect, choices=DistrictState.choices
    )
    on = DayField(label=_("Since when"))
    checklist = forms.MultipleChoiceField(
        label=_("What is there (readiness)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Starter list, not an official instrument. Tick what is there on this day."),
    )
    missing = forms.CharField(
        label=_("What else is missing"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Needed when it leaves, goes back, is called ready although something is missing, or passed although its "
            "scores do not say so"
        ),
    )

    def __init__(self, *args: Any, before: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(DistrictState.choices)
        again = _("still being prepared (readiness looked at again)")
        state: Any = self.fields["state"]
        state.widget.choices = [
            (code, again if code == before else words[code]) for code in STEPS[before]
        ]
        if before in ("planned", "ready"):
            self.fields["checklist"].choices = readiness_items()  # type: ignore[attr-defined]
        else:
            del self.fields["checklist"], self.fields["missing"]
        self.initial.setdefault("on", clock.today())

    @property
    def values(self) -> dict[str, Any]:
        values = {"checklist": {}, "missing": ""} | super().values
        if "checklist" in self.fields:
            ticked = set(values["checklist"])
            looked = values["state"] == "planned" or (values["state"] == "ready" and ticked)
            values["checklist"] = (
                {code: code in ticked for code, _title in readiness_items()} if looked else {}
            )
        return values


class ReadinessForm(ActForm):
    """A look at how ready a district is: what is there on a day, item by item."""

    on = DayField(label=_("Looked at on"))
    checklist = forms.MultipleChoiceField(
        label=_("What is there (readiness)"),
        required=False,
        choices=readiness_items,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Starter list, not an official instrument. What is not ticked is written down as missing."
        ),
    )
    missing = forms.CharField(
        label=_("What else is missing"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        ticked = set(values["checklist"])
        return values | {"checklist": {code: code in ticked for code, _title in readiness_items()}}

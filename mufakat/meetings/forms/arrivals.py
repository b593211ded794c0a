"""What is typed at the desk of the registrar and at the door."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import long_date
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.directory.queries import sectors
from mufakat.meetings import rules
from mufakat.meetings.models import CheckIn, Meeting, Participant

from .fields import offer

NOBODY_LISTED = "new"


class DayForm(ActForm):
    """Of a session of several days: today, unless another of them is chosen."""

    day = forms.TypedChoiceField(
        label=_("Day"),
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
        help_text=_("Left empty: today."),
    )

    def __init__(self, data: Any = None, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        days = rules.several_days(meeting)
        if not days:
            del self.fields["day"]
            return
        chosen: Any = self.fields["day"]
        chosen.choices = [("", _("today")), *((str(day), long_date(day)) for day in days)]


class HourForm(DayForm):
    """Now, unless an hour is typed."""

    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Left empty: now."),
    )
    field_order = ["day", "hour"]


class PersonForm(ActForm):
    """Somebody who is on no list, in his own words."""

    name = forms.CharField(label=_("Name"), max_length=160)
    title = forms.CharField(label=_("Office"), required=False, max_length=120)
    organisation_name = forms.CharField(label=_("Organisation"), required=False, max_length=160)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=lambda: [("", _("not said")), *sectors()]
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Only the secretariat sees it; with it nobody is counted twice."),
    )

    def clean_name(self) -> str:
        try:
            return rules.tidy_name(self.cleaned_data["name"])
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken.message)) from None


class RepresentativeForm(PersonForm):
    """Who came in the stead of one who is invited; his body is that of the other unless another is typed."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        del self.fields["sector"]
        self.fields["organisation_name"].help_text = _("Left empty: the same as the invited one.")


class Signing(forms.Form):
    """What the door asks of everybody: the code of the room, and a signature if the finger can."""

    code = forms.CharField(
        label=_("Place code"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("The six digits on the screen or at the registrar's desk."),
    )
    code.either = _("without it the entry waits")  # type: ignore[attr-defined]
    signature = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_signature(self) -> list[list[int]]:
        try:
            return rules.strokes_of(self.cleaned_data["signature"])
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken.message)) from None


def _without_a_flood(data: Any) -> Any:
    """A drawing of a megabyte is refused, and not sent back."""
    if data and len(data.get("signature", "")) > rules.LONGEST_SIGNATURE:
        data = data.copy()
        data["signature"] = "?"
    return data


class ListedCheckInForm(Signing, ActForm):
    """Who has chosen himself from the list."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_without_a_flood(data), *args, **kwargs)


class TypedCheckInForm(Signing, PersonForm):
    """Who types himself in."""

    field_order = ["name", "title", "organisation_name", "sector", "phone", "code"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_without_a_flood(data), *args, **kwargs)


class TogetherForm(ActForm):
    """Entries of one person, decided in one go."""

    together = forms.ModelMultipleChoiceField(
        queryset=CheckIn.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, data: Any, *, entries: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        together: Any = self.fields["together"]
        together.queryset = entries

    @property
    def others(self) -> Sequence[CheckIn]:
        return list(self.cleaned_data["together"])


class SettleForm(ActForm):
    """One answer to several entries: by which of two buttons it is sent."""

    answer = forms.ChoiceField(
        choices=[("accepted", _("Accept")), ("refused", _("Refuse"))],
        widget=forms.HiddenInput,
        error_messages={"required": _("Accept or refuse: press one of the two buttons.")},
    )
    entries = forms.ModelMultipleChoiceField(
        queryset=CheckIn.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Tick at least one entry.")},
    )
    reason = forms.CharField(
        label=_("Why they are refused"),
        required=False,
        max_length=200,
        help_text=_("Only if you refuse; it stays on record."),
    )

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        entries: Any = self.fields["entries"]
        entries.queryset = meeting.checkins.all()


class MergeForm(ActForm):
    """Whose row it is as well."""

    who = forms.ModelChoiceField(queryset=Participant.objects.none(), label=_("Who is it?"))

    def __init__(self, data: Any, *, rows: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "who", rows)


class AcceptForm(TogetherForm):
    """Whose entry it is: somebody on the list, or somebody new."""

    who = forms.ChoiceField(label=_("Who is it?"))

    def __init__(self, data: Any, *, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        who: Any = self.fields["who"]
        who.choices = [(NOBODY_LISTED, _("somebody who is not on the list")), *people]

    def person(self, meeting: Meeting) -> Participant | None:
        who = self.cleaned_data["who"]
        return None if who == NOBODY_LISTED else meeting.participants.get(pk=who)

"""What is typed to begin an assessment, to call for some, to verify one, and to add a photo."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta, tzinfo
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from mufakat.commitments import proofs
from mufakat.commitments.forms.reports import CHOOSE_AGAIN, FilesField
from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id
from mufakat.core.uploads import MOST_EACH, TooBig
from mufakat.directory import lookup
from mufakat.directory.access import organisations_where
from mufakat.directory.fields import OrganisationField, RegionField
from mufakat.directory.models import Organisation
from mufakat.indicators.models import Call, Instrument
from mufakat.indicators.queries.assessments import Sheet
from mufakat.indicators.rules import calls
from mufakat.programmes.models import Programme


def month_input() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "month", "placeholder": "2026-06"})


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MonthField(forms.CharField):
    """ "2026-06", as browsers send a month."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Month"),
                "help_text": _("Year and month, for example 2026-06."),
                "max_length": 7,
                "widget": month_input(),
                **kwargs,
            }
        )

    def clean(self, value: Any) -> str:
        month = str(super().clean(value) or "")
        if month:
            try:
                calls.month_is_one(month)
            except RuleBroken as broken:
                raise forms.ValidationError(str(broken.message), code=broken.code) from None
        return month


class InstrumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An instrument of which a version is published."""

    def __init__(self) -> None:
        published = Instrument.objects.filter(versions__published_at__isnull=False)
        super().__init__(published.distinct(), to_field_name="code", label=_("Instrument"))


class OwnBodyField(OrganisationField):
    """A body that the writer may fill in for; of another one it is said that it is there, and not his."""

    default_error_messages = {
        "not_yours": _(
            "“%(name)s” is in the directory, but it is not yours to assess. Its own people fill it in, or who looks "
            "after its district. Choose a body of your own."
        )
    }

    def look_up(self, text: str) -> "lookup.Found[Any]":
        found = super().look_up(text)
        if found.sure is None and not found.exact:
            every = Organisation.objects.select_related("region")
            known = lookup.organisations(every, text, self.day)
            is_named = known.exact or not found.maybe
            there = known.sure or (known.maybe[0] if is_named and known.maybe else None)
            if there is not None:
                said = self.error_messages["not_yours"] % {"name": self.spell(there)}
                raise forms.ValidationError(said, code="not_yours")
        return found


class StartForm(ActForm):
    """Which body is assessed by which instrument, and of which month."""

    instrument = InstrumentChoice()
    organisation = OwnBodyField(label=_("Who is assessed"))
    month = MonthField()

    def __init__(self, data: Any = None, *, user: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(organisations_where(user, "assessment.fill"))
        field.suggest(field.queryset.filter(valid_to=None).order_by("name")[:30])


class CallForm(ActForm):
    """A call for assessments: what, where, of which month, and its three days."""

    DAYS = ("instrument", "programme", "region", "month", "opens_on", "due_on")

    instrument = InstrumentChoice()
    programme: Any = forms.ModelChoiceField(
        Programme.objects.order_by("title"),
        to_field_name="code",
        required=False,
        label=_("Programme"),
        help_text=_("With a programme its centres of excellence or lokus owe it; else everybody."),
    )
    region = RegionField(label=_("Region"))
    month = MonthField()
    opens_on = forms.DateField(label=_("Opens on"), widget=day_input())
    due_on = forms.DateField(label=_("Due on"), widget=day_input())
    closes_on = forms.DateField(
        label=_("Closes after"),
        widget=day_input(),
        help_text=_("After this day nothing is filled in any more, but what was sent back."),
    )
    due_confirmed = forms.BooleanField(label=_("Call all the same"), required=False)
    title = forms.CharField(label=_("Title"), required=False, max_length=200)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial=proposed_days(clock.today()), **kwargs)
        programme: Any = self.fields["programme"]
        programme.widget.choices = [("", "–"), *_told_apart(programme.queryset)]
        self.asked = self.fields.pop("due_confirmed")
        if self.data.get("due_confirmed"):
            self._offer_to_confirm()

    def _offer_to_confirm(self) -> None:
        """The box for a day that is past, once that is asked."""
        self.fields["due_confirmed"] = self.asked
        self.order_fields([*self.DAYS, "due_confirmed"])

    def refuse(self, field: str | None, message: Any) -> None:
        if field == "due_confirmed":
            self._offer_to_confirm()
        super().refuse(field, message)


def proposed_days(today: date) -> dict[str, date]:
    """Three weeks to answer, and two more for who is late."""
    due_on = today + timedelta(weeks=3)
    return {"opens_on": today, "due_on": due_on, "closes_on": due_on + timedelta(weeks=2)}


def _told_apart(programmes: Iterable[Programme]) -> list[tuple[str, str]]:
    """As choices; titles that read alike but for a capital or a short name in brackets have the list that they are of
    beside them."""
    listed = [(each, each.title.partition(" (")[0].casefold()) for each in programmes]
    alike = Counter(read for _programme, read in listed)
    return [
        (each.code, f"{each} – {each.get_family_display()}" if alike[read] > 1 else str(each))
        for each, read in listed
    ]


class CallDaysForm(ActForm):
    """Title and days of a call."""

    title = forms.CharField(label=_("Title"), max_length=200)
    opens_on = forms.DateField(label=_("Opens on"), widget=day_input())
    due_on = forms.DateField(label=_("Due on"), widget=day_input())
    closes_on = forms.DateField(label=_("Closes after"), widget=day_input())

    def __init__(self, data: Any = None, *, call: Call) -> None:
        names = ("title", "opens_on", "due_on", "closes_on")
        first = {name: getattr(call, name) for name in names}
        super().__init__(data, initial=first, base=call.version)


class ObligationForm(ActForm):
    """One more body on the list of a call."""

    organisation = OrganisationField(label=_("Who owes it too"))


class BodiesField(forms.MultipleChoiceField):
    """Bodies by id. Which of them may be added is for the rule to say: by a second arrival they are on the list."""

    def valid_value(self, value: Any) -> bool:
        return parse_id(value) is not None


class ObligationsForm(ActForm):
    """Those that came to the network since the list was made; all of them, unless one is taken out."""

    bodies = BodiesField(
        label=_("Who owes it too"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"bodies": [key for key, _name in choices]})
        self.fields["bodies"].choices = choices  # type: ignore[attr-defined]


class VerifyForm(ActForm):
    """What the second person saw."""

    note = forms.CharField(
        label=_("What you looked at"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PhotoForm(ActForm):
    """A photo of the answer to one question, or what announces one that a device will send."""

    question = forms.ChoiceField(label=_("For which question"))
    photos = FilesField(
        label=_("Photo"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP up to 20 MB. It is kept small, and without the place where it was taken. "
            "Show no patient and no name of a patient."
        ),
    )
    caption = forms.CharField(label=_("What is to be seen"), required=False, max_length=200)
    sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    size = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_EACH, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, files: Any, *, sheet: Sheet, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.zone = zone
        self.proof: proofs.Proof | None = None
        self.fields["question"].choices = questions_of(sheet)  # type: ignore[attr-defined]
        announced = bool(data and data.get("sha256"))  # by a device, which sends the file later
        self.fields["photos"].required = not announced

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            sent = cleaned.get("photos") or []
            if sent and not self.errors:
                self.proof = _proof(sent[0], self.zone)
        except RuleBroken as broken:
            self.add_error("photos", str(broken.message))
        if self.errors:
            self._ask_again()
        return cleaned

    def _ask_again(self) -> None:
        if self.files and CHOOSE_AGAIN not in self.errors.get("photos", ()):
            self.add_error("photos", CHOOSE_AGAIN)

    def refuse(self, field: str | None, message: Any) -> None:
        super().refuse(field, message)
        self._ask_again()

    @property
    def values(self) -> dict[str, Any]:
        typed = super().values
        told: dict[str, Any] = {
            "question": typed["question"],
            "caption": typed["caption"],
            "proof": self.proof,
        }
        if self.proof is None:
            told |= {"sha256": typed["sha256"], "size": typed["size"] or 0}
        return told


def questions_of(sheet: Sheet) -> list[tuple[str, str]]:
    """Every question as a choice: "code:part", and how it reads."""
    several = len(sheet.parts) > 1
    return [
        (
            each.key,
            f"{each.indicator.title} – {each.part.name}" if several else each.indicator.title,
        )
        for each in sheet.asked
    ]


def _proof(sent: "File[Any]", zone: tzinfo) -> proofs.Proof:
    if isinstance(sent, TooBig) or sent.size > MOST_EACH:
        told = _("This file has more than 20 MB. Send a smaller one.")
        raise proofs.refused("too_big", sent.name or "", told)
    return proofs.proof_of(sent, place=False, zone=zone)

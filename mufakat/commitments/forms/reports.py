"""What is typed between two sessions: a report with its proof, the wish for a new date, a check, a new holder."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from mufakat.commitments import proofs, rules
from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.uploads import MOST_EACH, TooBig
from mufakat.directory.fields import PersonField
from mufakat.directory.models import Person

CHOOSE_AGAIN = _("Choose the files again: a browser does not send them a second time by itself.")


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FilesInput(forms.ClearableFileInput):
    """Several files at once, from the camera, too."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files that were chosen, as they arrived; none is fine."""

    widget = FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> "list[File[Any]]":
        return [each for each in data or [] if each]


class UpdateForm(ActForm):
    """What the owner reports between two sessions, with photos and papers that show it."""

    text = forms.CharField(
        label=_("What has been done, and what has not"), widget=lines(3), max_length=1000
    )
    progress = forms.IntegerField(
        label=_("Progress in percent"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 0, "max": 100, "inputmode": "numeric"}),
    )
    says_done = forms.BooleanField(
        label=_("It is done"),
        required=False,
        help_text=_("The next session decides whether the promise was kept."),
    )
    photos = FilesField(
        label=_("Photos or documents"),
        required=False,
        help_text=_(
            "Photos (JPEG, PNG, WebP) up to 20 MB, PDF up to 5 MB. Photos are kept small, and without the place "
            "where they were taken. Show no patient and no name of a patient."
        ),
    )
    place = forms.BooleanField(
        label=_("Keep the place where the photo was taken, too"), required=False
    )

    def __init__(self, data: Any = None, files: Any = None, *, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.zone = zone
        self.proofs: list[proofs.Proof] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            sent: list[Any] = cleaned.get("photos") or []
            rules.few_files(len(sent))
            place = bool(cleaned.get("place"))
            self.proofs = [self._as_proof(each, place) for each in sent]
        except RuleBroken as broken:
            self.add_error("photos", str(broken.message))
        if self.errors:
            self._ask_for_files()
        return cleaned

    def _as_proof(self, sent: "File[Any]", place: bool) -> proofs.Proof:
        if isinstance(sent, TooBig) or sent.size > MOST_EACH:
            told = _("This file has more than 20 MB. Send a smaller one.")
            raise proofs.refused("too_big", sent.name or "", told)
        return proofs.proof_of(sent, place=place, zone=self.zone)

    def _ask_for_files(self) -> None:
        if self.files and CHOOSE_AGAIN not in self.errors.get("photos", ()):
            self.add_error("photos", CHOOSE_AGAIN)

    def refuse(self, field: str | None, message: Any) -> None:
        super().refuse(field, message)
        self._ask_for_files()

    @property
    def values(self) -> dict[str, Any]:
        typed = super().values
        told = {name: typed[name] for name in ("text", "progress", "says_done") if name in typed}
        return told | {"proofs": self.proofs}


class DateForm(ActForm):
    """The owner asks for a new date."""

    wanted_on = forms.DateField(
        label=_("New date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Reason"), widget=lines(3), max_length=1000)


class CheckForm(ActForm):
    """A second person says whether the proof is adequate."""

    adequate = forms.TypedChoiceField(
        label=_("After looking at it"),
        choices=[("yes", _("adequate: it shows what was promised")), ("no", _("not adequate yet"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you found.")},
        help_text=_("Only a session closes the promise; it reads what you found."),
    )
    reason = forms.CharField(
        label=_("What is missing"),
        required=False,
        widget=lines(2),
        max_length=1000,
        help_text=_("The owner reads it on his page."),
    )
    reason.either = _("required if it is not adequate yet")  # type: ignore[attr-defined]


class HandForm(ActForm):
    """Who holds the promise from now on."""

    person = PersonField(label=_("New holder"))
    owner_confirmed = forms.BooleanField(label=_("Write it down all the same"), required=False)
    reason = forms.CharField(label=_("Reason"), widget=lines(2), max_length=1000)

    def __init__(self, data: Any = None, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["person"]
        field.on = clock.today()
        field.suggest(people)
        self.asked = self.fields.pop("owner_confirmed")
        if self.data.get("owner_confirmed"):
            self._offer_to_confirm()

    def _offer_to_confirm(self) -> None:
        """The box for a person who holds no office there, once that is asked."""
        self.fields["owner_confirmed"] = self.asked
        self.order_fields(["person", "owner_confirmed"])

    def refuse(self, field: str | None, message: Any) -> None:
        if field == "owner_confirmed":
            self._offer_to_confirm()
        super().refuse(field, message)

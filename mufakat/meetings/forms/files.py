"""What is typed for the accountability file: photos and papers, costs, the terms of reference."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.forms.money import RupiahField
from mufakat.commitments.forms.reports import CHOOSE_AGAIN, FilesField
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.uploads import MOST_EACH
from mufakat.meetings import queries, rules
from mufakat.meetings.documents import Document, document_of
from mufakat.meetings.models import Expense, Meeting, SessionFile

from .fields import day_input, lines


class FilesForm(ActForm):
    """A form with files: read once they have arrived, and asked for again when the form comes back."""

    def __init__(self, data: Any, files: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.meeting = meeting
        self.documents: list[Document] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            sent = cleaned.get("photos") or []
            rules.something_is_sent(len(sent) or bool(cleaned.get("sha256")))
            rules.few_at_once(len(sent))
            if not self.errors:
                self.documents = [document_of(each, zone=self.meeting.zone) for each in sent]
        except RuleBroken as broken:
            self.add_error("photos", str(broken.message))
        if self.errors:
            self._ask_for_files()
        return cleaned

    def _ask_for_files(self) -> None:
        if self.files and CHOOSE_AGAIN not in self.errors.get("photos", ()):
            self.add_error("photos", CHOOSE_AGAIN)

    def refuse(self, field: str | None, message: Any) -> None:
        super().refuse(field, message)
        self._ask_for_files()


class FileForm(FilesForm):
    """What is put into a part of the file: the files themselves, or what announces one."""

    part = forms.ChoiceField(label=_("Part of the file"))
    photos = FilesField(
        label=_("Photos or documents"),
        help_text=_(
            "Photos (JPEG, PNG, WebP) up to 20 MB, PDF up to 5 MB, at most ten at once. Photos are kept small, and "
            "without what the camera wrote into them. Show no patient and no name of a patient."
        ),
        required=False,
    )
    # A device without network announces one file; its bytes come later.
    sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    size = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_EACH, widget=forms.HiddenInput
    )
    name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    expenses: Any = forms.ModelMultipleChoiceField(
        queryset=Expense.objects.none(),
        required=False,
        label=_("Which costs it proves"),
        widget=forms.CheckboxSelectMultiple,
    )
    caption = forms.CharField(label=_("What it shows"), required=False, max_length=200)
    taken_on = forms.DateField(label=_("Taken on"), required=False, widget=day_input())
    place = forms.CharField(label=_("Taken at"), required=False, max_length=200)
    taken_on.either = place.either = _("required for photos")  # type: ignore[attr-defined]

    def __init__(self, data: Any, files: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, files, meeting=meeting, **kwargs)
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (code, queries.part_label(code)) for code in queries.spj_parts()
        ]
        waiting = queries.unproven_in(meeting)
        asked = self.initial.get("part")
        listed = [line for line in waiting if self.is_bound or line.paper == asked]
        if not listed:
            del self.fields["expenses"]
            return
        field: Any = self.fields["expenses"]
        field.queryset = meeting.expenses.filter(withdrawn_at=None)
        field.choices = [(line.id, str(line)) for line in listed]

    @property
    def values(self) -> dict[str, Any]:
        typed = super().values
        told: dict[str, Any] = {
            name: typed[name] for name in ("part", "caption", "taken_on", "place") if name in typed
        }
        if not self.documents:
            told |= {"sha256": typed["sha256"], "size": typed["size"] or 0, "name": typed["name"]}
        return told | {"photos": self.documents, "expenses": list(typed.get("expenses", ()))}


class BytesForm(FilesForm):
    """The bytes of a file that was announced."""

    photos = FilesField(label=_("The file"))

    def __init__(self, data: Any, files: Any, *, file: SessionFile, **kwargs: Any) -> None:
        super().__init__(data, files, meeting=file.meeting, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        return {"document": self.documents[0]}


class ExpenseForm(ActForm):
    """One line of the recap of costs."""

    item = forms.ChoiceField(label=_("Item of the rate table"), required=False)
    title = forms.CharField(
        label=_("What it was"),
        required=False,
        max_length=160,
        help_text=_("Only where it is not in the rate table."),
    )
    people = forms.IntegerField(label=_("How many people or pieces"), min_value=1)
    quantity = forms.IntegerField(label=_("How many times"), min_value=1, initial=1)
    rate_idr = RupiahField(
        label=_("Rate of one, in rupiah"),
        required=False,
        min_value=1,
        help_text=_("Left empty, it is that of the rate table."),
    )
    recipient = forms.CharField(label=_("Who received it"), required=False, max_length=200)
    spent_on = forms.DateField(label=_("On which day"), required=False, widget=day_input())

    def __init__(self, data: Any, *, rates: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        listed = [(row["code"], queries.rate_in_words(row)) for row in rates]
        self.fields["item"].choices = [("", _("not in the table")), *listed]  # type: ignore[attr-defined]


class TermsForm(ActForm):
    """The terms of reference of a session."""

    background = forms.CharField(label=_("Background"), widget=lines(5), max_length=4000)
    aims = forms.CharField(label=_("Aims"), widget=lines(5), max_length=4000)
    target = forms.CharField(label=_("Who takes part"), widget=lines(3), max_length=2000)
    costs = forms.CharField(
        label=_("What it costs"), required=False, widget=lines(5), max_length=4000
    )
    total_idr = RupiahField(label=_("In all, in rupiah"), required=False, min_value=0)

"""What is typed about those who are invited, and what they answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.directory.fields import OrganisationField, PersonField
from mufakat.directory.queries import sectors
from mufakat.meetings.models import Reply

from .fields import lines

ANSWERS = [
    (Reply.COMING, _("I am coming")),
    (Reply.REPRESENTED, _("Somebody represents me")),
    (Reply.UNABLE, _("I cannot come")),
]


class ReplyForm(ActForm):
    """Coming, represented by somebody, or unable to come."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect)
    represented_by = forms.CharField(
        label=_("Represented by"),
        required=False,
        max_length=160,
        help_text=_("Name of who comes in your place."),
    )
    represented_office = forms.CharField(
        label=_("Office of the representative"), required=False, max_length=160
    )
    represented_phone = forms.CharField(
        label=_("Telephone of the representative"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    note = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=lines(2),
        help_text=_("If you cannot come, in a few words."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed: Any = {
            "represented_by": _("required if represented"),
            "note": _("required if you cannot come"),
        }
        for name, when in needed.items():
            field: Any = self.fields[name]
            field.either = when


class ReplyForForm(ReplyForm):
    """The same, written down by the note-taker for somebody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["answer"].label = _("Answer")
        fields["answer"].choices = [
            (Reply.COMING, _("Coming")),
            (Reply.REPRESENTED, _("Represented by somebody")),
            (Reply.UNABLE, _("Unable to come")),
        ]
        fields["represented_by"].help_text = _("Name of who comes in his place.")
        fields["note"].help_text = _("If he cannot come, in a few words.")
        fields["note"].either = _("required if he cannot come")


class InviteForm(ActForm):
    """Somebody to invite who is not on the list yet; telephone and e-mail hold for this session and are
    kept for the next ones of the forum."""

    person = PersonField(label=_("Person in the directory"), required=False)
    name = forms.CharField(
        label=_("Name"), required=False, max_length=160, help_text=_("If not in the directory.")
    )
    title = forms.CharField(label=_("Office"), required=False, max_length=120)
    organisation = OrganisationField(label=_("Organisation"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=lambda: [("", _("not said")), *sectors()]
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        organisation = cleaned.get("organisation")
        if organisation and not cleaned.get("name") and not cleaned.get("person"):
            cleaned["name"] = organisation.name
        return cleaned


class ContactForm(ActForm):
    """How somebody invited is reached for this session."""

    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_(
            "For this session, and kept for the next ones of this forum; the directory stays as it is."
        ),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

"""What is typed about people, their offices and their logins."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import (
    OrganisationField,
)
from mufakat.directory.models import (
    Person,
)

from .common import EMPTY

CONTACT = ("nip", "phone", "email")


class PersonForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Without titles"))
    title_before = forms.CharField(
        label=_("Title before the name"), max_length=40, required=False, help_text=_("dr., Ns.")
    )
    title_after = forms.CharField(
        label=_("Title after the name"),
        max_length=60,
        required=False,
        help_text=_("S.K.M., M.Kes."),
    )
    nip = forms.CharField(
        label=_("NIP"),
        max_length=30,
        required=False,
        help_text=_("18 digits, for example 19780512 200501 1 007"),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, contact: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if contact else CONTACT:
            del self.fields[name]


class RecordPersonForm(PersonForm):
    """Who keeps the directory in several places says for which of them somebody is recorded; `homes` are these."""

    home = forms.ChoiceField(
        label=_("Belongs to"),
        help_text=_("Who keeps the directory there sees the telephone number and may change it."),
    )

    def __init__(self, *args: Any, homes: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes = {str(home.pk): home for home in homes}
        if len(homes) > 1:
            choices = [EMPTY, *((pk, str(home)) for pk, home in self.homes.items())]
            self.fields["home"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["home"]

    @property
    def values(self) -> dict[str, Any]:
        only = next(iter(self.homes), "")
        chosen = self.cleaned_data.get("home", only)
        return super().values | {"home": self.homes.get(chosen)}


class OfficeForm(ActForm):
    organisation = OrganisationField(label=_("Organisation"))
    title = forms.CharField(
        label=_("Office"), max_length=120, help_text=_("For example Lurah, Kepala Puskesmas")
    )
    valid_from = DayField(label=_("First day"), required=False)
    valid_to = DayField(label=_("Last day"), required=False)


class ResetForm(ActForm):
    """A new password; and, where a second step is set up, whether it goes too."""

    phone_lost = forms.BooleanField(
        label=_("The phone with the codes is lost: end the two-step sign-in too"), required=False
    )

    def __init__(self, *args: Any, two_steps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not two_steps:
            del self.fields["phone_lost"]


class UserForm(ActForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. The person changes it after signing in."),
        validators=[validate_password],
        strip=False,
    )


def person_initial(person: Person) -> dict[str, Any]:
    names = ("name", "title_before", "title_after", *CONTACT)
    return {name: getattr(person, name) for name in names}

"""What is typed about regions, bodies, people, forums and roles."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.dates import ZONES
from mufakat.core.forms import ActForm

from . import rules
from .fields import ForumField, OrganisationField, PersonField, RegionField, UserField
from .models import (
    FacilityKind,
    Forum,
    ForumKind,
    MemberRole,
    Organisation,
    Person,
    Region,
    RegionKind,
)
from .queries import sectors
from .roles import ROLES

EMPTY = ("", "–")
# Which kinds of region lie one level below each level.
KINDS_BELOW = (
    ("provinsi",),
    ("kabupaten", "kota"),
    ("kecamatan", "distrik"),
    ("kelurahan", "desa", "desa_adat", "kampung", "nagari"),
    (),
)


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class EndForm(ActForm):
    """The last day of something. It stays on record."""

    on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())


# -- Regions -----------------------------------------------------------------------------------


class RegionForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Without “Kec.” or “Desa”"))
    kind = forms.ChoiceField(label=_("Kind"))
    valid_from = DayField(label=_("First day"), required=False)
    source = forms.CharField(
        label=_("Law or decree"), max_length=120, help_text=_("For example Perda 5/2026")
    )

    def __init__(self, *args: Any, level: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = dict(RegionKind.choices)
        kinds = ("negara",) if level == 0 else KINDS_BELOW[level - 1]
        self.fields["kind"].choices = [(k, titles[k]) for k in kinds]  # type: ignore[attr-defined]


class RecordRegionForm(RegionForm):
    code = forms.CharField(
        label=_("Kemendagri code"),
        max_length=13,
        help_text=_("With dots, for example 32.73.04.1006"),
    )
    predecessor = RegionField(label=_("Comes from the region"), required=False)
    field_order = ("code", "name", "kind", "valid_from", "source", "predecessor")


class ChangeRegionForm(RegionForm):
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, f"{name} ({zone})") for zone, name in ZONES.items() if "Ujung" not in zone],
    )


# -- Organisations -----------------------------------------------------------------------------


class OrganisationForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        required=False,
        help_text=_("As it is printed in lists, for example Puskesmas Citarip"),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=sectors)
    kind = forms.ChoiceField(
        label=_("Kind of facility"),
        required=False,
        choices=[("", _("not a facility")), *FacilityKind.choices],
    )
    region = RegionField(label=_("Region it works in"))
    parent = OrganisationField(
        label=_("Lies below"),
        required=False,
        help_text=_("The body whose network it belongs to: a Pustu below its Puskesmas"),
    )


class RecordOrganisationForm(OrganisationForm):
    valid_from = DayField(label=_("First day"), required=False)
    codes = forms.CharField(
        label=_("Codes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, system = code, for example kode_puskesmas = P3273040101"),
    )

    def clean_codes(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for line in self.cleaned_data["codes"].splitlines():
            system, sign, code = (part.strip() for part in line.partition("="))
            if line.strip() and not (sign and 0 < len(system) <= 30 and 0 < len(code) <= 60):
                raise forms.ValidationError(
                    _("“%(line)s” is not a code. Write the system, the sign =, and the code."),
                    params={"line": line.strip()},
                )
            if line.strip():
                codes[system] = code
        return codes


class ChangeOrganisationForm(OrganisationForm):
    """A facility stays one; another body does not become one."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(organisation, "facility"):
            self.fields["kind"].choices = FacilityKind.choices  # type: ignore[attr-defined]
            self.fields["kind"].required = True
        else:
            del self.fields["kind"]


class OrganisationFilter(forms.Form):
    cari = forms.CharField(label=_("Name contains"), required=False, max_length=100)
    wilayah = RegionField(label=_("Region"), required=False)
    sektor = forms.ChoiceField(
        label=_("Sector"), required=False, choices=lambda: [EMPTY, *sectors()]
    )
    jenis = forms.ChoiceField(
        label=_("Kind of facility"), required=False, choices=[EMPTY, *FacilityKind.choices]
    )
    pada = DayField(label=_("As of"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What the list is to be narrowed to; what could not be read narrows nothing."""
        self.is_valid()
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        return {
            "on": data.get("pada") or clock.today(),
            "text": data.get("cari", ""),
            "region": data.get("wilayah"),
            "sector": data.get("sektor", ""),
            "kind": data.get("jenis", ""),
        }


# -- People ------------------------------------------------------------------------------------

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
    nip = forms.CharField(label=_("NIP"), max_length=30, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, contact: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if contact else CONTACT:
            del self.fields[name]


class OfficeForm(ActForm):
    organisation = OrganisationField(label=_("Organisation"))
    title = forms.CharField(
        label=_("Office"), max_length=120, help_text=_("For example Lurah, Kepala Puskesmas")
    )
    valid_from = DayField(label=_("First day"), required=False)
    valid_to = DayField(label=_("Last day"), required=False)


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


# -- Forums ------------------------------------------------------------------------------------


class ForumForm(ActForm):
    """The writer chooses among the forums that he sees: `among`."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=ForumKind.choices)
    region = RegionField(label=_("Home region"))
    parent = ForumField(label=_("Lies below the forum"), required=False)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = among  # type: ignore[attr-defined]


class RecordForumForm(ForumForm):
    host = OrganisationField(
        label=_("Host"),
        required=False,
        help_text=_("The body that runs the forum, for example the Puskesmas"),
    )
    valid_from = DayField(label=_("First day"), required=False)


class MembershipForm(ActForm):
    organisation = OrganisationField(label=_("Organisation"), required=False)
    person = PersonField(label=_("Person"), required=False)
    role = forms.ChoiceField(label=_("Seat"), choices=MemberRole.choices, initial="member")
    valid_from = DayField(label=_("First day"), required=False)


# -- Roles -------------------------------------------------------------------------------------


class NodeForm(ActForm):
    """A role and the one place it holds at; `among` are the forums that the writer sees."""

    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: [(code, role.title) for code, role in ROLES.items()]
    )
    region = RegionField(label=_("At the region"), required=False)
    organisation = OrganisationField(label=_("or at the organisation"), required=False)
    forum = ForumField(label=_("or at the forum"), required=False)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = among  # type: ignore[attr-defined]

    @property
    def node(self) -> Any:
        """The one place chosen. Raises RuleBroken unless exactly one is filled in."""
        chosen = [self.cleaned_data[n] for n in ("region", "organisation", "forum")]
        filled = [node for node in chosen if node is not None]
        rules.one_node(len(filled))
        return filled[0]

    @property
    def node_field(self) -> str:
        """The field in which the place was chosen, for a sentence about it."""
        return next(
            n for n in ("region", "organisation", "forum") if self.cleaned_data[n] is not None
        )


class AssignmentForm(NodeForm):
    user = UserField(label=_("Who"), help_text=_("User name or name of the person"))
    valid_from = DayField(label=_("First day"), required=False)
    valid_to = DayField(label=_("Last day"), required=False)
    field_order = ("user", "role", "region", "organisation", "forum", "valid_from", "valid_to")

    @property
    def values(self) -> dict[str, Any]:
        kept = ("user", "role", "valid_from", "valid_to")
        return {name: self.cleaned_data[name] for name in kept}


def person_initial(person: Person) -> dict[str, Any]:
    names = ("name", "title_before", "title_after", *CONTACT)
    return {name: getattr(person, name) for name in names}


def organisation_initial(organisation: Organisation) -> dict[str, Any]:
    names = ("name", "short_name", "sector", "region", "parent")
    facility = getattr(organisation, "facility", None)
    kind = {"kind": facility.kind} if facility else {}
    return kind | {name: getattr(organisation, name) for name in names}


def forum_initial(forum: Forum) -> dict[str, Any]:
    return {name: getattr(forum, name) for name in ("name", "kind", "region", "parent")}


def region_initial(region: Region) -> dict[str, Any]:
    names = ("name", "kind", "valid_from", "source", "timezone")
    return {name: getattr(region, name) for name in names}

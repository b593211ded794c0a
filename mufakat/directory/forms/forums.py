"""What is typed about forums and who sits in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import (
    ForumField,
    OrganisationField,
    PersonField,
    RegionField,
)
from mufakat.directory.models import (
    Forum,
    ForumKind,
    MemberRole,
)


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


def forum_initial(forum: Forum) -> dict[str, Any]:
    return {name: getattr(forum, name) for name in ("name", "kind", "region", "parent")}

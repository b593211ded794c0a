"""What is typed about roles."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, DayField
from mufakat.directory import rules
from mufakat.directory.fields import (
    ForumField,
    OrganisationField,
    RegionField,
    UserField,
)
from mufakat.directory.roles import ROLES


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
        chosen = [self.cleaned_data.get(n) for n in ("region", "organisation", "forum")]
        filled = [node for node in chosen if node is not None]
        rules.one_node(len(filled))
        return filled[0]

    @property
    def node_field(self) -> str:
        """The field in which the place was chosen, for a sentence about it."""
        return next(
            n for n in ("region", "organisation", "forum") if self.cleaned_data.get(n) is not None
        )


class ViewForm(NodeForm):
    """A role to look through, of those (`roles`, by code) that the writer may, and a place of a kind at which one of
    them is given."""

    def __init__(self, *args: Any, roles: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(code, ROLES[code].title) for code in roles]
        self.fields["role"].choices = titles  # type: ignore[attr-defined]
        kinds = {kind for code in roles for kind in ROLES[code].nodes}
        for kind in {"region", "organisation", "forum"} - kinds:
            del self.fields[kind]


class AssignmentForm(NodeForm):
    user = UserField(label=_("Who"), help_text=_("User name or name of the person"))
    valid_from = DayField(label=_("First day"), required=False)
    valid_to = DayField(label=_("Last day"), required=False)
    field_order = ("user", "role", "region", "organisation", "forum", "valid_from", "valid_to")

    @property
    def values(self) -> dict[str, Any]:
        kept = ("user", "role", "valid_from", "valid_to")
        return {name: self.cleaned_data[name] for name in kept}

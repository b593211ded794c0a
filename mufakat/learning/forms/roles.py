"""Which promise is whose role in a district."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.learning.models import RoleKind
from mufakat.meetings.forms import CommitmentForm

from .more import BindForm


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Role"), choices=RoleKind.choices, widget=forms.RadioSelect)


class RoleForm(BindForm):
    """One of the promises that are there already."""

    kind = kind_field()
    field_order = ["kind", "commitment"]


class PromiseRoleForm(CommitmentForm):
    """A new promise of a session, and whose role it is."""

    kind = kind_field()
    field_order = ["kind"]

"""What is typed about mentored facilities, centres of excellence and who learns from them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import OrganisationField
from mufakat.directory.models import FacilityKind, Organisation
from mufakat.programmes.models import Replication, ReplicationState
from mufakat.programmes.rules.bodies import REPLICATES

from .catalogue import Asked

MENTORED = [
    (FacilityKind.PUSKESMAS.value, FacilityKind.PUSKESMAS.label),
    (FacilityKind.PUSTU.value, FacilityKind.PUSTU.label),
    (FacilityKind.POSYANDU.value, FacilityKind.POSYANDU.label),
    (FacilityKind.HOSPITAL.value, FacilityKind.HOSPITAL.label),
]


class LokusAsked(Asked):
    """Of which facilities a tick list is made."""

    jenis = forms.ChoiceField(label=_("Kind of facility"), required=False, choices=MENTORED)
    field_order = ["wilayah", "jenis", "pada"]

    @property
    def kind(self) -> str:
        return self.read("jenis") or FacilityKind.PUSKESMAS.value


if TYPE_CHECKING:
    Ticks = forms.ModelMultipleChoiceField[Organisation]
else:
    Ticks = forms.ModelMultipleChoiceField


class OrganisationTicks(Ticks):
    """A list of facilities to be ticked, each with its region."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Organisation.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.region})"

    def offer(self, offered: Iterable[Organisation], among: Any) -> None:
        """Show these boxes; any one `among` these may arrive. What was ticked is no longer offered once it is written:
        a form that arrives a second time must still be understood."""
        self.queryset = among
        self.widget.choices = [(each.pk, self.label_from_instance(each)) for each in offered]


class LokusForm(ActForm):
    organisations: Any = OrganisationTicks(
        label=_("Facilities"),
        error_messages={"required": _("Tick at least one facility.")},
    )
    valid_from = DayField(label=_("Mentored from"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, offered: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(offered)
        self.fields["organisations"].offer(self.offered, among)  # type: ignore[attr-defined]
        self.initial.setdefault("valid_from", clock.today())


class FacilityField(OrganisationField):
    """A facility of one kind, within what the writer covers."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(queryset=Organisation.objects.filter(facility__kind=kind), **kwargs)

    def within(self, where: Q) -> None:
        self.queryset = self.queryset.filter(where)


class UnitForm(ActForm):
    puskesmas = FacilityField("puskesmas", label=_("Puskesmas"))
    pustu = FacilityField(
        "pustu",
        label=_("Pustu"),
        help_text=_(
            "One of its network. All Posyandu of this Pustu belong to the centre by themselves."
        ),
    )
    valid_from = DayField(label=_("Centre of excellence from"))

    def __init__(self, *args: Any, where: Q, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("puskesmas", "pustu"):
            self.fields[name].within(where)  # type: ignore[attr-defined]
        self.initial.setdefault("valid_from", clock.today())


class ReplicationForm(ActForm):
    target = FacilityField("puskesmas", label=_("Puskesmas that learns"))
    planned_on = DayField(label=_("To be reached by"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)


class ChangeReplicationForm(ActForm):
    state = forms.ChoiceField(label=_("State"), choices=ReplicationState.choices)
    reached_on = DayField(
        label=_("Done on"),
        required=False,
        help_text=_("Only if it is done: the day on which it was."),
    )
    planned_on = DayField(label=_("To be reached by"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, replication: Replication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = (replication.state, *REPLICATES[replication.state])
        choices = [(code, word) for code, word in ReplicationState.choices if code in may]
        self.fields["state"].widget.choices = choices

"""What the calendar and the list of assessments show. The names are those of the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mufakat.directory.fields import RegionField
from mufakat.indicators.access.assessments import visible_obligations
from mufakat.indicators.models import Assessment, Call, Instrument, State
from mufakat.indicators.queries.obligations import (
    ACTING,
    EXCUSED,
    LATE,
    LATE_NOW,
    NONE,
    OWED,
    OWING,
    WAITING,
)

STANDS: list[tuple[str, Any]] = [
    ("", _("all")),
    (ACTING, _("to act on: late, sent back, or waiting for a second person")),
    (OWING, _("to be filled in now")),
    (LATE, _("late")),
    (LATE_NOW, _("late, can still be filled in")),
    (NONE, _("not begun")),
    *[each for each in State.choices if each[0] != State.WITHDRAWN],
    (WAITING, _("sent or verified, not accepted yet")),
    (OWED, _("all but the excused ones")),
    (EXCUSED, _("excused")),
]


class Filter(forms.Form):
    def address(self, *without: str) -> str:
        """What is set, but for these names, as a query string that ends ready for one more."""
        told = {
            name: getattr(value, "code", None) or getattr(value, "pk", value)
            for name, value in self.cleaned_data.items()
            if value not in ("", None) and name not in without
        }
        return urlencode(told) + "&" if told else ""


class ObligationFilter(Filter):
    panggilan = forms.ModelChoiceField(
        Call.objects.none(), required=False, label=_("Call"), empty_label=_("all")
    )
    keadaan = forms.ChoiceField(label=_("State"), required=False, choices=STANDS)
    wilayah = RegionField(label=_("Region"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        calls = visible_obligations(user).order_by().values("call")
        field: Any = self.fields["panggilan"]
        field.queryset = Call.objects.filter(pk__in=calls)

    @property
    def stands(self) -> str:
        return str(self.cleaned_data.get("keadaan", ""))

    @property
    def criteria(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"call": said["panggilan"], "region": said["wilayah"]}


class AssessmentFilter(Filter):
    instrumen = forms.ModelChoiceField(
        Instrument.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Instrument"),
        empty_label=_("all"),
    )
    keadaan = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *State.choices]
    )
    wilayah = RegionField(label=_("Region"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)

    def narrowed(self, found: QuerySet[Assessment]) -> QuerySet[Assessment]:
        said = self.cleaned_data
        if said["instrumen"]:
            found = found.filter(instrument=said["instrumen"])
        if said["keadaan"]:
            found = found.filter(state=said["keadaan"])
        if said["wilayah"]:
            found = found.filter(region_path__under=said["wilayah"].path)
        return found

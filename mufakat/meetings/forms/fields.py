"""The fields and boxes that several forms about sessions share."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.queries import funding_sources
from mufakat.core.batch import once_in_batch
from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id
from mufakat.directory.models import Forum, Organisation
from mufakat.directory.models.forums import MemberRole
from mufakat.meetings.models import Meeting

WHEN = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of day and hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=WHEN)


class Suggested(forms.TextInput):
    """A box for a name, which offers those that are known; another may be typed."""

    names: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{name}_names"
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}">', ((each,) for each in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class PlainMoment(forms.DateTimeField):
    """Day and hour as typed, without a zone: the zone is the place's, and the action gives it."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[WHEN, "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"], **kwargs)

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def hosts_field() -> "forms.ModelMultipleChoiceField[Organisation]":
    return forms.ModelMultipleChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("Host Puskesmas"),
        widget=forms.CheckboxSelectMultiple,
    )


class PartField(forms.ChoiceField):
    """One of the parts of a session that no fact changes: an item of its `agenda`, one of its `groups`."""

    def __init__(self, parts: str, *, empty: Any = "---------", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parts, self.empty = parts, empty
        self.rows: Callable[[], dict[str, Any]] = dict

    def of(self, meeting: Meeting) -> None:
        """Offer those of this session."""

        def read() -> dict[str, Any]:
            return {str(row.pk): row for row in getattr(meeting, self.parts).all()}

        def choices() -> list[tuple[str, Any]]:
            return [("", self.empty), *((key, str(row)) for key, row in self.rows().items())]

        self.rows = cache(lambda: once_in_batch((self.parts, meeting.pk), read))
        self.choices = choices

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        key = parse_id(value)
        if key is None or str(key) not in self.rows():
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": value}
            )
        return self.rows()[str(key)]

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)


def offer(
    form: ActForm, name: str, rows: Any, listed: Sequence[tuple[Any, str]] | None = None
) -> None:
    """What a field lets one choose from; `listed`: key and label of each, already read."""
    field: Any = form.fields[name]
    field.queryset = rows
    if listed is not None:
        field.choices = listed


def ask_about_year(form: ActForm, name: str, year: int) -> None:
    """`due_confirmed` is offered only for a date after `year`, the budget year of the session."""
    day = form.fields[name].widget.value_from_datadict(form.data, {}, name) or ""
    if not (day[:4].isdecimal() and int(day[:4]) > year):
        del form.fields["due_confirmed"]


def possible_hosts(forum: Forum) -> Any:
    """The organisations that may host: those that sit in the forum as hosts or secretaries."""
    running = forum.memberships.filter(role__in=(MemberRole.HOST, MemberRole.SECRETARY))
    return Organisation.objects.filter(pk__in=running.values("organisation"))


def funding_choices() -> list[tuple[str, Any]]:
    return [("", _("not said")), *funding_sources()]

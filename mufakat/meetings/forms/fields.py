"""The fields and boxes that several forms about sessions share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.queries import funding_sources
from mufakat.core.batch import once_in_batch
from mufakat.core.forms import ActForm
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


class FixedChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the things of a session that no fact changes: its agenda, its groups."""

    of: Meeting | None = None

    def to_python(self, value: Any) -> Any:
        if self.of is None:
            return super().to_python(value)
        key = type(self), self.queryset.model, self.of.pk, value
        return once_in_batch(key, lambda: super(FixedChoiceField, self).to_python(value))


def offer(
    form: ActForm,
    name: str,
    rows: Any,
    listed: Sequence[tuple[Any, str]] | None = None,
    *,
    of: Meeting | None = None,
) -> None:
    """What a field lets one choose from; `listed`: key and label of each, already read; `of`: whose they are, where
    no fact changes them."""
    field: Any = form.fields[name]
    field.queryset, field.of = rows, of
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

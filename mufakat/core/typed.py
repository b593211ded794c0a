"""What was typed into a form when the session had expired, as a person reads it: label and value.

The form is not made: its view would ask for a login. It is found among all our forms by the names of its fields. Where
these follow from a thing (the questions of an assessment), its room says how they are read (`register`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import Field
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.formats import date_format

from mufakat.core.forms import ActForm
from mufakat.core.ids import parse_id

Fields = Mapping[str, Sequence[str]]
Reader = Callable[[Any, Mapping[str, Any], Fields], list[list[str]] | None]
_READERS: dict[str, Reader] = {}
MOST = 50_000  # characters: more than any form of ours holds, and no store for strangers


def fields_of(request: HttpRequest) -> dict[str, list[str]]:
    """What was sent from a form of ours; nothing if it was none. A password is typed once more rather than kept."""
    names = [n for n in request.POST if n != "csrfmiddlewaretoken" and "password" not in n]
    fields = {name: request.POST.getlist(name) for name in names}
    size = sum(len(text) for name, values in fields.items() for text in (name, *values))
    return fields if "act_id" in fields and size <= MOST else {}


def register(verb: str, reader: Reader) -> None:
    """`reader(user, what the address names, fields)` reads the forms of this view; None if the user may not."""
    _READERS[verb] = reader


def told(user: Any, match: ResolverMatch, fields: Fields) -> list[list[str]]:
    """[label, value] of everything that this user filled in, at this address."""
    reader = _READERS.get(match.url_name or "")
    read = reader(user, match.kwargs, fields) if reader else None
    return shown(match.func.__module__, fields) if read is None else read


def told_again(user: Any, kept: Mapping[str, Any]) -> list[list[str]]:
    """What a session keeps, as who has signed in since may read it: nobody was signed in when it was kept, so the
    questions of an assessment were not told. As it was kept, where its address is gone."""
    try:
        return told(user, resolve(kept["path"]), kept["fields"])
    except Resolver404:
        return list(kept.get("shown", []))


def shown(room: str, fields: Fields) -> list[list[str]]:
    """[label, value] of everything that the writer filled in, in the order of the form. `room` is the module of the
    view ("mufakat.meetings.views.room"): its own forms are looked at first."""
    form = _form_of(room, fields)
    known: dict[str, Field] = form.base_fields if form else {}
    names = [*(name for name in known if name in fields), *(n for n in fields if n not in known)]
    return [
        [str(known[name].label or "") if name in known else "", value]
        for name in names
        if not _is_ours(name, known)
        if (value := "\n".join(filter(None, (_told(known.get(name), v) for v in fields[name]))))
    ]


def _form_of(room: str, fields: Fields) -> type[ActForm] | None:
    """The form with most of these names, then the one of the same room, then the one with fewest others."""

    def fits(form: type[ActForm]) -> tuple[int, bool, int]:
        here = form.__module__.split(".")[:2] == room.split(".")[:2]
        return len(form.base_fields.keys() & fields.keys()), here, -len(form.base_fields)

    return max(_all_below(ActForm), key=fits, default=None)


def _all_below(form: type[ActForm]) -> Iterator[type[ActForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _all_below(each)


def _is_ours(name: str, known: Mapping[str, Field]) -> bool:
    """Not typed by anybody: hidden fields, and what stands beside the box of a thing."""
    if name in known:
        return bool(known[name].widget.is_hidden)
    return name.removesuffix("_id").removesuffix("_choice") in known or name in ActForm.base_fields


def _told(field: Field | None, value: str) -> str:
    """A value as it was typed or chosen; ids that only the page could spell are left out."""
    value = value.strip()
    if field is None or not value:
        return value if parse_id(value) is None else ""
    if isinstance(field, forms.BooleanField):
        return "✓"
    if isinstance(field, forms.ModelChoiceField):
        return ""
    if choices := getattr(field, "choices", None):
        return {str(key): str(label) for key, label in choices}.get(value, "")
    if isinstance(field, forms.DateField):
        return _day(field, value)
    return value if parse_id(value) is None else ""


def _day(field: forms.DateField, value: str) -> str:
    try:
        day = field.to_python(value)
        return date_format(day, "j F Y") if day else ""
    except ValidationError:
        return value

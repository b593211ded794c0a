"""A field for text that names one thing, whatever kind of thing: what arrives, what is shown, what is asked back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import parse_id
from mufakat.directory import lookup

MANY = 20  # more choices than this are not a question but a list


class Typed(NamedTuple):
    """What arrived: the text, the id that stood behind it, and the answer to a question."""

    text: str
    kept_id: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Shown:
    """What the widget draws."""

    text: str = ""
    kept_id: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    suggested: tuple[str, ...] = ()
    add_url: str = ""
    add_label: "str | Promise" = ""
    ticked: bool = False  # the only candidate: it is the answer unless something else is typed


class ThingWidget(forms.Widget):
    """A text box, the hidden id of what its text means, and the choices when it was unclear."""

    template_name = "directory/thing_widget.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        parts = (data.get(name), data.get(f"{name}_id"), data.get(f"{name}_choice"))
        return Typed(*(str(getattr(p, "pk", p) or "").strip() for p in parts))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def parts_of(self, name: str, shown: Shown) -> dict[str, str]:
        """What a browser would send back of it."""
        return {name: shown.text, f"{name}_id": shown.kept_id, f"{name}_choice": ""}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["widget"]["shown"] = value if isinstance(value, Shown) else Shown()
        return context


class ThingField(forms.Field):
    """Text that names one thing. The cleaned value is the thing, or None where the field may stay empty."""

    widget = ThingWidget
    default_error_messages = {
        "several": _("“%(text)s” may be more than one thing. Choose below which one you mean."),
        "unsure": _(
            "“%(text)s” is not the whole name of anything. Choose below, or write it in full."
        ),
        "one": _(
            "“%(text)s” is not the whole name. If the one ticked below is meant, send again; "
            "else write the whole name."
        ),
        "none": _("Nothing is called “%(text)s”. Check the spelling, or add it first."),
    }
    add_name = ""
    add_label: "str | Promise" = ""
    how: "str | Promise" = ""  # the help text of a field that has none of its own

    def __init__(
        self,
        *,
        queryset: Any = None,
        on: date | None = None,
        either: "str | Promise" = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**{"help_text": self.how, **kwargs})
        self.either = either  # stands beside the label in the place of "optional"
        self.queryset: Any = queryset
        self.on = on
        self.found: Any = None
        self.asked: list[Any] = []
        self.missing = False
        self.only_one = False
        self.suggested: tuple[Any, ...] = ()

    def suggest(self, things: Iterable[Any]) -> None:
        """Offer these while one types (a datalist); any other thing may be typed as well."""
        self.suggested = tuple(things)

    @property
    def day(self) -> date:
        return self.on or clock.today()

    def rows(self) -> "QuerySet[Any]":
        """Everything that may be meant, whatever the day."""
        raise NotImplementedError

    def spell(self, thing: Any) -> str:
        """The label: unambiguous as far as words go, and read back as the same thing."""
        raise NotImplementedError

    def look_up(self, text: str) -> "lookup.Found[Any]":
        raise NotImplementedError

    def spell_id(self, value: Any) -> str:
        """The label of the thing with this id, for the two texts of a conflict."""
        thing = self.rows().filter(pk=value).first() if value else None
        return self.spell(thing) if thing else ""

    def prepare_value(self, value: Any) -> Shown:
        thing = value if isinstance(value, Model) else self.found
        if thing is not None:
            return Shown(self.spell(thing), str(thing.pk), suggested=self._suggestions())
        typed = value if isinstance(value, Typed) else Typed(str(value or ""))
        asked = tuple((str(each.pk), self.spell(each)) for each in self.asked[:MANY])
        add_url = reverse(self.add_name) if self.missing and self.add_name else ""
        offers = self._suggestions()
        return Shown(typed.text, "", asked, offers, add_url, self.add_label, self.only_one)

    def _suggestions(self) -> tuple[str, ...]:
        return tuple(self.spell(each) for each in self.suggested)

    def clean(self, value: Any) -> Any:
        typed = value if isinstance(value, Typed) else Typed(str(getattr(value, "pk", value) or ""))
        if not typed.text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        self.found = self._as_it_stood(typed) or self._suggested(typed.text) or self._asked(typed)
        self.run_validators(self.found)
        return self.found

    def _as_it_stood(self, typed: Typed) -> Any:
        """The thing behind a text that nobody touched, even if it has ended meanwhile; or one given by its id."""
        pk: Any = parse_id(typed.text)
        if pk is not None and self._keys_are_uuids():
            return self.rows().filter(pk=pk).first()
        if not typed.kept_id:
            return None
        pk = parse_id(typed.kept_id) if self._keys_are_uuids() else typed.kept_id
        if pk is None or not (self._keys_are_uuids() or str(pk).isdecimal()):
            return None
        thing = self.rows().filter(pk=pk).first()
        return thing if thing is not None and self.spell(thing) == typed.text else None

    def _keys_are_uuids(self) -> bool:
        return bool(self.rows().model._meta.pk.get_internal_type() == "UUIDField")

    def _suggested(self, text: str) -> Any:
        same = [each for each in self.suggested if self.spell(each).casefold() == text.casefold()]
        return same[0] if len(same) == 1 else None

    def _asked(self, typed: Typed) -> Any:
        """The one thing that the text means, or the one chosen among those it may mean."""
        try:
            found = self.look_up(typed.text)
        except RuleBroken as broken:
            self._check_choice_or(
                typed,
                lookup.instead_of_code(typed.text, self.day),
                str(broken.message),
                broken.code,
            )
            return self.found
        if found.sure is not None:
            return found.sure
        offered = {each.pk for each in self.suggested}
        near = found.ranks
        maybe = sorted(found.maybe, key=lambda e: (near.get(e.pk, 0), e.pk not in offered))
        self.only_one = len(maybe) == 1
        self._check_choice_or(typed, maybe, *self._question(typed.text, found))
        return self.found

    def _check_choice_or(self, typed: Typed, maybe: list[Any], message: str, code: str) -> None:
        self.found = next((each for each in maybe if str(each.pk) == typed.choice), None)
        if self.found is None:
            self.asked, self.missing = maybe, not maybe
            raise ValidationError(message, code=code)

    def _question(self, text: str, found: "lookup.Found[Any]") -> tuple[str, str]:
        code = "none" if not found.maybe else "several" if found.exact else "unsure"
        if len(found.maybe) == 1:
            code = "one"
        message = str(self.error_messages[code]) % {"text": text}
        if (more := len(found.maybe) - MANY) > 0:
            message += " " + ngettext(
                "%(count)d more is not shown: write more of the name.",
                "%(count)d more are not shown: write more of the name.",
                more,
            ) % {"count": more}
        return message, code

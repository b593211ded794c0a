"""Form fields in which one types a region, an organisation, a person, a forum or a login: a code, a name, or the
label that the field itself wrote. What is unclear is asked back as choices below the box; nothing is guessed.

    region = RegionField(label=_("Region"))                    # cleaned: Region or None
    owner = OrganisationField(label=_("Owner"), required=False)
    form.fields["owner"].suggest(organisations)                # optional: offered while typing, without a script
    form.fields["owner"].on = meeting_day                      # as of which day; without it: today
    form.fields["region"].near = forum.region                  # a name found once below it is that one

`initial` may be an instance. A field sends three names: `owner` (text), `owner_id` (hidden: what the text meant when
the page was made) and `owner_choice` (the answer to a question). Only the first is needed; it may hold an id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import parse_id

from . import lookup
from .models import Forum, Organisation, Person, Region, User

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
        return Shown(typed.text, "", asked, self._suggestions(), add_url, self.add_label)

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
        maybe = sorted(found.maybe, key=lambda each: each.pk not in offered)
        self._check_choice_or(typed, maybe, *self._question(typed.text, found))
        return self.found

    def _check_choice_or(self, typed: Typed, maybe: list[Any], message: str, code: str) -> None:
        self.found = next((each for each in maybe if str(each.pk) == typed.choice), None)
        if self.found is None:
            self.asked, self.missing = maybe, not maybe
            raise ValidationError(message, code=code)

    def _question(self, text: str, found: "lookup.Found[Any]") -> tuple[str, str]:
        code = "none" if not found.maybe else "several" if found.exact else "unsure"
        message = str(self.error_messages[code]) % {"text": text}
        if (more := len(found.maybe) - MANY) > 0:
            message += " " + ngettext(
                "%(count)d more is not shown: write more of the name.",
                "%(count)d more are not shown: write more of the name.",
                more,
            ) % {"count": more}
        return message, code


class RegionField(ThingField):
    """A Kemendagri code ("32.73.04") or a name ("Kec. Bojongloa Kaler"); 5308 and 53.1 are asked back."""

    default_error_messages = {
        "several": _(
            "Several regions are called “%(text)s”. Choose below, or write the Kemendagri code."
        ),
        "unsure": _(
            "No region is called exactly “%(text)s”. Choose below, or write the Kemendagri code."
        ),
        "none": _(
            "No region is called “%(text)s”. Check the spelling, or write the Kemendagri code, "
            "for example 32.73.04."
        ),
    }

    how = _("Name or Kemendagri code, for example 32.73.04")

    def __init__(self, *, near: Region | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.near = near

    def rows(self) -> "QuerySet[Any]":
        base: Any = self.queryset if self.queryset is not None else Region.objects
        found: QuerySet[Any] = base.select_related("parent__parent")
        return found

    def spell(self, thing: Any) -> str:
        return lookup.region_label(thing)

    def prepare_value(self, value: Any) -> Shown:
        shown = super().prepare_value(value)
        told = tuple((str(r.pk), lookup.region_with_parents(r)) for r in self.asked[:MANY])
        return Shown(shown.text, shown.kept_id, told if shown.asked else (), shown.suggested)

    def look_up(self, text: str) -> "lookup.Found[Any]":
        return lookup.regions(self.rows(), text, self.day, self.near)


class OrganisationField(ThingField):
    """The name or short name of an organisation or facility."""

    default_error_messages = {
        "several": _(
            "Several organisations are called “%(text)s”. Choose below which one you mean."
        ),
        "unsure": _(
            "No organisation is called exactly “%(text)s”. Choose below, or write its whole name."
        ),
        "none": _("No organisation is called “%(text)s”. Check the spelling, or add it first."),
    }
    how = _("A part of the name is enough; what is not clear is asked.")
    add_name = "record_organisation"
    add_label = _("Add an organisation")

    def rows(self) -> "QuerySet[Any]":
        base: Any = self.queryset if self.queryset is not None else Organisation.objects
        found: QuerySet[Any] = base.select_related("region")
        return found

    def spell(self, thing: Any) -> str:
        return lookup.organisation_label(thing)

    def look_up(self, text: str) -> "lookup.Found[Any]":
        return lookup.organisations(self.rows(), text, self.day)


class PersonField(ThingField):
    """The name of a person, with or without titles, or the office ("Lurah Jamika")."""

    default_error_messages = {
        "several": _("Several people may be “%(text)s”. Choose below which one you mean."),
        "unsure": _("Nobody is called exactly “%(text)s”. Choose below, or write the whole name."),
        "none": _("Nobody here is called “%(text)s”. Check the spelling, or add the person first."),
    }
    how = _(
        "A part of the name, or the office (Lurah Jamika), is enough; what is not clear is asked."
    )
    add_name = "record_person"
    add_label = _("Add a person")

    def rows(self) -> "QuerySet[Any]":
        base: Any = self.queryset if self.queryset is not None else Person.objects
        return lookup.with_offices(base.all(), self.day)

    def suggest(self, things: Iterable[Any]) -> None:
        super().suggest(things)
        lookup.fetch_offices(self.suggested, self.day)

    def spell(self, thing: Any) -> str:
        return lookup.person_label(thing, self.day)

    def look_up(self, text: str) -> "lookup.Found[Any]":
        return lookup.people(self.rows(), text, self.day)


class ForumField(ThingField):
    """The name of a forum. Give a queryset of the forums that the writer may see."""

    default_error_messages = {
        "several": _("Several forums are called “%(text)s”. Choose below which one you mean."),
        "unsure": _(
            "No forum is called exactly “%(text)s”. Choose below, or write its whole name."
        ),
        "none": _("No forum that you see is called “%(text)s”. Check the spelling."),
    }

    def rows(self) -> "QuerySet[Any]":
        base: Any = self.queryset if self.queryset is not None else Forum.objects
        found: QuerySet[Any] = base.select_related("region")
        return found

    def spell(self, thing: Any) -> str:
        return f"{thing.name} — {thing.region}"

    def look_up(self, text: str) -> "lookup.Found[Any]":
        return lookup.forums(self.rows(), text, self.day)


class UserField(ThingField):
    """A login, by its user name or by the name of its person."""

    default_error_messages = {
        "several": _("Several logins may be “%(text)s”. Choose below which one you mean."),
        "unsure": _("No login is called exactly “%(text)s”. Choose below, or write the user name."),
        "none": _(
            "No login is called “%(text)s”. Give the person a login first, on the person's page."
        ),
    }

    def rows(self) -> "QuerySet[Any]":
        base: Any = self.queryset if self.queryset is not None else User.objects
        found: QuerySet[Any] = base.select_related("person").filter(is_active=True)
        return found

    def spell(self, thing: Any) -> str:
        return f"{thing} ({thing.username})"

    def look_up(self, text: str) -> "lookup.Found[Any]":
        return lookup.users(self.rows(), text)

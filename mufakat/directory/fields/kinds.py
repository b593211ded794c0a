"""The fields for each kind of thing: how it is found, and what its label is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mufakat.directory import lookup
from mufakat.directory.models import Forum, Organisation, Person, Region, User

from .things import MANY, Shown, ThingField


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
        if not shown.asked:
            return shown
        asked = self.asked[:MANY]
        code_typed = lookup.CODE_LIKE.fullmatch(shown.text) is not None
        read = lookup.readings(shown.text, asked) if code_typed else {}
        labels = (
            " — ".join(
                [lookup.region_with_parents(r), *filter(None, ["; ".join(read.get(r.pk, ()))])]
            )
            for r in asked
        )
        told = tuple(zip((str(r.pk) for r in asked), labels, strict=True))
        return replace(shown, asked=told)

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

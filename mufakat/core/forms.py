"""The form of every write: it carries the id of its act, so that arriving twice is harmless."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import clock
from .ids import new_id
from .numbers import number_in

USED_BEFORE = _(
    "This form was sent before with another text, and that text is recorded. What you see here is not recorded "
    "yet: send it again if you mean it as well."
)

FIRST_DAY, LAST_DAY = (
    date(1900, 1, 1),
    date(2199, 12, 31),
)  # others are years typed wrongly: 0024, 20224
NO_SUCH_YEAR = _("Write the year with its four figures, like 2026.")


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)
        self.validators += [
            MinValueValidator(FIRST_DAY, NO_SUCH_YEAR),
            MaxValueValidator(LAST_DAY, NO_SUCH_YEAR),
        ]


class ActForm(forms.Form):
    """Parse, clean, label. `act_id` is the act's UUIDv7, `made_at` the writer's clock, `base` the version seen."""

    act_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _("The form has no act id.")}
    )
    made_at = forms.CharField(widget=forms.HiddenInput, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    conflicts: list[dict[str, Any]] = []
    decided_base: int | None = None
    is_used = False  # its act is done, with another text

    def __init__(
        self, data: Any = None, *args: Any, base: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self.initial.setdefault("act_id", new_id())
        self.initial.setdefault("base", base)

    def clean_made_at(self) -> datetime | None:
        """The device's clock is a claim: impossible ones are dropped, never an error."""
        try:
            claimed = datetime.fromisoformat(self.cleaned_data["made_at"])
            claimed = claimed if timezone.is_aware(claimed) else timezone.make_aware(claimed)
            return claimed if clock.may_be_claimed(claimed) else None
        except (ValueError, OverflowError):
            return None

    @property
    def values(self) -> dict[str, Any]:
        """What the action gets: the cleaned fields without the act's own, and without texts given up.

        While one choice is open none counts yet: the form comes back with all of them.
        """
        given_up = {name for name in self._shown() if self._kept(name) == "theirs"}
        given_up = given_up if self._has_decided() else set()
        leave_out = {"act_id", "made_at", "base", *given_up}
        return {k: v for k, v in self.cleaned_data.items() if k not in leave_out}

    @property
    def seen(self) -> int | None:
        """The version the writer saw. Who was shown two texts has seen the newer one once every choice is made."""
        return self._base_after() if self._has_decided() else self.cleaned_data.get("base")

    def refuse(self, field: str | None, message: Any) -> None:
        """Show a rule's sentence at its field, or on top where the form has no such field."""
        self.add_error(field if field in self.fields else None, str(message))

    def show_conflicts(self, conflicts: list[dict[str, Any]], version: int) -> None:
        """Give the form back with both texts; the writer chooses, and is then one who saw version `version`."""
        self.conflicts = conflicts
        self.decided_base = version
        self._renew()

    def show_present(self, names: Iterable[str], sets: Mapping[str, Sequence[str]]) -> None:
        """In a form that comes back with two texts: put what stands now where the writer had moved nothing.

        He has seen the newer version then, and would undo what others did there. What stands now is what the
        form began with; `sets` are given as they are to be ticked.
        """
        data: Any = self.data
        for name in set(names) & set(self.fields):
            field, key = self.fields[name], self.add_prefix(name)
            value = field.prepare_value(self.get_initial_for_field(field, name))
            spell = getattr(field.widget, "parts_of", None)  # a widget of several boxes
            parts = spell(key, value) if spell else {key: field.widget.format_value(value) or ""}
            for part, spelt in parts.items():
                data.setlist(part, spelt if isinstance(spelt, list) else [spelt])
            with suppress(forms.ValidationError):
                field.clean(field.widget.value_from_datadict(data, {}, key))
        for name, keys in sets.items():
            data.setlist(self.add_prefix(name), keys)

    def used_before(self) -> None:
        """This form was sent before with another text ("Back", and typed anew): give it back as a new one."""
        self._renew()
        self.is_used = True
        self.refuse(None, USED_BEFORE)

    def _renew(self) -> None:
        """What is sent next is another act."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("act_id")] = str(new_id())  # type: ignore[index]

    @property
    def conflict_names(self) -> str:
        return " ".join(conflict["field_name"] for conflict in self.conflicts)

    def _shown(self) -> list[str]:
        return [n for n in str(self.data.get("conflicts", "")).split() if n in self.fields]

    def _has_decided(self) -> bool:
        shown = self._shown()
        chosen = all(self._kept(name) in ("theirs", "mine") for name in shown)
        return bool(shown) and chosen and self._base_after() is not None

    def _base_after(self) -> int | None:
        return number_in(str(self.data.get("base_after", "")))

    def _kept(self, name: str) -> str:
        return str(self.data.get(f"keep_{name}", ""))


class ConfirmForm(ActForm):
    """A write with nothing to type."""


class ReasonForm(ActForm):
    """A write that must say why."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

"""An office's own run sheet, typed step by step in a form that needs no script."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.core.numbers import number_in
from mufakat.directory.queries import sectors
from mufakat.meetings import rules

from .fields import lines

MORE = 3  # empty rows for new steps
PHASES = [("input", _("Input")), ("process", _("Process")), ("output", _("Output"))]


class ProtocolForm(ActForm):
    """`steps` are those of the run sheet that is adapted; `base` is its version, 0 for the reference."""

    title = forms.CharField(label=_("Name of this kind of meeting"), max_length=200)
    papers = forms.CharField(
        label=_("Papers"),
        required=False,
        widget=lines(6),
        max_length=4000,
        help_text=_("One paper on each line."),
    )
    invitees = forms.CharField(
        label=_("Typical invitees"),
        required=False,
        widget=lines(8),
        max_length=6000,
        help_text=_(
            "One on each line: the sector, a colon, the office. Example: pertanian: Koordinator penyuluh"
        ),
    )

    stood = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=rules.MOST_STEPS
    )

    def __init__(self, data: Any, *, steps: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        """What is sent says by itself how many steps there were, and which: a second arrival reads like the first."""
        super().__init__(data, **kwargs)
        sent = str(self.data.get("stood", ""))
        self.old = [_sent_step(self.data, n) for n in _up_to(sent)] if data else list(steps)
        self.initial["stood"] = len(self.old)
        for number in range(len(self.old) + MORE):
            step = self.old[number] if number < len(self.old) else None
            self.fields |= _fields_of(number, step)
        steps_in_order = (n for n in self.fields if n[0] == "s" and n != "stood")
        self.order_fields(["title", *steps_in_order, "papers", "invitees"])

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each step as the template draws it: what its boxes hold, and what is wrong with them. A hundred boxes drawn
        one by one would take longer than all the rest of the page."""
        names = ("order", "phase", "title", "minutes", "hint", "drop", "key", "role")
        return [
            {
                "n": n,
                "is_old": n < len(self.old),
                "may_drop": f"s{n}_drop" in self.fields,
                **{k: self._shown_value(f"s{n}_{k}") for k in names if f"s{n}_{k}" in self.fields},
                "errors": [e for k in names for e in self.errors.get(f"s{n}_{k}", ())],
            }
            for n in range(len(self.old) + MORE)
        ]

    def _shown_value(self, name: str) -> Any:
        value = self.data.get(name) if self.is_bound else self.fields[name].initial
        return "" if value is None else value

    def clean(self) -> dict[str, Any]:
        """One problem at a time, at the place where it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            cleaned["papers"] = rules.papers_of(cleaned["papers"])
            cleaned["invitees"] = rules.invitees_of(cleaned["invitees"], dict(sectors()))
            cleaned["steps"] = self._steps(cleaned)
            rules.steps_are_whole(cleaned["steps"])
        except RuleBroken as broken:
            self.refuse(broken.field, broken.message)
        return cleaned

    def _steps(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = [_step_of(n, cleaned, self.old) for n in range(len(self.old) + MORE)]
        ordered = rules.order_of([step for step in found if step])
        return [{k: v for k, v in step.items() if k != "order"} for step in ordered]

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "papers", "invitees", "steps")
        return {name: self.cleaned_data[name] for name in names}


def _up_to(sent: str) -> range:
    return range(min(number_in(sent) or 0, rules.MOST_STEPS))


def _sent_step(data: Mapping[str, Any], n: int) -> dict[str, Any]:
    """A step as the form named it; what is none of ours counts as a plain one."""
    role = str(data.get(f"s{n}_role", ""))
    return {
        "key": str(data.get(f"s{n}_key", ""))[:60].replace("\0", "") or f"own-{n + 1}",
        "role": role if role in rules.KEPT else "plain",
        "phase": "process",
        "title": "",
        "minutes": None,
        "hint": "",
    }


def _fields_of(n: int, step: Mapping[str, Any] | None) -> dict[str, forms.Field]:
    said = step or {"phase": "", "title": "", "minutes": None, "hint": ""}
    made: dict[str, forms.Field] = {
        f"s{n}_order": forms.DecimalField(
            label=_("Order"),
            initial=n + 1,
            min_value=0,
            max_value=999,
            max_digits=6,
            decimal_places=2,
        ),
        f"s{n}_phase": forms.ChoiceField(
            label=_("Part"), choices=PHASES, initial=said["phase"], required=step is not None
        ),
        f"s{n}_title": forms.CharField(
            label=_("Step"), max_length=300, initial=said["title"], required=step is not None
        ),
        f"s{n}_minutes": forms.IntegerField(
            label=_("Minutes"),
            min_value=1,
            max_value=rules.LONGEST_STEP,
            initial=said["minutes"],
            required=False,
        ),
        f"s{n}_hint": forms.CharField(
            label=_("Hint"),
            max_length=500,
            initial=said["hint"],
            required=False,
            widget=lines(2),
        ),
    }
    if step:
        for name in ("key", "role"):
            made[f"s{n}_{name}"] = forms.CharField(
                widget=forms.HiddenInput, initial=step[name], required=False, max_length=60
            )
    if step and step["role"] == "plain":
        made[f"s{n}_drop"] = forms.BooleanField(label=_("Take this step out"), required=False)
    if step is None:
        made[f"s{n}_order"].required = False
    return made


def _step_of(
    n: int, cleaned: Mapping[str, Any], old: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    title = cleaned.get(f"s{n}_title", "")
    if not title or cleaned.get(f"s{n}_drop"):
        return None
    order = cleaned.get(f"s{n}_order")
    return {
        "key": old[n]["key"] if n < len(old) else f"own-{n + 1}",
        "role": old[n]["role"] if n < len(old) else "plain",
        "phase": cleaned.get(f"s{n}_phase") or "",
        "title": title,
        "hint": cleaned.get(f"s{n}_hint", ""),
        "minutes": cleaned.get(f"s{n}_minutes"),
        "order": n + 1 if order is None else order,
    }

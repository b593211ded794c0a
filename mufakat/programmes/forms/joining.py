"""Many districts at once: names or codes as they were pasted, and boxes that were ticked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, ngettext

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm, DayField
from mufakat.directory import lookup
from mufakat.directory.models import Region

MOST = 200  # lines
NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+")
FEW = 4


@dataclass(frozen=True)
class Line:
    """One line as it was typed, and what it was read as; `why`: it could not be."""

    text: str
    region: Region | None = None
    why: str = ""

    @property
    def key(self) -> str:
        return self.region.code if self.region else self.text


def lines_of(text: str) -> list[str]:
    """One name or code on each line or between semicolons; of a row that was copied from a table its first cells are
    tried together. A number in front of it is dropped."""
    rows = (NUMBERED.sub("", row).strip(" ,") for row in re.split(r"[\r\n;]+", text))
    return list(dict.fromkeys(filter(None, rows)))


def read(text: str, on: date) -> Line:
    """What a line means: never guessed."""
    rows = Region.objects.filter(level__lte=2)
    why = ""
    for cell in [text, *(text.split("\t") if "\t" in text else [])]:
        try:
            found = lookup.regions(rows, " ".join(cell.split()), on)
        except RuleBroken as broken:
            why = why or str(broken.message)
            continue
        if found.sure:
            return Line(text, found.sure)
        why = why or _unclear(found.maybe)
    return Line(text, why=why)


def _unclear(maybe: Sequence[Region]) -> str:
    if not maybe:
        return str(_("No kabupaten or kota of this name. Check the spelling, or write its code."))
    names = ", ".join(lookup.region_label(each) for each in maybe[:FEW])
    return str(_("Which one? %(names)s. Write the code.")) % {"names": names}


class JoinManyForm(ActForm):
    """`offered`: the boxes of a province. A list of which something may not join comes back with the button that leaves
    this out; what that button leaves out is what the page showed (`shown`)."""

    names = forms.CharField(
        label=_("Names or codes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One on each line, for example 53.08 or Kab. Ende; a column of Excel can be pasted."
        ),
    )
    ticked: Any = forms.ModelMultipleChoiceField(
        Region.objects.filter(level=2),
        label=_("Districts without a place in this programme"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    on = DayField(label=_("Joined on"))
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: list[Line] = []
        self.initial.setdefault("on", clock.today())
        if offered or "ticked" in self.data:
            boxes: Any = self.fields["ticked"]
            boxes.widget.choices = [(each.code, lookup.region_label(each)) for each in offered]
        else:
            del self.fields["ticked"]

    @property
    def leave(self) -> list[str]:
        """What the page showed as not to be taken in, where the button says to leave it out."""
        shown = str(self.cleaned_data.get("shown", ""))
        return shown.splitlines() if "lagi" in self.data else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed, on = lines_of(cleaned.get("names", "")), cleaned.get("on")
        if len(typed) > MOST:
            self.add_error("names", _("At most 200 lines at once."))
        elif on:
            ticked = cleaned.get("ticked") or []
            read_now = [*(read(text, on) for text in typed), *(Line(r.code, r) for r in ticked)]
            self.lines = list({line.key: line for line in reversed(read_now)}.values())[::-1]
            self._all_are_read()
        return cleaned

    def _all_are_read(self) -> None:
        unread = sum(not line.region and line.key not in self.leave for line in self.lines)
        told = ngettext(
            "%(n)d line cannot be read; the reason stands below. None has joined yet.",
            "%(n)d lines cannot be read; the reasons stand below. None has joined yet.",
            unread,
        )
        if unread:
            self.add_error("names", told % {"n": unread})
        elif not self.lines:
            self.add_error("names", _("Write at least one kabupaten or kota."))

    @property
    def values(self) -> dict[str, Any]:
        """What the action gets: regions, not what was typed."""
        regions = [line.region for line in self.lines if line.region]
        return {"regions": regions, "on": self.cleaned_data["on"], "leave": self.leave}

    def show(self, keys: Sequence[str]) -> None:
        """What the page shows as not to be taken in goes with the form."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("shown")] = "\n".join(keys)  # type: ignore[index]

"""What is typed about a contest."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, DayField
from mufakat.core.periods import YEARS
from mufakat.directory.fields import RegionField
from mufakat.programmes.models import Contest, ContestEntry
from mufakat.programmes.rules import criteria_text

from .bodies import OrganisationTicks

Points = dict[str, int | None]
EXAMPLE = "Isi materi = 40\nPenyampaian = 40\nKekompakan = 20"


class ContestForm(ActForm):
    title = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("For example Lomba sosialisasi ILP antar-Puskesmas"),
    )
    region = RegionField(label=_("Region"))
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])
    on = DayField(label=_("Day"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    audience = forms.IntegerField(
        label=_("Audience"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("How many people watched, about"),
    )
    criteria = forms.CharField(
        label=_("Criteria"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=EXAMPLE,
        help_text=_("One on each line: its name, an equals sign, and the highest points"),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("criteria"), list):
            self.initial["criteria"] = criteria_text(self.initial["criteria"])


class ContestantsForm(ActForm):
    organisations: Any = OrganisationTicks(
        label=_("Who takes part"),
        error_messages={"required": _("Tick at least one facility.")},
    )

    def __init__(self, *args: Any, offered: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].offer(offered, among)  # type: ignore[attr-defined]


class PointsForm(ActForm):
    """One box for each criterion of the contest."""

    def __init__(self, *args: Any, entry: ContestEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in entry.contest.criteria:
            name = f"nilai_{criterion['code']}"
            self.fields[name] = forms.IntegerField(
                label=criterion["title"],
                min_value=0,
                max_value=criterion["most"],
                help_text=_("From 0 to %(most)d") % {"most": criterion["most"]},
            )
            self.initial.setdefault(name, entry.points.get(criterion["code"]))


class GridForm(ActForm):
    """The points of all participants at once: a row for each, a box for each criterion. What the writer saw in a box
    goes with it (a hidden initial), so that only what he moved is written."""

    def __init__(
        self, *args: Any, contest: Contest, entries: Sequence[ContestEntry], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [criterion["code"] for criterion in contest.criteria]
        self.entries = entries
        for entry in entries:
            for criterion in contest.criteria:
                name = box_name(entry, criterion["code"])
                self.fields[name] = _box(entry, criterion)
                self.initial[name] = entry.points.get(criterion["code"])

    @property
    def rows(self) -> list[tuple[ContestEntry, list[Any]]]:
        """For the page: each participant with its boxes."""
        return [(e, [self[box_name(e, code)] for code in self.codes]) for e in self.entries]

    @property
    def moved(self) -> list[tuple[ContestEntry, Points, Points]]:
        """Of each participant in whose row something was typed: its points now, and those that the writer saw."""
        changed = set(self.changed_data)
        return [
            (entry, self._points(entry, self.cleaned_data), self._points(entry, self._seen(entry)))
            for entry in self.entries
            if changed & {box_name(entry, code) for code in self.codes}
        ]

    def _points(self, entry: ContestEntry, of: Mapping[str, Any]) -> Points:
        return {code: of.get(box_name(entry, code)) for code in self.codes}

    def _seen(self, entry: ContestEntry) -> dict[str, int | None]:
        names = [box_name(entry, code) for code in self.codes]
        told = {name: str(self.data.get(self.add_initial_prefix(name), "")) for name in names}
        return {name: int(text) if text.isdecimal() else None for name, text in told.items()}

    def refuse(self, field: str | None, message: Any) -> None:
        """After another one was quicker: what stands now counts as seen when this is sent again."""
        super().refuse(field, message)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for entry in self.entries:
            for code in self.codes:
                name, now = box_name(entry, code), entry.points.get(code)
                data[self.add_initial_prefix(name)] = "" if now is None else str(now)
        self.data = data


def box_name(entry: ContestEntry, code: str) -> str:
    return f"n{entry.number}_{code}"


def _box(entry: ContestEntry, criterion: Any) -> forms.IntegerField:
    told = {"name": entry.organisation.name, "title": criterion["title"], "most": criterion["most"]}
    label = _("%(name)s, %(title)s (0–%(most)d)") % told
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=criterion["most"],
        show_hidden_initial=True,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "size": 3, "maxlength": 4, "aria-label": label}
        ),
    )

"""One question of a draft, on one plain form. Steps are typed a line each; what is wrong is said on the form."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, DayField
from mufakat.core.numbers import number_in
from mufakat.indicators import computed
from mufakat.indicators.queries.instruments import part_title
from mufakat.indicators.rules import editing, faults_in_question
from mufakat.indicators.rules.instrument import MANY, PARTS

from .instruments import lines, refuse_all

KINDS = [
    ("yes_no", _("Yes or no")),
    ("scale", _("One of several steps")),
    ("number", _("A number out of a number")),
    ("range", _("A value that lies in a stretch")),
]
COMBINES = [
    ("all", _("every one must meet it")),
    ("any", _("one that meets it is enough")),
    ("share", _("a share of them must meet it")),
    ("pool", _("their numbers are added")),
]
PLACES = [
    ("sum", _("numerators and denominators are added")),
    ("share", _("how many bodies meet it")),
    ("mean", _("the mean of the bodies")),
]
PERIODS = [("last", _("how things stand last")), ("sum", _("what was done is added"))]
DEFAULTS: dict[str, Any] = {
    "combine": "all",
    "weight": 1,
    "must": False,
    "may_not_apply": True,
    "across_places": "sum",
    "across_periods": "last",
    "target_percent": 100,
}
BANDED = ("scale", "range")
# As the form is read: what is asked, then only what its kind of answer needs, then what is seldom changed.
GROUPS = (
    ("", ("title", "code", "domain", "after", "part", "kind")),
    (_("Only for steps and stretches"), ("bands", "met_at")),
    (_("Only for a number out of a number"), ("numerator", "denominator", "target_percent")),
    (_("When several bodies answer"), ("combine", "share_percent")),
    (_("What is shown beside it"), ("evidence", "hint", "unit")),
    (
        _("How it counts"),
        ("weight", "must", "may_not_apply", "computed", "across_places", "across_periods", "until"),
    ),
)


class QuestionForm(ActForm):
    """`mark` is what was seen of a question that is there already."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    title = forms.CharField(label=_("Question"), max_length=500, widget=lines(2))
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_(
            "Small letters, digits and hyphens. Keep it in the next version, so that its trend goes on."
        ),
    )
    domain = forms.ChoiceField(label=_("Domain"))
    after = forms.ChoiceField(label=_("Stands"), required=False)
    part = forms.ChoiceField(label=_("Who answers"))
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=KINDS)
    bands = forms.CharField(
        label=_("Steps of the answer"),
        required=False,
        max_length=6000,
        widget=lines(4),
        help_text=_(
            "One on each line: points | title. A stretch says as well from which value "
            "on it holds, from low to high: 4 | Sebagian | 1. The lowest has none: 0 | Tidak ada"
        ),
    )
    met_at = forms.IntegerField(
        label=_("Met from how many points on"), required=False, min_value=1, max_value=10_000
    )
    numerator = forms.CharField(
        label=_("What is counted"),
        required=False,
        max_length=300,
    )
    denominator = forms.CharField(label=_("Out of what"), required=False, max_length=300)
    target_percent = forms.IntegerField(
        label=_("Met from how many percent on"),
        required=False,
        min_value=1,
        max_value=100,
        error_messages={
            "min_value": _("With 0 %% everybody meets it. Write 1 to 100."),
            "max_value": _("More than 100 %% is out of reach. Write 1 to 100."),
        },
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=60)
    combine = forms.ChoiceField(label=_("They meet it when"), choices=COMBINES)
    share_percent = forms.IntegerField(
        label=_("Share of them in percent"), required=False, min_value=1, max_value=100
    )
    weight = forms.IntegerField(label=_("Weight in its domain"), min_value=0, max_value=10_000)
    must = forms.BooleanField(label=_("Required: nothing passes without it"), required=False)
    may_not_apply = forms.BooleanField(label=_("“Does not apply” may be answered"), required=False)
    evidence = forms.CharField(label=_("Evidence asked for"), required=False, max_length=500)
    hint = forms.CharField(label=_("Hint"), required=False, max_length=1000, widget=lines(2))
    computed = forms.ChoiceField(label=_("Nobody types it, it is computed from"), required=False)
    across_places = forms.ChoiceField(
        label=_("Over places"),
        choices=PLACES,
        help_text=_(
            "How the figure of a district follows from its bodies. Two Puskesmas with 8 of 10 and 1 of 2, target 80 %: "
            "added 9 of 12 (75 %); how many meet it, 1 of 2; the mean of 80 % and 50 %, 65 %."
        ),
    )
    across_periods = forms.ChoiceField(
        label=_("Over time"),
        choices=PERIODS,
        help_text=_(
            "How the figure of a year follows from its months. What stands is taken from the last month (trained "
            "cadres: 40 of 50); what was done is added (visits: 10, 12 and 8 make 30)."
        ),
    )
    until = DayField(
        label=_("Last day on which it is asked"),
        required=False,
        help_text=_("Later assessments leave it out; earlier ones keep it."),
    )

    def __init__(self, *args: Any, body: Mapping[str, Any], was: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level: str = body["level"]
        self.old = editing.question_in(body, was) or {}
        self.fields["bands"].widget.attrs["placeholder"] = (
            "0 | Tidak ada\n1 | Sebagian\n2 | Lengkap"
        )
        self._offer("domain", [(d["code"], d["title"]) for d in body["domain"]])
        self._offer("after", _places(body, was))
        self._offer("part", [(kind, part_title(kind)) for kind in PARTS[self.level]])
        known = [(each.name, each.title) for each in computed.sources()]
        self._offer("computed", [("", _("– it is typed")), *known])
        if len(PARTS[self.level]) == 1:
            del self.fields["part"]
        if not MANY.get(self.level):
            for name in ("combine", "share_percent"):
                del self.fields[name]

    def clean_bands(self) -> str:
        """The first line that cannot be read is told, with how one is written."""
        text: str = self.cleaned_data["bands"]
        asked = text if self.cleaned_data.get("kind") in BANDED else ""
        for line in (each.strip() for each in asked.splitlines() if each.strip()):
            points, _gap, title = line.partition("|")
            if number_in(points.strip()) is None or not title.strip():
                raise forms.ValidationError(
                    _("“%(line)s” cannot be read. Write points | title, such as 0 | Tidak ada.")
                    % {"line": line[:60]}
                )
        return text

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields that are there, under their headings."""
        found = ((title, [self[n] for n in names if n in self.fields]) for title, names in GROUPS)
        return [(title, fields) for title, fields in found if fields]

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["row"] = self._row(cleaned)
            refuse_all(self, faults_in_question(cleaned["row"], self.level, computed.names()))
        return cleaned

    def _row(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The question as a body writes it: only what belongs to its kind of answer, and what is not usual."""
        kind = cleaned["kind"]
        row: dict[str, Any] = {name: cleaned[name] for name in ("code", "title", "kind")}
        row["part"] = cleaned.get("part") or self.level
        names = ["weight", "must", "may_not_apply", "evidence", "hint", "unit", "computed"]
        names += ["across_places", "across_periods", "combine"]
        names += ["numerator", "denominator", "target_percent"] if kind == "number" else []
        for name in names:
            value = cleaned.get(name)
            if value not in ("", None, DEFAULTS.get(name)):
                row[name] = value
        if row.get("combine") == "share" and cleaned["share_percent"]:
            row["share_percent"] = cleaned["share_percent"]
        if kind in BANDED:
            row["bands"] = bands_of(cleaned["bands"], kind, self.old.get("bands", ()))
            row |= {"met_at": cleaned["met_at"]} if cleaned["met_at"] else {}
        if cleaned["until"]:
            row["until"] = cleaned["until"].isoformat()
        return row

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("row", "domain", "after", "mark")}

    @staticmethod
    def first(body: Mapping[str, Any], code: str) -> dict[str, Any]:
        """With what the form of a question that is there begins."""
        row = editing.question_in(body, code) or {}
        until = row.get("until")
        return {
            **DEFAULTS,
            **row,
            "bands": bands_text(row.get("bands", ()), row.get("kind", "")),
            "until": date.fromisoformat(until) if until else None,
            "domain": editing.domain_of(body, code),
            "after": editing.before_it(body, code),
            "mark": editing.mark_of(row),
        }


def _places(body: Mapping[str, Any], was: str) -> list[tuple[str, Any]]:
    every = [row for domain in body["domain"] for row in domain["indicator"]]
    behind = [
        (row["code"], _("after “%(title)s”") % {"title": row["title"][:80]})
        for row in every
        if row["code"] != was
    ]
    first = (editing.FIRST, _("at the beginning of the domain"))
    return [("", _("at the end of the domain")), first, *behind]


def bands_text(bands: Sequence[Mapping[str, Any]], kind: str) -> str:
    """The steps as they are typed."""
    rows = []
    for band in bands:
        parts = [str(band["points"]), band["title"]]
        if kind == "range" and band.get("least"):
            parts.append(band["least"].replace(".", ","))
        rows.append(" | ".join(parts))
    return "\n".join(rows)


def bands_of(text: str, kind: str, old: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The steps that were typed; one that was there keeps its code. What cannot be read is refused by the rule."""
    codes = {band["title"]: band["code"] for band in old}
    found: list[dict[str, Any]] = []
    for line in (each for each in text.splitlines() if each.strip()):
        points, title, least, *_more = [*(part.strip() for part in line.split("|")), "", "", ""]
        code = codes.get(title) or f"n{points}"
        while any(code == band["code"] for band in found):
            code += "x"
        count = number_in(points)
        band: dict[str, Any] = {"code": code, "title": title}
        band["points"] = points if count is None else count
        if kind == "range" and least:
            band["least"] = least.replace(",", ".")
        found.append(band)
    if kind == "range":
        for band, after in pairwise(found):
            band["below"] = after.get("least", "")
    return found

"""What is typed about an instrument and its versions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm, DayField
from mufakat.directory.fields import OrganisationField
from mufakat.indicators.models import InstrumentVersion, Level
from mufakat.indicators.rules import Form, Indicator, editing, usual_threshold, versions as judged
from mufakat.journal.rules import digest_of

GRADE_PARTS = 3


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HandForm(ActForm):
    """Another office for an instrument; `keepers` are those for which the writer may write too."""

    keeper = OrganisationField(
        label=_("Who writes it from now on"),
        help_text=_("An office for which you may write instruments as well"),
    )

    def __init__(self, *args: Any, keepers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keeper"]
        field.queryset = keepers
        field.suggest(keepers.filter(facility__kind__startswith="dinkes").order_by("name")[:30])


class InstrumentForm(ActForm):
    """A new instrument; of a copy the kind of body is known. `keepers` are the offices whose it may be."""

    keeper = OrganisationField(
        label=_("Whose instrument"),
        help_text=_("The office that writes it and publishes its versions"),
    )
    title = forms.CharField(label=_("Name"), max_length=200)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Small letters, digits and hyphens, for example coe-ilp-ende; it stays."),
    )
    level = forms.ChoiceField(label=_("Who answers it"), choices=Level.choices)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        required=False,
        widget=lines(2),
        help_text=_("The decree or guideline that it comes from"),
    )

    def __init__(
        self, *args: Any, copy_of: InstrumentVersion | None, keepers: Any, own: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = keepers  # type: ignore[attr-defined]
        self.initial["keeper"] = own
        if copy_of is not None:
            self.initial["title"] = copy_of.body["title"]
            del self.fields["level"]

    @property
    def values(self) -> dict[str, Any]:
        return {"level": "", **super().values}


class HeadForm(ActForm):
    """Title, threshold and grades of a draft. `mark` is what was seen."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    title = forms.CharField(label=_("Name"), max_length=200)
    percent = forms.IntegerField(
        label=_("Passed when at least so many per cent of the questions that apply are met"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 100}),
    )
    all_required = forms.BooleanField(
        label=_("and every required question that applies"), required=False
    )
    threshold = forms.CharField(
        label=_("A rule of your own"),
        max_length=300,
        required=False,
        widget=lines(2),
        help_text=_(
            "In the place of the per cent above. A rule of whole numbers, for example index*1000 &gt;= 655"
        ),
    )
    threshold_note = forms.CharField(
        label=_("Note on it"),
        max_length=500,
        required=False,
        widget=lines(2),
        help_text=_("How it is rounded, where the limit comes from"),
    )
    grade = forms.CharField(
        label=_("Grades"),
        max_length=4000,
        required=False,
        widget=lines(4),
        help_text=_(
            "One on each line: code | title | rule. The first whose rule holds is given. Example: "
            "A | Baik | index*100 &gt;= 85"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["percent"].either = _("or a rule of your own below")  # type: ignore[attr-defined]

    def clean_grade(self) -> list[dict[str, str]]:
        found = []
        for line in self.cleaned_data["grade"].splitlines():
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != GRADE_PARTS:
                raise forms.ValidationError(
                    _("“%(line)s” is no grade. Write code | title | rule.") % {"line": line[:60]}
                )
            found.append(dict(zip(("code", "title", "rule"), parts, strict=True)))
        return found

    def clean(self) -> dict[str, Any]:
        """One of both: the usual choice, or a rule."""
        cleaned = super().clean() or self.cleaned_data
        if "percent" in self.errors or "threshold" in self.errors:
            return cleaned
        usual, own = cleaned.get("percent") is not None, bool(cleaned.get("threshold"))
        if not usual and not own:
            self.add_error("percent", _("Write when it is passed."))
        if own and (usual or cleaned.get("all_required")):
            self.add_error(
                "threshold",
                _(
                    "Both are filled in. Keep the per cent above, or the rule here, and empty the other."
                ),
            )
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        percent, must = given.pop("percent"), given.pop("all_required")
        rule = given["threshold"] or usual_threshold.written(percent, all_required=must)
        return {**given, "threshold": rule}

    @property
    def advanced(self) -> list[str]:
        """The fields that stand aside, for those who need them."""
        return ["threshold", "threshold_note", "grade"]

    @property
    def is_advanced(self) -> bool:
        """Something stands there, or is wrong there."""
        return any(self[name].value() or self[name].errors for name in self.advanced)

    @staticmethod
    def first(body: dict[str, Any]) -> dict[str, Any]:
        """With what it begins."""
        grades = (f"{g['code']} | {g['title']} | {g['rule']}" for g in body.get("grade", ()))
        names = ("title", "threshold", "threshold_note")
        given = {name: body.get(name, "") for name in names}
        if usual := usual_threshold.chosen(given["threshold"]):
            given |= {"percent": usual[0], "all_required": usual[1], "threshold": ""}
        return {**given, "grade": "\n".join(grades), "mark": editing.mark_of(editing.head_of(body))}


class DomainForm(ActForm):
    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    title = forms.CharField(label=_("Domain"), max_length=200)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_(
            "Small letters, digits and underscores; rules ask by it, for example sdm__index"
        ),
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=0,
        max_value=10_000,
        initial=1,
        help_text=_("How much it counts in the index of the whole, beside the other domains"),
    )
    scored = forms.BooleanField(label=_("It is scored"), required=False, initial=True)
    after = forms.ChoiceField(label=_("Stands"), required=False)

    def __init__(self, *args: Any, others: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        behind = [(d["code"], _("after “%(title)s”") % {"title": d["title"]}) for d in others]
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            ("", _("at the end")),
            (editing.FIRST, _("at the beginning")),
            *behind,
        ]

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        row = {name: given[name] for name in ("code", "title", "weight")}
        row |= {} if given["scored"] else {"scored": False}
        return {"row": row, "after": given["after"], "mark": given["mark"]}


class PublishForm(ActForm):
    """From when on it holds, and what continues the questions of which that is in doubt: offered is what counts alike.
    `reasons`: why it is not what stands under the same code."""

    valid_from = DayField(
        label=_("Holds from"),
        help_text=_("Assessments of this day and later use it. It cannot be changed afterwards."),
    )
    backwards = forms.BooleanField(
        label=_("It is to hold for months that have passed, too"), required=False
    )

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        doubtful: Sequence[Indicator],
        after: Form,
        is_first: bool,
        first: Mapping[str, str],
        reasons: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["backwards"]
        self.doubtful = [each.code for each in doubtful]
        for each in doubtful:
            able = [(now.code, now.title) for now in judged.may_continue(each, after)]
            self.fields[judged.map_field(each.code)] = forms.ChoiceField(
                label=_("“%(title)s” is continued by") % {"title": each.title},
                choices=[("", "–"), ("-", _("it ends here")), *able],
                help_text=reasons.get(each.code, ""),
                initial=first.get(each.code, ""),
            )
        self.after, self.is_first = after, is_first
        self.fields["shown"].initial = self._mark()

    @property
    def said(self) -> dict[str, str]:
        """What stands in the form of the questions in doubt, as a map; nothing of those that nobody has decided."""
        stands = {code: self[judged.map_field(code)].value() for code in self.doubtful}
        return {old: judged.ENDS if new == "-" else new for old, new in stands.items() if new}

    def clean(self) -> dict[str, Any]:
        """Nobody publishes a map without having read what it does: it never changes again."""
        cleaned = super().clean() or self.cleaned_data
        mark = self._mark()
        if not self.is_first and not self.errors and cleaned.get("shown") != mark:
            stands: Any = self.data
            data = stands.copy()
            data[self.add_prefix("shown")] = mark
            self.data = data
            self.add_error(
                None,
                _(
                    "Nothing is published yet. Above is what becomes of the questions: read it, then publish once more."
                ),
            )
        return cleaned

    def _mark(self) -> str:
        """Of what the page tells: the map as it stands, and the questions of the draft with all that they say."""
        return digest_of(self.said, [repr(each) for each in self.after.indicators])

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        backwards = bool(given.get("backwards"))
        return {"valid_from": given["valid_from"], "mapping": self.said, "backwards": backwards}


def refuse_all(form: forms.Form, faults: Sequence[str]) -> None:
    for fault in faults:
        form.add_error(None, fault)

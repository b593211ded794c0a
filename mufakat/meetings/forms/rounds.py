"""What is typed about rounds of ratings: the method, the problems, the raters, their scores, the end."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.core.numbers import number_in
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting, Participant, Problem, Rater

from .fields import offer


class RoundForm(ActForm):
    """By which method, which problems, and who of those present rates."""

    method = forms.ChoiceField(
        label=_("Method"), choices=queries.methods, widget=forms.RadioSelect, initial="usg-jumlah"
    )
    problems: Any = forms.ModelMultipleChoiceField(
        queryset=Problem.objects.none(),
        label=_("Problems to be put in order"),
        widget=forms.CheckboxSelectMultiple,
    )
    raters: Any = forms.ModelMultipleChoiceField(
        queryset=Participant.objects.none(),
        required=False,
        label=_("Raters among those present"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Others can be added afterwards. Without scores nobody needs to be ticked."),
    )

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        problems = meeting.problems.filter(late_at=None)
        listed = list(problems.values_list("pk", "text"))
        self.initial.setdefault("problems", [pk for pk, _text in listed])
        offer(self, "problems", problems, listed)
        present = meeting.participants.filter(present=True)
        offer(self, "raters", present, queries.named_with_seats(present))


class RaterForm(ActForm):
    """One more who rates."""

    participant: Any = forms.ModelChoiceField(
        queryset=Participant.objects.none(),
        required=False,
        label=_("Participant"),
        empty_label=_("somebody else"),
    )
    name = forms.CharField(
        label=_("Name"), required=False, max_length=160, help_text=_("If not a participant.")
    )
    detail = forms.CharField(
        label=_("Office or organisation"),
        required=False,
        max_length=200,
        help_text=_("Tells two of one name apart."),
    )

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        listed = meeting.participants.all()
        field: Any = self.fields["participant"]
        named = queries.named_with_seats(listed)
        offer(self, "participant", listed, [("", field.empty_label), *named])


def _scale(criterion: Mapping[str, Any]) -> dict[str, Any]:
    """What can be given by a criterion, with its word; nothing is not rated yet."""
    scale = range(criterion["low"], criterion["high"] + 1)
    words = {0: _("no"), 1: _("yes")} if list(scale) == [0, 1] else {}
    return {"": "–", **{str(n): words.get(n, n) for n in scale}}


def _options(scale: Mapping[str, Any], stands: str) -> SafeString:
    rows = ((value, " selected" if value == stands else "", word) for value, word in scale.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class ScoresForm(ActForm):
    """One number for each problem and criterion; an empty one is not rated yet. Only what this writer moved is sent on
    (`was`: as the page showed it), so that a rater and a note-taker add up."""

    was = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def __init__(
        self,
        data: Any,
        *,
        rater: Rater,
        problems: Sequence[Problem],
        given: Mapping[tuple[str, str], int],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.criteria = [c for c in rater.round.rule["criteria"] if not c["measured"]]
        self.problems = list(problems)
        if rater.round.rule["formula"] == "order":
            self.criteria = [c | {"high": len(self.problems)} for c in self.criteria]
        self.scales = {c["key"]: _scale(c) for c in self.criteria}
        cells = {f"{problem}:{key}": str(value) for (problem, key), value in given.items()}
        self.initial = {**self.initial, **cells}
        self.initial["was"] = " ".join(f"{p}:{k}:{v}" for (p, k), v in sorted(given.items()))

    def clean(self) -> dict[str, Any]:
        """A cell is a name in the data and no field: hundreds of fields are slow to make, and all are alike."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for problem in self.problems:
            for c in self.criteria:
                name = f"{problem.pk}:{c['key']}"
                said = str(self.data.get(name) or "")
                if said not in self.scales[c["key"]]:
                    wrong = forms.ChoiceField.default_error_messages["invalid_choice"]
                    label = f"{c['title']}: {problem.text}"
                    self.add_error(None, f"{label}: {wrong % {'value': said[:20]}}")
                    continue
                cleaned[name] = int(said) if said else None
        return cleaned

    def rows(self) -> list[tuple[Problem, list[tuple[str, str, Any]]]]:
        """Each problem with its boxes: name, the words read out for it, and what can be chosen."""
        drawn: dict[tuple[str, str], Any] = {}
        found = []
        for problem in self.problems:
            boxes = []
            for c in self.criteria:
                key, name = c["key"], f"{problem.pk}:{c['key']}"
                stands = self._stands(name)
                if (key, stands) not in drawn:
                    drawn[key, stands] = _options(self.scales[key], stands)
                boxes.append((name, f"{c['title']}: {problem.text}", drawn[key, stands]))
            found.append((problem, boxes))
        return found

    def _stands(self, name: str) -> str:
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return "" if value is None else str(value)

    @property
    def moved(self) -> dict[tuple[str, str], int | None]:
        was: dict[tuple[str, str], int] = {}
        for cell in self.cleaned_data["was"].split():
            problem, key, value = cell.split(":")
            was[problem, key] = int(value)
        now = {
            (str(p.pk), c["key"]): self.cleaned_data[f"{p.pk}:{c['key']}"]
            for p in self.problems
            for c in self.criteria
        }
        return {cell: value for cell, value in now.items() if value != was.get(cell)}

    def clean_was(self) -> str:
        """What no page of ours has shown is as good as nothing."""
        said = str(self.cleaned_data["was"])
        cells = [cell.split(":") for cell in said.split()]
        fine = all(len(c) == 3 and number_in(c[2]) is not None for c in cells)
        return said if fine else ""


class CloseRoundForm(ActForm):
    confirmed = forms.BooleanField(label=_("Close all the same"), required=False)

    def __init__(self, data: Any, *, unfinished: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not unfinished:
            del self.fields["confirmed"]

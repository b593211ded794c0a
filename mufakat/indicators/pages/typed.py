"""What was typed into a form of an assessment, as a person reads it, where the form cannot be sent any more: its
questions and answers in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mufakat.indicators.access.assessments import visible_assessments
from mufakat.indicators.forms.answers import AnswerField, DomainForm
from mufakat.indicators.forms.assessments import PhotoForm, questions_of
from mufakat.indicators.queries.assessments import Sheet, sheet_of

Fields = Mapping[str, Sequence[str]]


def _sheet(user: Any, pk: Any) -> Sheet | None:
    found = visible_assessments(user).select_related("of_version").filter(pk=pk).first()
    return sheet_of(found) if found else None


def answers_typed(user: Any, named: Mapping[str, Any], fields: Fields) -> list[list[str]] | None:
    """[question, answer] of a domain; None where its reader may not know what is asked there."""
    sheet = _sheet(user, named.get("pk"))
    if sheet is None:
        return None
    form = DomainForm(sheet=sheet, domain=str(named.get("domain")))
    sent = {name: values[0] for name, values in fields.items() if values}
    told = [
        [str(field.label), words]
        for name, field in form.fields.items()
        if isinstance(field, AnswerField) and (words := _in_words(field, name, sent))
    ]
    if sent.get("all_still"):
        told.append([_("Answers of the last time"), _("all confirmed")])
    return told


def _in_words(field: AnswerField, name: str, sent: Mapping[str, str]) -> str:
    """The answer; of one that is none the boxes as they were typed."""
    texts = field.widget.value_from_datadict(sent, {}, name)
    try:
        said = field.clean(texts)
        return field.spell_id(said) if said else ""
    except ValidationError:
        choices = field.widget.get_context(name, {}, {})["widget"]["choices"]
        told = {str(key): str(label) for key, label in choices}.get(texts[""], texts[""])
        if field.asked.indicator.kind == "number":
            told = _("%(done)s of %(all)s") % {"done": told or "–", "all": texts["_den"] or "–"}
        return ", ".join(filter(None, [told, texts["_note"]]))


def photo_typed(user: Any, named: Mapping[str, Any], fields: Fields) -> list[list[str]] | None:
    sheet = _sheet(user, named.get("pk"))
    if sheet is None:
        return None
    questions = dict(questions_of(sheet))
    labels = PhotoForm.base_fields
    told = [
        [str(labels["question"].label), questions.get("".join(fields.get("question", [])), "")],
        [str(labels["caption"].label), "".join(fields.get("caption", []))],
    ]
    return [row for row in told if row[1]]

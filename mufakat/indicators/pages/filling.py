"""The questions of an assessment as a page shows them: domain by domain, each with its bodies."""

from collections.abc import Mapping
from typing import Any

from mufakat.core.errors import refusal
from mufakat.core.forms import ActForm
from mufakat.indicators.models import AssessmentPhoto
from mufakat.indicators.queries.assessments import Counted, Sheet, computed_in
from mufakat.indicators.rules import Domain, answers, workflow


def domains_of(sheet: Sheet) -> list[dict[str, Any]]:
    """The domains as the steps of the way, with how far each is."""
    steps = []
    for domain in sheet.form.domains:
        asked = sheet.of_domain(domain.code)
        if not asked and not any(each.computed for each in domain.indicators):
            continue
        done = answers.progress(asked, sheet.assessment.answers)
        steps.append(
            {
                "code": domain.code,
                "title": domain.title,
                "progress": done,
                "is_done": done.answered == done.asked,
                "url": f"{sheet.assessment.get_absolute_url()}isi/{domain.code}/",
            }
        )
    return steps


def next_domain(sheet: Sheet, code: str) -> str:
    """The address after a domain: the next one, or the overview."""
    codes = [step["code"] for step in domains_of(sheet)]
    after = codes[codes.index(code) + 1 :] if code in codes else []
    here = f"{sheet.assessment.get_absolute_url()}isi/"
    return f"{here}{after[0]}/" if after else here


def domain_page(
    sheet: Sheet, domain: Domain, form: ActForm, photos: Mapping[str, list[AssessmentPhoto]]
) -> dict[str, Any]:
    counted = counted_in(sheet) if any(each.computed for each in domain.indicators) else {}
    return {
        "title": domain.title,
        "domain": domain,
        "steps": domains_of(sheet),
        "progress": sheet.progress,
        "questions": questions_of(sheet, domain, form, photos, counted),
        "stopped": refusal(lambda: workflow.can_fill(sheet.assessment.state)),
    }


def questions_of(
    sheet: Sheet,
    domain: Domain,
    form: ActForm,
    photos: Mapping[str, list[AssessmentPhoto]],
    counted: Mapping[tuple[str, str], Counted],
) -> list[dict[str, Any]]:
    """One after the other, numbered through the whole instrument."""
    numbers = {each.code: n for n, each in enumerate(sheet.form.indicators, 1)}
    questions = []
    for indicator in domain.indicators:
        if not indicator.is_asked(sheet.assessment.on):
            continue
        bodies = [part for part in sheet.parts if part.kind == indicator.part]
        questions.append(
            {
                "number": numbers[indicator.code],
                "indicator": indicator,
                "photos": photos.get(indicator.code, []),
                "nobody": not bodies,
                "fields": [
                    (part, form[f"{indicator.code}:{part.id}"])
                    for part in bodies
                    if f"{indicator.code}:{part.id}" in form.fields
                ],
                "counted": [
                    (part, _counted_words(indicator, counted.get((indicator.code, part.id))))
                    for part in bodies
                    if indicator.computed
                ],
                "several": len(sheet.parts) > 1,
            }
        )
    return questions


def counted_in(sheet: Sheet) -> dict[tuple[str, str], Counted]:
    return {(each.code, part.id): known for part, each, known in computed_in(sheet)}


def _counted_words(indicator: Any, known: Counted | None) -> dict[str, Any]:
    answer = known.answer if known else None
    return {
        "text": answers.in_words(indicator, answer),
        "rows": list(known.rows) if known else [],
        "known": answer is not None,
    }


def lacking_rows(sheet: Sheet) -> list[dict[str, Any]]:
    """What keeps it from being sent, each with its place."""
    titles = {domain.code: domain.title for domain in sheet.form.domains}
    here = f"{sheet.assessment.get_absolute_url()}isi/"
    return [
        {
            "title": each.indicator.title,
            "part": each.part.name if len(sheet.parts) > 1 else "",
            "domain": titles[each.indicator.domain],
            "url": f"{here}{each.indicator.domain}/#t-{each.indicator.code}",
            "is_copied": bool(
                (answers.answer_to(sheet.assessment.answers, each) or {}).get("prior")
            ),
        }
        for each in sheet.lacking
    ]

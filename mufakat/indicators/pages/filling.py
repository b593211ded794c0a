"""The questions of an assessment as a page shows them: domain by domain, each with its bodies."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.errors import refusal
from mufakat.core.forms import ActForm
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.indicators.queries.assessments import (
    Counted,
    Sheet,
    call_holding,
    computed_in,
    sheet_of,
)
from mufakat.indicators.queries.kept import undecided
from mufakat.indicators.rules import Domain, answers, workflow


def why_stopped(assessment: Assessment) -> str:
    """Why nothing is filled in any more: how it stands, or that its call is closed. Empty while it may be."""
    call, state = call_holding(assessment), assessment.state
    return refusal(lambda: workflow.can_fill(state)) or (
        refusal(lambda: workflow.still_open(call.title, call.closes_on, state, clock.today()))
        if call
        else ""
    )


def switched_off(sheet: Sheet, domain: Domain) -> list[str]:
    """The questions of a domain that are asked no more on the day of the assessment, each as a sentence."""
    return [
        refusal(partial(answers.refuse_unasked, sheet.form, each.code, sheet.assessment.on))
        for each in domain.indicators
        if each.until is not None and not each.is_asked(sheet.assessment.on)
    ]


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
                "copied": sheet.unconfirmed_in(domain.code),
                "url": f"{sheet.assessment.get_absolute_url()}isi/{domain.code}/",
            }
        )
    return steps


def after_domain(sheet: Sheet, code: str, photo: str = "") -> str:
    """The address after a domain: the form of a `photo` for one of its questions, the next one, or the overview."""
    if photo:
        asked = urlencode({"untuk": photo})
        return f"{sheet.assessment.get_absolute_url()}berkas/catat/?{asked}"
    codes = [step["code"] for step in domains_of(sheet)]
    after = codes[codes.index(code) + 1 :] if code in codes else []
    here = f"{sheet.assessment.get_absolute_url()}isi/"
    return f"{here}{after[0]}/" if after else here


def kept_words(made: Assessment, domain: Domain) -> str:
    """What is told after a domain was kept: also what in it still waits to be confirmed."""
    waits = sheet_of(made).unconfirmed_in(domain.code)
    said = _("“%(domain)s” is kept.") % {"domain": domain.title}
    if not waits:
        return said
    more = ngettext(
        "%(n)d answer from the last assessment is not confirmed there and does not count yet.",
        "%(n)d answers from the last assessment are not confirmed there and do not count yet.",
        waits,
    )
    return f"{said} {more % {'n': waits}}"


def domain_page(
    sheet: Sheet, domain: Domain, form: ActForm, photos: Mapping[str, list[AssessmentPhoto]]
) -> dict[str, Any]:
    counted = counted_in(sheet) if any(each.computed for each in domain.indicators) else {}
    return {
        "title": domain.title,
        "domain": domain,
        "steps": domains_of(sheet),
        "progress": sheet.progress,
        "copied": sheet.unconfirmed_in(domain.code),
        "questions": questions_of(sheet, domain, form, photos, counted),
        "off": switched_off(sheet, domain),
        "stopped": why_stopped(sheet.assessment),
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
                    (
                        part,
                        _counted_words(indicator, counted.get((indicator.code, part.id)))
                        | {"url": f"/organisasi/{part.id}/hitungan/{sheet.assessment.on.year}/"},
                    )
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


def lacking_page(sheet: Sheet, user: Any) -> dict[str, Any]:
    """What keeps an assessment from being sent: the sentence, how many answers, and where they are given; and what
    devices brought that nobody has decided about."""
    lacking, copied = sheet.waits
    kept = [] if why_stopped(sheet.assessment) else undecided(sheet.assessment)
    own = sum(each.by_id == str(user.pk) for each in kept)
    titles = {domain.code: domain.title for domain in sheet.form.domains}
    return {
        "why": why_stopped(sheet.assessment)
        or refusal(lambda: workflow.nothing_undecided(own))
        or refusal(lambda: workflow.can_submit(sheet.assessment.state, lacking, copied)),
        "undecided": [
            {
                "title": titles.get(each.domain, _("a photo")),
                "why": each.why,
                "url": each.url if each.by_id == str(user.pk) else "",
                "by": each.by_name,
            }
            for each in kept
        ],
        "lacking": lacking,
        "copied": copied,
        "several": len(sheet.parts) > 1,
        "by_domain": lacking_in(sheet),
    }


def lacking_in(sheet: Sheet) -> list[dict[str, Any]]:
    """What keeps it from being sent, by domain: each question once, with the bodies whose answer is still to come."""
    here = f"{sheet.assessment.get_absolute_url()}isi/"
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for each in sheet.lacking:
        rows = found.setdefault(each.indicator.domain, {})
        address = f"{here}{each.indicator.domain}/#t-{each.indicator.code}"
        row = rows.setdefault(
            each.indicator.code,
            {"title": each.indicator.title, "url": address, "bodies": [], "is_copied": True},
        )
        row["bodies"].append(each.part.name)
        answer = answers.answer_to(sheet.assessment.answers, each) or {}
        row["is_copied"] &= bool(answer.get("prior"))
    return [
        {
            "title": domain.title,
            "url": f"{here}{domain.code}/",
            "copied": sheet.unconfirmed_in(domain.code),
            "rows": list(found[domain.code].values()),
        }
        for domain in sheet.form.domains
        if domain.code in found
    ]

"""An assessment as people read it: its answers, what they come to, and what its reader can do with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.dates import month_in_words, short_date
from mufakat.core.errors import refusal
from mufakat.core.numbers import percent
from mufakat.directory.access import can
from mufakat.indicators.models import Assessment, State
from mufakat.indicators.queries import assessments as queries
from mufakat.indicators.queries.assessments import Sheet
from mufakat.indicators.rules import Domain, Scored, answers, photos, workflow
from mufakat.indicators.rules.scoring import Tally
from mufakat.indicators.rules.thresholds import names_in

from .filling import counted_in, switched_off, why_stopped
from .starting import is_judge
from .states import state_tag, threshold_in_words


def assessment_page(user: Any, assessment: Assessment, today: date) -> dict[str, Any]:
    sheet = queries.sheet_of(assessment)
    scored = queries.scored_of(sheet)
    return {
        **facts_of(assessment),
        "title": str(assessment.instrument),
        "subtitle": f"{assessment.organisation}, {month_in_words(assessment.month)}",
        "form_of": sheet.form,
        "score": score_of(sheet, scored),
        "domains": [_domain(sheet, domain, scored) for domain in sheet.form.domains],
        "photos": queries.photos_of(assessment),
        "moved": moved_words(assessment, today),
        "may": rights_of(user, assessment),
        "progress": sheet.progress,
        "lacking": len(sheet.lacking) if assessment.state in workflow.WRITABLE else 0,
        "unconfirmed": len(sheet.unconfirmed),
        "copied": copied_words(sheet),
        "several": len(sheet.parts) > 1,
    }


def copied_words(sheet: Sheet) -> str:
    """What is said of an answer that was copied and nobody has confirmed."""
    month = queries.copied_from(sheet.assessment) if sheet.unconfirmed else ""
    if not month:
        return _("from the last assessment, not confirmed")
    return _("copied from %(month)s, not confirmed") % {"month": month_in_words(month)}


def facts_of(assessment: Assessment) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "state": state_tag(assessment.state),
        "month": month_in_words(assessment.month),
        "version": assessment.of_version,
        "crumbs": [
            {"label": _("Assessments"), "url": "/penilaian/"},
            {
                "label": str(assessment.organisation),
                "url": assessment.organisation.get_absolute_url(),
            },
            {"label": month_in_words(assessment.month), "url": ""},
        ],
    }


def rights_of(user: Any, assessment: Assessment) -> dict[str, str | bool]:
    """What the reader may do, each with the sentence that keeps it from being done now, if there is one."""
    body, state = assessment.organisation, assessment.state
    own = own_hand(user, assessment)
    filler, judges = can(user, "assessment.fill", body), is_judge(user, body)
    withdraws = filler if state in workflow.WRITABLE else can(user, "assessment.accept", body)
    return {
        "fill": filler and state in workflow.WRITABLE,
        "awaits_others": state == State.RETURNED and judges and not own,
        "stopped": why_stopped(assessment) if state in workflow.WRITABLE else "",
        "verify": state == State.SUBMITTED and can(user, "assessment.verify", body),
        "accept": state == State.VERIFIED and can(user, "assessment.accept", body),
        "send_back": state in (State.SUBMITTED, State.VERIFIED) and judges and not own,
        "withdraw": state in (*workflow.WRITABLE, State.FINAL) and withdraws,
        "photos": filler and not refusal(lambda: photos.can_withdraw(state)),
        "own_hand": own,
    }


def own_hand(user: Any, assessment: Assessment) -> str:
    """Why the reader is not the second person; empty where he is."""
    return refusal(lambda: workflow.second_person(str(user.pk), queries.fillers_of(assessment)))


def why_not_judged(user: Any, assessment: Assessment, step: Callable[[str], None]) -> str:
    """Why the reader cannot verify it, accept it or send it back now: how it stands, or his own hand in it."""
    return refusal(lambda: step(assessment.state)) or own_hand(user, assessment)


def score_of(sheet: Sheet, scored: Scored) -> dict[str, Any]:
    """The finding: how many are met, whether that is enough, and by which rule."""
    whole, grade = scored.whole, scored.grade
    titles = {each.code: each.title for each in sheet.form.grades}
    return {
        "met": whole.met,
        "of": whole.applicable,
        "rate": percent(whole.met, whole.applicable),
        "passed": None if sheet.lacking else scored.passed,  # no verdict over what is not said yet
        "threshold": threshold_in_words(sheet.form.threshold),
        "grade": "" if sheet.lacking else titles.get(grade, grade),
        "is_final": sheet.assessment.state == State.FINAL,
        "index": "" if sheet.lacking else _index(sheet, whole),
        "out": len([each for each in scored.indicators.values() if each.met is None]),
    }


def _index(sheet: Sheet, tally: Tally) -> str:
    """As the words of the rule write it; where neither threshold nor grades ask for one it would say nothing."""
    form, index = sheet.form, tally.index
    asked = {
        name for rule in (form.threshold, *(g.rule for g in form.grades)) for name in names_in(rule)
    }
    if index is None or not any(name.endswith("index") for name in asked):
        return ""
    return percent(index.numerator, index.denominator)


def _domain(sheet: Sheet, domain: Domain, scored: Scored) -> dict[str, Any]:
    tally = scored.domains[domain.code]
    counted = counted_in(sheet) if any(each.computed for each in domain.indicators) else {}
    return {
        "code": domain.code,
        "title": domain.title,
        "met": tally.met,
        "of": tally.applicable,
        "is_scored": domain.scored,
        "index": _index(sheet, tally) if domain.scored and not tally.missing else "",
        "off": switched_off(sheet, domain),
        "rows": [
            _row(sheet, indicator, scored, counted)
            for indicator in domain.indicators
            if indicator.is_asked(sheet.assessment.on)
        ],
    }


def _row(sheet: Sheet, indicator: Any, scored: Scored, counted: dict[Any, Any]) -> dict[str, Any]:
    """What its bodies say; those that say the same stand together."""
    kept = sheet.assessment.answers.get(indicator.code, {})
    parts = [part for part in sheet.parts if part.kind == indicator.part]
    together: dict[tuple[Any, ...], list[str]] = {}
    for part in parts:
        answer = kept.get(part.id)
        known = counted.get((indicator.code, part.id))
        if indicator.computed and answer is None and known is not None:
            answer = known.answer
        note, prior = (answer or {}).get("note", ""), bool((answer or {}).get("prior"))
        said = (answers.in_words(indicator, answer), note, prior, len(known.rows) if known else 0)
        together.setdefault(said, []).append(part.name)
    one = scored.indicators[indicator.code]
    return {
        "indicator": indicator,
        "met": one.met,
        "waits": one.is_missing and sheet.assessment.state in workflow.WRITABLE,
        "is_copied": any(prior for _text, _note, prior, _n in together),
        "said": [
            {
                "who": _who(names, len(parts), indicator.part),
                **dict(zip(("text", "note", "is_prior", "records"), said, strict=True)),
            }
            for said, names in together.items()
        ],
    }


def _who(names: list[str], of: int, kind: str) -> str:
    """One body by its kind where it is the only one of it, several by their number where they all say the same."""
    if of == 1:
        return kind.capitalize()
    return f"{of} {kind.capitalize()}" if len(names) == of else ", ".join(names)


def moved_words(assessment: Assessment, today: date) -> list[str]:
    """What of the unit is otherwise today: its bodies are those of the day it began."""
    moved = queries.moved_since(assessment, today)
    told = []
    for name, where in moved.left:
        told.append(
            _("%(name)s belongs to %(where)s now. It is assessed here as it was on %(day)s.")
            % {"name": name, "where": where, "day": short_date(assessment.on)}
            if where
            else _("%(name)s has ended since. It is assessed here as it was on %(day)s.")
            % {"name": name, "day": short_date(assessment.on)}
        )
    if moved.joined:
        told.append(
            ngettext(
                "%(names)s has come to this Pustu since and is not asked here.",
                "%(names)s have come to this Pustu since and are not asked here.",
                len(moved.joined),
            )
            % {"names": ", ".join(moved.joined)}
        )
    if moved.place:
        told.append(
            _(
                "%(name)s lay in %(place)s on that day and lies in %(now)s today. It counts where it lay."
            )
            % {
                "name": assessment.organisation,
                "place": moved.place,
                "now": assessment.organisation.region,
            }
        )
    return told

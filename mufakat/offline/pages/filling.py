"""An assessment on one page that a device can take along: every domain is a form of its own, sent later like any
other."""

from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mufakat.indicators.forms.answers import DomainForm
from mufakat.indicators.forms.assessments import questions_of as all_questions
from mufakat.indicators.models import Assessment
from mufakat.indicators.pages import filling
from mufakat.indicators.pages.assessments import facts_of
from mufakat.indicators.queries.assessments import Sheet, photos_of, sheet_of
from mufakat.indicators.rules import Domain
from mufakat.indicators.rules.answers import progress
from mufakat.journal.queries import history_of, last_told
from mufakat.journal.rules import digest_of


def mark_of(user: Any, assessment: Assessment) -> str:
    """Changes with everything that is told of the assessment; nobody makes one up."""
    text = f"{assessment.pk} {user.pk} {last_told(assessment)}"
    return salted_hmac("mufakat.filling", text, algorithm="sha256").hexdigest()[:24]


def filling_room(assessment: Assessment) -> dict[str, Any]:
    sheet = sheet_of(assessment)
    counted, photos = filling.counted_in(sheet), photos_of(assessment)
    domains = [
        _domain(sheet, domain, photos, counted)
        for domain in sheet.form.domains
        if sheet.of_domain(domain.code)
    ]
    return {
        **facts_of(assessment),
        "title": f"{assessment.instrument}, {assessment.organisation}",
        "crumbs": [],
        "domains": domains,
        "progress": sheet.progress,
        "questions": all_questions(sheet),
        "take_along": _("Take this assessment along"),
        "renew_along": _("Renew the assessment on board"),
        "kept_here": _("Kept on this device, not sent yet: {kept}"),
        "acts": [event.act_id for event in history_of(assessment)],
        "data": {"steps": [], "methods": {}, "rounds": []},
        "stopped": filling.why_stopped(assessment),
    }


def _domain(sheet: Sheet, domain: Domain, photos: Any, counted: Any) -> dict[str, Any]:
    """One tab. Its address carries a digest of its answers: what is half typed belongs to what was seen."""
    form = DomainForm(sheet=sheet, domain=domain.code, auto_id=f"{domain.code}_%s")
    codes = [each.code for each in domain.indicators]
    done = progress(sheet.of_domain(domain.code), sheet.assessment.answers)
    answers = {code: sheet.assessment.answers.get(code) for code in codes}
    here = f"{sheet.assessment.get_absolute_url()}isi/{domain.code}/"
    return {
        "code": domain.code,
        "title": domain.title,
        "form": form,
        "progress": done,
        "is_done": done.answered == done.asked,
        "copied": sheet.unconfirmed_in(domain.code),
        "off": filling.switched_off(sheet, domain),
        "action": f"{here}?dasar={digest_of(answers)[:12]}",
        "questions": filling.questions_of(sheet, domain, form, photos, counted),
    }

"""Fill an assessment in: its way through the domains, and one domain as one form."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.indicators.access.assessments import get_assessment
from mufakat.indicators.actions import assessments as actions
from mufakat.indicators.forms.answers import DomainForm
from mufakat.indicators.pages import filling as pages
from mufakat.indicators.pages.assessments import facts_of, moved_words
from mufakat.indicators.queries.assessments import photos_of, sheet_of
from mufakat.journal.forms import perform


def see_filling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The way through the domains: how far each is, and what keeps it from being sent."""
    assessment = get_assessment(request.user, pk, "assessment.fill")
    sheet = sheet_of(assessment)
    return page(
        request,
        "indicators/filling.html",
        title=_("Fill in: %(instrument)s") % {"instrument": assessment.instrument},
        steps=pages.domains_of(sheet),
        progress=sheet.progress,
        waits=pages.lacking_page(sheet),
        parts_listed=sheet.parts if len(sheet.parts) > 1 else (),
        moved=moved_words(assessment, clock.today()),
        stopped=pages.why_stopped(assessment),
        **facts_of(assessment),
    )


def fill_assessment(request: HttpRequest, pk: UUID, domain: str) -> HttpResponse:
    assessment = get_assessment(request.user, pk, "assessment.fill")
    sheet = sheet_of(assessment)
    asked = next((each for each in sheet.form.domains if each.code == domain), None)
    if asked is None:
        raise Http404
    form = DomainForm(request.POST or None, sheet=sheet, domain=domain)
    done = perform(
        request,
        form,
        lambda act: actions.fill_assessment(act, assessment, base=form.seen, **form.values),
        pages.next_domain(sheet, domain),
        lambda made: pages.kept_words(made, asked),
    )
    told = pages.domain_page(sheet, asked, form, photos_of(assessment))
    return done or page(
        request, "indicators/domain.html", form=form, **facts_of(assessment), **told
    )

"""What is counted for a body, with its rows."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from mufakat.core.answers import page
from mufakat.core.periods import YEARS
from mufakat.directory.access import get_organisation
from mufakat.indicators.pages.computed import computed_page


def see_computed(request: HttpRequest, pk: UUID, year: int) -> HttpResponse:
    organisation = get_organisation(request.user, pk, "assessment.see")
    if not YEARS[0] <= year <= YEARS[1]:
        raise Http404
    return page(request, "indicators/computed.html", **computed_page(organisation, year))

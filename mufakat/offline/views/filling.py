"""An assessment filled in with network or without."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mufakat.core.answers import page
from mufakat.indicators.access.assessments import get_assessment
from mufakat.meetings.pages import is_seen, marked, nothing_new
from mufakat.offline.pages.filling import filling_room, mark_of


def see_filling_room(request: HttpRequest, pk: UUID) -> HttpResponse:
    """304 and 204 while nothing of the assessment has moved since the mark that the page carries."""
    assessment = get_assessment(request.user, pk, "assessment.fill")
    mark = mark_of(request.user, assessment)
    if "v" in request.GET and is_seen(request, mark):
        return nothing_new(request, mark)
    shown = filling_room(assessment)
    return marked(page(request, "offline/filling.html", mark=mark, **shown), mark)

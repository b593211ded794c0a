"""What an open page of a session asks every few seconds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mufakat.meetings import pages
from mufakat.meetings.access import get_meeting


def see_live(request: HttpRequest, pk: UUID) -> HttpResponse:
    """304 while nothing has moved since the mark that the page was made with; else the new mark, and nothing more: what
    moved is read from the page itself. Whoever lost his right meanwhile gets what the page would give him."""
    mark = pages.seen_of(pk, request.user, ticks="jam" in request.GET).mark
    if pages.is_seen(request, mark):
        return pages.nothing_new(request, mark)
    get_meeting(request.user, pk)
    return pages.marked(HttpResponse(), mark)

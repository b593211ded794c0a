"""Mode Rapat: one page on which a whole session is written down, with network or without."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mufakat.core.answers import page
from mufakat.meetings.access import get_meeting
from mufakat.meetings.pages import is_seen, marked, nothing_new, seen_of
from mufakat.offline import pages


def see_room(request: HttpRequest, pk: UUID) -> HttpResponse:
    """304 and 204 while nothing of the session has moved since the mark that the page carries."""
    meeting = get_meeting(request.user, pk, "note.record")
    mark = seen_of(meeting.pk, request.user).mark
    if "v" in request.GET and is_seen(request, mark):
        return nothing_new(request, mark)
    shown = pages.room_page(request.user, meeting)
    return marked(page(request, "offline/room.html", mark=mark, **shown), mark)

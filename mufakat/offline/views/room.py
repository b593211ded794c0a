"""Mode Rapat: one page on which a whole session is written down, with network or without."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mufakat.core.answers import page
from mufakat.meetings.access import get_meeting


def see_room(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    return page(request, "offline/room.html", meeting=meeting, title=meeting.title)

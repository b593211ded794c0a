"""How a session keeps its time, and what the projector shows: small answers that are asked for again and again."""

from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.dates import clock as hour, zone
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting


class Pace(NamedTuple):
    """The step under way and the pace of the whole, in words. `mark` changes when any of it does."""

    now: str = ""
    told: str = ""
    late: bool = False
    mark: str = ""


def pace_of(meeting: Meeting, timing: rules.Timing | None) -> Pace:
    """Empty while a session is not under way, or is shown on another day."""
    if timing is None:
        return Pace(mark="none")
    now = ""
    if timing.current:
        used, planned = timing.used, timing.current.planned
        words = _("minute %(used)d of %(planned)d") if planned else _("minute %(used)d")
        now = f"{timing.current.title}: {words % {'used': used, 'planned': planned}}"
        if timing.over:
            over = ngettext("%(n)d minute over", "%(n)d minutes over", timing.over)
            now += f" ({over % {'n': timing.over}})"
    told = _ending(meeting, timing.ends_at, timing.late)
    mark = sha256(f"{get_language()} {now} {told}".encode()).hexdigest()[:16]
    return Pace(now, told, bool(timing.late or timing.over), mark)


def _ending(meeting: Meeting, ends_at: datetime | None, late: int) -> str:
    if ends_at is None:
        return ""
    words = {"at": f"{hour(ends_at, meeting.timezone)} {zone(meeting.timezone)}", "n": late}
    if not late:
        return _("Ends at about %(at)s.") % words
    said = ngettext(
        "%(n)d minute late; ends at about %(at)s.",
        "%(n)d minutes late; ends at about %(at)s.",
        late,
    )
    if ends_at < clock.now():  # nobody said which step it is: only the plan is known
        said = ngettext(
            "%(n)d minute past the planned end, %(at)s.",
            "%(n)d minutes past the planned end, %(at)s.",
            late,
        )
    return said % words


def timing_page(meeting: Meeting) -> Pace:
    agenda = queries.agenda_of(meeting)
    return pace_of(meeting, queries.timing_of(meeting, agenda, clock.now()))


def is_seen(request: HttpRequest, mark: str) -> bool:
    """Does whoever asks have this already: by the mark in the address, or as a browser keeps it?"""
    return mark in (request.GET.get("v"), request.headers.get("If-None-Match", "").strip('W/"'))


def nothing_new(request: HttpRequest, mark: str) -> HttpResponse:
    """304 to a browser that keeps the page; 204 to a page that asks with its mark: nothing is swapped."""
    kept = "If-None-Match" in request.headers
    return marked(HttpResponse(status=304 if kept else 204), mark)


def marked(answer: HttpResponse, mark: str) -> HttpResponse:
    answer.headers["ETag"] = f'"{mark}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def unless_seen(request: HttpRequest, pace: Pace, template: str, **context: Any) -> HttpResponse:
    if is_seen(request, pace.mark):
        return nothing_new(request, pace.mark)
    return marked(page(request, template, pace=pace, **context), pace.mark)

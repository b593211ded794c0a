"""The page of a session, its history, and its minutes as PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import DOCX, as_file, as_pdf, page, paper_asked
from mufakat.journal.queries import history_of
from mufakat.meetings import pages, queries
from mufakat.meetings.access import get_meeting


def see_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    today = clock.today(meeting.zone)
    found = pages.meeting_page(request.user, meeting, on=today)
    told = pages.file_told(meeting, found["filed"], today) if found["may"]["file_see"] else ""
    return page(request, "meetings/meeting.html", file_told=told, **found)


def see_meeting_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    events = history_of(meeting, limit=500)
    title = _("History")
    return page(
        request,
        "meetings/history.html",
        meeting=meeting,
        events=events,
        **pages.under(meeting, title),
    )


def see_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who was invited and who came, by name: the rows behind the two numbers."""
    meeting = get_meeting(request.user, pk)
    groups = pages.by_sector(meeting.participants.select_related("organisation"))
    if (sector := request.GET.get("sektor")) is not None:
        groups = [group for group in groups if group.code == sector]
    title = _("Attendance list")
    return page(
        request,
        "meetings/attended.html",
        meeting=meeting,
        came=pages.how_he_came,
        groups=groups,
        **pages.under(meeting, title),
    )


def see_minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ratified minutes, as they were ratified; `?edisi=` for an earlier edition, `?kertas=f4` for folio."""
    from mufakat.meetings.papers import minutes_pdf

    meeting = get_meeting(request.user, pk)
    minutes = queries.minutes_of(meeting, request.GET.get("edisi", ""))
    if minutes is None:
        raise Http404
    addendum, paper = queries.addendum_of(meeting, minutes), paper_asked(request)
    pdf = minutes_pdf(minutes.snapshot, digest=minutes.digest, addendum=addendum, paper=paper)
    return as_pdf(pdf, f"notulen-{meeting.starts_on}-edisi-{minutes.edition}")


def see_minutes_docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The minutes for an office to edit on: the last edition (`?edisi=`), or as they stand while they are written."""
    from mufakat.meetings.papers.word import minutes_docx
    from mufakat.meetings.snapshot import of_meeting

    meeting = get_meeting(request.user, pk)
    minutes = queries.minutes_of(meeting, request.GET.get("edisi", ""))
    if minutes is None and (meeting.state != "open" or "edisi" in request.GET):
        raise Http404
    addendum = queries.addendum_of(meeting, minutes) if minutes else []
    written, digest = (minutes.snapshot, minutes.digest) if minutes else (of_meeting(meeting), "")
    made = minutes_docx(written, digest=digest, addendum=addendum, paper=paper_asked(request))
    name = f"notulen-{meeting.starts_on}" + (f"-edisi-{minutes.edition}" if minutes else "-konsep")
    return as_file(made, f"{name}.docx", DOCX)

"""Attendance on paper, and over a year."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mufakat.core import clock
from mufakat.core.answers import as_pdf, page, paper_asked
from mufakat.core.numbers import number_in
from mufakat.core.periods import YEARS
from mufakat.directory import access
from mufakat.meetings import pages
from mufakat.meetings.access import get_meeting


def see_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The attendance list; `?kosong=1` to print before the session, `?kertas=f4` for folio."""
    from mufakat.meetings.papers.attendance import attendance_pdf

    meeting = get_meeting(request.user, pk)
    empty = request.GET.get("kosong") == "1"
    pdf = attendance_pdf(meeting, empty=empty, paper=paper_asked(request))
    return as_pdf(pdf, f"daftar-hadir-{meeting.starts_on or 'rapat'}")


def see_year(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who came in a year; `organisasi` and `orang` open the rows of one body or one person."""
    forum = access.get_forum(request.user, pk, "meeting.see")
    shown = pages.year_page(
        forum,
        year=number_in(request.GET.get("tahun", ""), *YEARS),
        this_year=clock.today().year,
        body=request.GET.get("organisasi", ""),
        person=request.GET.get("orang", ""),
    )
    return page(request, "meetings/attendance_of_year.html", **shown)

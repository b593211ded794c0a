"""Attendance on paper, and over a year."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access
from mufakat.meetings import pages
from mufakat.meetings.access import get_meeting


def see_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The attendance list; `?kosong=1` to print before the session, `?kertas=f4` for folio."""
    from mufakat.meetings.papers.attendance import attendance_pdf

    meeting = get_meeting(request.user, pk)
    paper = "f4" if request.GET.get("kertas") == "f4" else "a4"
    pdf = attendance_pdf(meeting, empty=request.GET.get("kosong") == "1", paper=paper)
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f"daftar-hadir-{meeting.starts_on or 'rapat'}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def see_year(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who came in a year; `organisasi` and `orang` open the rows of one body or one person."""
    forum = access.get_forum(request.user, pk, "meeting.see")
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else None
    shown = pages.year_page(
        forum,
        year=year,
        this_year=clock.today().year,
        body=request.GET.get("organisasi", ""),
        person=request.GET.get("orang", ""),
    )
    return page(request, "meetings/attendance_of_year.html", **shown)

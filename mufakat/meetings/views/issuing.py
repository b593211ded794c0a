"""The accountability file as one PDF and one ZIP, and its being issued."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import as_file, as_pdf, page, paper_asked
from mufakat.journal.forms import perform
from mufakat.meetings import pages
from mufakat.meetings.access import get_meeting
from mufakat.meetings.forms.issuing import IssueFileForm
from mufakat.meetings.pages.issuing import archive_of, name_of, pdf_of, ready_to_issue
from mufakat.meetings.queries.issued import issued_file


def see_file_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The last edition as it was issued, or a draft of today; `?edisi=` for another edition, `?kertas=f4` for folio,
    `?rancangan` for what the next edition would say."""
    meeting = get_meeting(request.user, pk, "file.see")
    issued = _asked(request, meeting)
    made = pdf_of(issued, meeting, clock.today(meeting.zone), paper_asked(request))
    return as_pdf(made, name_of(meeting, issued))


def see_file_zip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same with every part as a file of its own."""
    meeting = get_meeting(request.user, pk, "file.see")
    issued = _asked(request, meeting)
    made = archive_of(issued, meeting, clock.today(meeting.zone), paper_asked(request))
    return as_file(made, f"{name_of(meeting, issued)}.zip", "application/zip")


def _asked(request: HttpRequest, meeting: Any) -> Any:
    """Which edition: none for a draft."""
    if "rancangan" in request.GET:
        return None
    paper = paper_asked(request) if "kertas" in request.GET else ""
    issued = issued_file(meeting, request.GET.get("edisi", ""), paper)
    if issued is None and request.GET.get("edisi"):
        raise Http404
    return issued


def issue_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.issue")
    form = IssueFileForm(request.POST or None)
    back = f"{meeting.get_absolute_url()}berkas/"
    told = _("The file is issued and stays as it is. Its first page says how anybody may check it.")
    with ready_to_issue(request, meeting, form) as issue:
        done = perform(request, form, issue, back, told)
    title = _("Issue the accountability file")
    hint = _(
        "The PDF gets a key and a QR code, and never changes again. What is put in later needs a further edition."
    )
    context = pages.under(meeting, title, back) | {"hint": hint, "submit": _("Issue the file")}
    return done or page(request, "meetings/form.html", form=form, **context)

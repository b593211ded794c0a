"""The joint commitment of a session: written, signed, closed, printed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import as_pdf, page, paper_asked
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_meeting, get_sheet, get_signature
from mufakat.meetings.forms import SheetForm, SignForm
from mufakat.meetings.models import Meeting
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def _sheet(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}komitmen-bersama/"


def see_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    return page(request, "meetings/sheet.html", **pages.sheet_page(request.user, meeting))


def see_sheet_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet as PDF: to be signed on paper, or as it was signed; `?kertas=f4` for folio."""
    from mufakat.meetings.papers.room import sheet_pdf

    meeting = get_meeting(request.user, pk)
    pdf = sheet_pdf(get_sheet(meeting), paper_asked(request))
    return as_pdf(pdf, f"komitmen-bersama-{meeting.starts_on}")


def record_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    form = SheetForm(request.POST or None, initial=queries.sheet_to_begin_with(meeting))
    done = perform(
        request,
        form,
        lambda act: actions.record_sheet(act, meeting, **form.values),
        _sheet(meeting),
        _("The sheet is ready to be signed."),
    )
    title, submit = _("Write the joint commitment"), _("Write the sheet")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, _sheet(meeting))
    )


def change_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    sheet = get_sheet(meeting)
    start = {"text": sheet.text, "points": sheet.points}
    form = SheetForm(request.POST or None, initial=start, base=sheet.version)
    done = perform(
        request,
        form,
        lambda act: actions.change_sheet(act, sheet, base=form.seen, **form.values),
        _sheet(meeting),
    )
    title, submit = _("Change the joint commitment"), _("Save the sheet")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, _sheet(meeting))
    )


def sign_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    sheet = get_sheet(meeting)
    form = SignForm(
        request.POST or None, sheet=sheet, initial={"participant": request.GET.get("peserta")}
    )
    done = perform(
        request,
        form,
        lambda act: actions.sign_sheet(act, sheet, **form.values),
        _sheet(meeting),
        _("Signed."),
    )
    title = _("Sign the joint commitment")
    return done or page(
        request,
        "meetings/sign.html",
        form=form,
        sheet=sheet,
        **under(meeting, title, _sheet(meeting)),
    )


def withdraw_signature(request: HttpRequest, pk: UUID, signature: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    found = get_signature(get_sheet(meeting), signature)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_signature(act, found, **form.values),
        _sheet(meeting),
    )
    title, submit = _("Take the signature back"), _("Take the signature back")
    hint = found.participant.name
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=submit,
        danger=True,
        **under(meeting, title, _sheet(meeting)),
    )


def close_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    sheet = get_sheet(meeting)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.close_sheet(act, sheet),
        _sheet(meeting),
        _("The joint commitment is closed; it stays as it was signed."),
    )
    title, submit = _("Close the joint commitment"), _("Close the sheet")
    hint = _("Its text and signatures are frozen. Who has not signed cannot sign any more.")
    return done or page(
        request, FORM, form=form, hint=hint, submit=submit, **under(meeting, title, _sheet(meeting))
    )

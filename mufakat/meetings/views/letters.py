"""The letter of invitation: draft, change, issue, read, and print with a name on each."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import as_pdf, page, paper_asked, whole
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_letter, get_letter_seen, get_meeting
from mufakat.meetings.forms import LetterForm
from mufakat.meetings.models import Letter, Meeting

WRITE = "letter.record"


def record_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, WRITE)
    offices = pages.offices_for(request.user, meeting)
    begun = pages.letter_begun(request.user, meeting, offices, request.GET.get("organisasi"))
    correction, initial = begun["correction"], begun["initial"]
    form = LetterForm(request.POST or None, offices=offices, correction=correction, initial=initial)
    done = perform(
        request,
        form,
        lambda act: actions.record_letter(act, meeting, **form.values),
        back_to(meeting),
        _("The draft is saved. Read it as PDF, then issue it."),
    )
    title = _("Correct the letter") if correction else _("Write the letter")
    context = _around(meeting, title) | {
        "offices": offices,
        **pages.kept_at(request.user, begun["chosen"]),
    }
    return done or page(
        request, "meetings/letter_form.html", form=form, last=begun["last"], **context
    )


def change_letter(request: HttpRequest, pk: UUID, letter: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, WRITE)
    found = get_letter(meeting, letter)
    form = LetterForm(
        request.POST or None,
        offices=pages.offices_for(request.user, meeting),
        correction=found.edition > 1,
        initial=pages.letter_fields(found),
        base=found.version,
    )
    done = perform(
        request,
        form,
        lambda act: actions.change_letter(act, found, base=form.seen, **form.values),
        back_to(meeting),
    )
    context = _around(meeting, _("Change the draft")) | {
        "offices": [],
        **pages.kept_at(request.user, found.organisation),
    }
    return done or page(request, "meetings/letter_form.html", form=form, last="", **context)


def issue_letter(request: HttpRequest, pk: UUID, letter: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, WRITE)
    found = get_letter(meeting, letter)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.issue_letter(act, found),
        back_to(meeting),
        _("The letter is issued and stays as it is."),
    )
    hint = _("With this letter and list are frozen. What must change afterwards is a correction.")
    title = _("Issue the letter %(number)s") % {"number": found.number}
    context = _around(meeting, title) | {"hint": hint, "submit": _("Issue the letter")}
    return done or page(request, "meetings/form.html", form=form, **context)


def see_letter(request: HttpRequest, pk: UUID, letter: UUID) -> HttpResponse:
    """As it was issued; a draft only for those who write it. `?kertas=f4` for folio."""
    meeting = get_meeting(request.user, pk)
    found = get_letter_seen(request.user, meeting, letter)
    return printed(request, found, f"undangan-{meeting.starts_on}-edisi-{found.edition}")


def see_personal_letters(request: HttpRequest, pk: UUID, letter: UUID) -> HttpResponse:
    """A letter for each of the invited, with the code of his personal page."""
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_letter(meeting, letter)
    part = request.GET.get("hal")
    copies = pages.personal_copies(meeting, whole(request), part)
    if not copies:
        raise Http404
    return printed(request, found, f"undangan-{meeting.starts_on}-perorangan", copies=copies)


def printed(request: HttpRequest, letter: Letter, name: str, **more: Any) -> HttpResponse:
    """The paper of a letter: from its frozen copy once it is issued."""
    from mufakat.meetings.papers import letter_pdf

    facts = letter.snapshot or queries.letter_facts(letter, letter.meeting)
    pdf = letter_pdf(facts, digest=letter.digest, paper=paper_asked(request), **more)
    return as_pdf(pdf, name)


def back_to(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}undangan/"


def _around(meeting: Meeting, title: str) -> dict[str, Any]:
    return pages.under(meeting, title, back_to(meeting))

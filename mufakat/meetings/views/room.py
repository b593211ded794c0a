"""What is written down in the room: attendance, notes, decisions, promises, verdicts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments import queries as promises
from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, queries
from mufakat.meetings.access import (
    get_decision,
    get_meeting,
    get_note,
    get_promise,
    get_verdict,
    get_written,
)
from mufakat.meetings.forms import (
    AttendanceForm,
    CommitmentForm,
    EntryForm,
    GuestForm,
    MadeForm,
    NoteForm,
    TextForm,
    VerdictForm,
)
from mufakat.meetings.models import Decision, Meeting, Note, Resolution
from mufakat.meetings.pages import (
    answered_in_words,
    by_sector,
    days_in_words,
    if_it_meets,
    promise_begun,
    under,
    verdict_told,
    with_due,
)

FORM = "meetings/form.html"
PROMISE = ("what", "owner_organisation", "owner_person", "region", "due_on", "amount_idr")


def _attendance(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}kehadiran/catat/"


def record_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    form = AttendanceForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.record_attendance(act, meeting, **form.moved),
        meeting.get_absolute_url() + "#hadir",
        _("Attendance recorded."),
    )
    return done or page(
        request,
        "meetings/attendance.html",
        form=form,
        meeting=meeting,
        ticked=set(request.POST.getlist("came")) or set(form.ticked),
        groups=by_sector(form.listed),
        answered=answered_in_words,
        by_day=days_in_words,
        **under(meeting, _("Attendance")),
    )


def record_participants(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_participants(act, meeting),
        f"{meeting.get_absolute_url()}{'undangan' if meeting.state == 'planned' else 'kehadiran/catat'}/",
        _("The members of the forum are on the list."),
    )
    title, submit = _("Invite the members of the forum"), _("Put them on the list")
    hint = _(
        "Each organisation is listed with whoever holds office there on the day. Nobody is listed twice. Telephone and "
        "e-mail written for the last sessions of this forum are kept."
    )
    return done or page(request, FORM, form=form, hint=hint, submit=submit, **under(meeting, title))


def fill_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.fill_attendance(act, meeting),
        _attendance(meeting),
        _(
            "Whoever is invited is present, but for who answered that he is unable or sends somebody. Now untick the "
            "others."
        ),
    )
    title, submit = _("Everyone invited came"), _("Mark everyone invited as present")
    hint = _(
        "Afterwards untick the few who did not come. Who answered that he is unable to come, or sends somebody, is not "
        "ticked."
    )
    shown = under(meeting, title, _attendance(meeting))
    return done or page(request, FORM, form=form, hint=hint, submit=submit, **shown)


def record_participant(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "attendance.record")
    form = GuestForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_participant(act, meeting, **form.values),
        _attendance(meeting),
    )
    title, submit = _("Add somebody to the list"), _("Put on the list")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, _attendance(meeting))
    )


def _written_at(written: Note | Decision | Resolution) -> str:
    """Where on the page of the session it stands: under its agenda item, among the promises, or in the addendum."""
    here = written.meeting.get_absolute_url()
    if written.is_late:
        return f"{here}#adendum"
    if isinstance(written, Note) and written.group:
        return f"{written.group.get_absolute_url()}#catatan"
    if isinstance(written, Resolution) or written.agenda_item is None:
        return f"{here}#komitmen"
    return f"{here}#acara-{written.agenda_item.position}"


def _told(written: Note | Decision | Resolution, plain: str) -> str:
    return _("Written down in the addendum.") if written.is_late else plain


def record_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    form = NoteForm(
        request.POST or None, meeting=meeting, initial={"agenda_item": request.GET.get("acara")}
    )
    done = perform(
        request,
        form,
        lambda act: actions.record_note(act, meeting, **form.values),
        _written_at,
        lambda note: _told(note, _("Noted.")),
    )
    title = _("Add to the addendum") if meeting.is_ratified else _("Add a note")
    submit = _("Write down the note")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))


def record_decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "decision.record")
    form = EntryForm(
        request.POST or None, meeting=meeting, initial={"agenda_item": request.GET.get("acara")}
    )
    done = perform(
        request,
        form,
        lambda act: actions.record_decision(act, meeting, **form.values),
        _written_at,
        lambda decision: _told(decision, _("Decision written down.")),
    )
    title = _("Add to the addendum") if meeting.is_ratified else _("Write down a decision")
    submit = _("Write down the decision")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))


def change_note(request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_note(meeting, note)
    form = TextForm(request.POST or None, initial={"text": found.text}, base=found.version)
    done = perform(
        request,
        form,
        lambda act: actions.change_note(act, found, base=form.seen, **form.values),
        f"{meeting.get_absolute_url()}#acara-{found.agenda_item.position}",
    )
    title, submit = _("Change the note"), _("Save the note")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))


def change_decision(request: HttpRequest, pk: UUID, decision: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "decision.record")
    found = get_decision(meeting, decision)
    form = TextForm(request.POST or None, initial={"text": found.text}, base=found.version)
    done = perform(
        request,
        form,
        lambda act: actions.change_decision(act, found, base=form.seen, **form.values),
        f"{meeting.get_absolute_url()}#acara-{found.agenda_item.position}",
    )
    title, submit = _("Change the decision"), _("Save the decision")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))


def record_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "commitment.record")
    late = meeting.is_ratified
    year = queries.budget_year(meeting)
    begun = promise_begun(meeting, request.GET)
    form = MadeForm(request.POST or None, year=year, meeting=meeting, initial=begun)
    done = perform(
        request,
        form,
        lambda act: actions.record_commitment(act, meeting, **form.values),
        lambda made: request.path if "lagi" in request.POST else _written_at(made.resolution),
        lambda made: with_due(
            meeting,
            _told(made.resolution, _("The promise is written down.")),
            made.resolution.commitment.due_on,
        ),
    )
    title = _("Write down a promise in the addendum") if late else _("Write down a promise")
    words = {"submit": _("Write down the promise"), "again": _("Write down, then one more")}
    shown = words | under(meeting, title) | if_it_meets(meeting)
    return done or page(request, FORM, form=form, **shown)


def change_commitment(request: HttpRequest, pk: UUID, commitment: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "commitment.change")
    found = get_promise(meeting, commitment)
    names = (*PROMISE, "funding_source", "proof_asked", "priority")
    initial = {name: getattr(found, name) for name in names}
    year = queries.budget_year(meeting)
    form = CommitmentForm(
        request.POST or None, year=year, meeting=meeting, initial=initial, base=found.version
    )
    done = perform(
        request,
        form,
        lambda act: actions.change_commitment(act, meeting, found, base=form.seen, **form.values),
        meeting.get_absolute_url() + "#komitmen",
    )
    title, submit = _("Correct the promise"), _("Save the promise")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title))


def withdraw_commitment(request: HttpRequest, pk: UUID, commitment: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "commitment.change")
    found = get_written(meeting, commitment)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_commitment(act, meeting, found, **form.values),
        meeting.get_absolute_url() + "#komitmen",
        _("The promise is taken back. Its words and the reason stand in the history."),
    )
    return done or page(
        request,
        FORM,
        form=form,
        hint=_("“%(what)s” will count nowhere any more.") % {"what": found.what},
        submit=_("Take back the promise"),
        danger=True,
        **under(meeting, _("Take back the promise")),
    )


def _verdict_begun(promise: Any, asked_for: Mapping[str, str]) -> dict[str, Any]:
    # "Continue…" and "Partly…" mean one verdict; who comes by "Other…" has not said anything yet.
    asked = asked_for.get("putusan", "")
    meant = asked if asked in ("continued", "partly") else ""
    wished = (
        promises.date_asked_for(promise) if meant == "continued" and "sampai" in asked_for else None
    )
    return {"verdict": meant, "new_due_on": wished.wanted_on if wished else None}


def give_verdict(request: HttpRequest, pk: UUID, commitment: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "verdict.give")
    promise = get_promise(meeting, commitment)
    initial = _verdict_begun(promise, request.GET)
    gate = promises.gate_of(promise, str(request.user.pk), meeting.starts_on or clock.today())
    year = queries.budget_year(meeting)
    form = VerdictForm(request.POST or None, year=year, gate=gate, initial=initial)
    done = perform(
        request,
        form,
        lambda act: actions.give_verdict(act, meeting, commitment=promise, **form.values),
        meeting.get_absolute_url() + "#rapor",
        lambda given: verdict_told(meeting, given),
    )
    return done or page(
        request,
        "meetings/verdict.html",
        form=form,
        meeting=meeting,
        promise=promise,
        **under(meeting, _("Verdict")),
    )


def withdraw_verdict(request: HttpRequest, pk: UUID, verdict: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "verdict.give")
    found = get_verdict(meeting, verdict)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_verdict(act, meeting, found),
        meeting.get_absolute_url() + "#rapor",
        _("The verdict is taken back."),
    )
    title, submit = _("Take back the verdict"), _("Take back the verdict")
    hint = found.commitment.what
    return done or page(request, FORM, form=form, hint=hint, submit=submit, **under(meeting, title))

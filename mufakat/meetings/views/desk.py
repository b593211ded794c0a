"""The registrar's desk: who is here since when, who came in whose stead, and the entries that wait."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, ngettext

from mufakat.core.answers import page
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_checkin, get_listed, get_meeting, get_row
from mufakat.meetings.forms import (
    AcceptForm,
    DayForm,
    HourForm,
    MergeForm,
    PersonForm,
    RepresentativeForm,
    SettleForm,
    TogetherForm,
)
from mufakat.meetings.models import CheckIn, Meeting

FORM = "meetings/form.html"
RIGHT = "attendance.record"


def _desk(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}pendaftaran/"


def _next(meeting: Meeting) -> str:
    """The desk for the next one: the cursor stands in the search box, nothing has to be scrolled."""
    return f"{_desk(meeting)}?lagi"


def _told(entry: CheckIn) -> str:
    if entry.state == "waiting":
        return _("Somebody of like name is on the list: say below whether it is the same person.")
    return _("%(name)s is here.") % {"name": entry.name}


def _settled(answer: str) -> Callable[[int], str]:
    if answer == "accepted":
        return lambda n: ngettext("%(n)s person accepted.", "%(n)s people accepted.", n) % {"n": n}
    return lambda n: (
        ngettext(
            "The entries of %(n)s person are refused; they stay on record.",
            "The entries of %(n)s people are refused; they stay on record.",
            n,
        )
        % {"n": n}
    )


def see_desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    text, number = request.GET.get("cari", "").strip(), request.GET.get("hal")
    shown = pages.desk_page(request.user, meeting, text=text[:80], number=number)
    return page(request, "meetings/desk.html", goes_on="lagi" in request.GET, **shown)


def record_arrival(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    person = get_listed(meeting, participant)
    form = HourForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.record_arrival(act, meeting, person, **form.values),
        _next(meeting),
        lambda new: (
            (_("%(name)s is here.") if new else _("%(name)s was here already."))
            % {"name": person.name}
        ),
    )
    title, submit = _("%(name)s is here") % {"name": person.name}, _("Write down the arrival")
    return done or page(
        request, FORM, form=form, submit=submit, **pages.under(meeting, title, _desk(meeting))
    )


def withdraw_arrival(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    person = get_listed(meeting, participant)
    form = DayForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_arrival(act, meeting, person, **form.values),
        _desk(meeting),
        _("%(name)s is no longer written down as present.") % {"name": person.name},
    )
    title = _("%(name)s is not here after all") % {"name": person.name}
    submit = _("Take back the arrival")
    more = pages.under(meeting, title, _desk(meeting)) | pages.leaving_hint(person)
    return done or page(request, FORM, form=form, submit=submit, **more)


def record_departure(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    person = get_listed(meeting, participant)
    form = HourForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.record_departure(act, meeting, person, **form.values),
        _desk(meeting),
        _("%(name)s has left.") % {"name": person.name},
    )
    title, submit = _("%(name)s leaves") % {"name": person.name}, _("Write down the departure")
    return done or page(
        request, FORM, form=form, submit=submit, **pages.under(meeting, title, _desk(meeting))
    )


def withdraw_departure(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    person = get_listed(meeting, participant)
    form = DayForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_departure(act, meeting, person, **form.values),
        _desk(meeting),
        _("%(name)s is still here.") % {"name": person.name},
    )
    title, submit = (
        _("%(name)s is still here") % {"name": person.name},
        _("Take back the departure"),
    )
    return done or page(
        request, FORM, form=form, submit=submit, **pages.under(meeting, title, _desk(meeting))
    )


def record_representative(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    person = get_listed(meeting, participant)
    said = {"name": person.represented_by, "title": person.represented_office}
    form = RepresentativeForm(request.POST or None, initial=said)
    done = perform(
        request,
        form,
        lambda act: actions.record_representative(act, meeting, person, **form.values),
        _next(meeting),
        _told,
    )
    title, submit = _("In the stead of %(name)s") % {"name": person.name}, _("Write down who came")
    return done or page(
        request, FORM, form=form, submit=submit, **pages.under(meeting, title, _desk(meeting))
    )


def merge_participant(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    row = get_row(meeting, participant)
    like = {"who": request.GET.get("sama")}
    form = MergeForm(
        request.POST or None, rows=meeting.participants.exclude(pk=row.pk), initial=like
    )
    done = perform(
        request,
        form,
        lambda act: actions.merge_participant(act, meeting, row, **form.values),
        _desk(meeting),
        lambda who: _("%(name)s stands on the list once.") % {"name": who.name},
    )
    title, submit = _("%(name)s stands on the list twice") % {"name": row.name}, _("Make it one")
    return done or page(
        request,
        FORM,
        form=form,
        submit=submit,
        hint=pages.merging_words(row),
        **pages.under(meeting, title, _desk(meeting)),
    )


def record_checkin(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    form = PersonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_checkin(act, meeting, source="registrar", **form.values),
        _next(meeting),
        _told,
    )
    title, submit = _("Somebody who is not on the list"), _("Write down who came")
    return done or page(
        request, FORM, form=form, submit=submit, **pages.under(meeting, title, _desk(meeting))
    )


def accept_checkin(request: HttpRequest, pk: UUID, checkin: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    entry = get_checkin(meeting, checkin)
    form = AcceptForm(
        request.POST or None, people=pages.choices_of(meeting), entries=meeting.checkins.all()
    )
    done = perform(
        request,
        form,
        lambda act: actions.accept_checkin(
            act, meeting, entry, who=form.person(meeting), together=form.others
        ),
        _desk(meeting),
        _("%(name)s is on the list.") % {"name": entry.name},
    )
    title, submit = _("Whose entry is it?"), _("Accept")
    hint = pages.entry_in_words(entry, meeting)
    return done or page(
        request,
        FORM,
        form=form,
        submit=submit,
        hint=hint,
        **pages.under(meeting, title, _desk(meeting)),
    )


def refuse_checkin(request: HttpRequest, pk: UUID, checkin: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, RIGHT)
    entry = get_checkin(meeting, checkin)
    form = TogetherForm(request.POST or None, entries=meeting.checkins.all())
    done = perform(
        request,
        form,
        lambda act: actions.refuse_checkin(act, meeting, entry, together=form.others),
        _desk(meeting),
        _("The entry of %(name)s is refused; it stays on record.") % {"name": entry.name},
    )
    return done or page(
        request,
        FORM,
        form=form,
        submit=_("Refuse"),
        danger=True,
        hint=pages.entry_in_words(entry, meeting),
        **pages.under(meeting, _("Refuse this entry"), _desk(meeting)),
    )


def settle_checkins(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Several entries in one go: ticked at the desk, or all that wait (`semua`)."""
    meeting = get_meeting(request.user, pk, RIGHT)
    asked = request.POST.getlist("entries") or request.GET.getlist("entri")
    chosen = pages.chosen_entries(meeting, asked, everybody="semua" in request.GET)
    form = SettleForm(request.POST or None, meeting=meeting, initial={"entries": chosen})
    done = perform(
        request,
        form,
        lambda act: actions.settle_checkins(act, meeting, **form.values),
        _desk(meeting),
        _settled(request.POST.get("answer", "")),
    )
    return done or page(
        request, "meetings/settle.html", form=form, **pages.settle_page(meeting, chosen)
    )

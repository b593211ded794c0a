"""Groups of a session: the list, one group, and what is written for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_group, get_meeting
from mufakat.meetings.forms import GroupForm, ReportForm, SpreadForm
from mufakat.meetings.models import Group, Meeting
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def _groups(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}kelompok/"


def see_groups(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    return page(request, "meetings/groups.html", **pages.groups_page(request.user, meeting))


def see_group(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    found = get_group(meeting, group)
    return page(request, "meetings/group.html", **pages.group_page(request.user, found))


def record_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    form = GroupForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.record_group(act, meeting, **form.values),
        Group.get_absolute_url,
        _("The group is made."),
    )
    title, submit = _("Make a group"), _("Make the group")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, _groups(meeting))
    )


def spread_groups(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    form = SpreadForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.spread_groups(act, meeting, **form.values),
        _groups(meeting),
        lambda made: _("%(n)d groups are made.") % {"n": len(made)},
    )
    title, submit = _("Deal out into groups"), _("Deal out")
    hint = _("Everybody present is dealt out, every sector evenly. Groups can be changed after.")
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=submit,
        **under(meeting, title, _groups(meeting)),
    )


def change_group(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_group(meeting, group)
    form = GroupForm(request.POST or None, meeting=meeting, group=found)
    done = perform(
        request,
        form,
        lambda act: actions.change_group(act, found, base=form.seen, **form.values),
        found.get_absolute_url(),
    )
    title, submit = _("Change the group"), _("Save the group")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, found.get_absolute_url())
    )


def report_group(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_group(meeting, group)
    form = ReportForm(request.POST or None, initial={"report": found.report}, base=found.version)
    done = perform(
        request,
        form,
        lambda act: actions.report_group(act, found, base=form.seen, **form.values),
        found.get_absolute_url(),
        _("The report is written down."),
    )
    title = _("Report of %(group)s to the plenary") % {"group": found.name}
    submit = _("Write down the report")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, found.get_absolute_url())
    )


def withdraw_group(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_group(meeting, group)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_group(act, found),
        _groups(meeting),
        _("The group is taken back."),
    )
    title, submit = _("Take the group back"), _("Take the group back")
    return done or page(
        request,
        FORM,
        form=form,
        hint=found.name,
        submit=submit,
        danger=True,
        **under(meeting, title, found.get_absolute_url()),
    )

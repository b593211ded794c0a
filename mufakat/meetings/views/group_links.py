"""The link of a rapporteur: given by the office, and the page that it opens."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.links import Guest
from mufakat.directory.models import LinkKind
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages
from mufakat.meetings.access import get_group, get_group_by_link, get_meeting
from mufakat.meetings.forms import ReportForm


def record_report_link(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_group(meeting, group)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_report_link(act, found),
        request.path,
        _("The link is given."),
    )
    more = pages.report_link_page(request, found)
    return done or page(request, "commitments/link.html", form=form, **more)


@by_link(LinkKind.REPORT)
def report_group_by_link(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The group of a rapporteur without an account, on a phone."""
    group = get_group_by_link(guest)
    form = ReportForm(request.POST or None, initial={"report": group.report}, base=group.version)
    done = perform(
        request,
        form,
        lambda act: actions.report_group(act, group, base=form.seen, **form.values),
        request.path,
        _(
            "Thank you. The report is written down; you can change it until the minutes are ratified."
        ),
        guest=guest,
    )
    more = pages.group_by_link_page(request.user, group, guest)
    return done or page(request, "meetings/group_guest.html", form=form, **more)

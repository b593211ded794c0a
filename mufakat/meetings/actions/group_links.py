"""The personal link with which a rapporteur without an account writes the report of his group."""

from mufakat.directory.actions import end_link, record_link
from mufakat.directory.models import Link, LinkKind
from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import Group

from .lock import lock


def record_report_link(act: OpenAct, group: Group) -> Link:
    """A link to this one group. The one before no longer opens."""
    meeting, rapporteur = group.meeting, group.rapporteur
    lock(meeting)
    rules.can_group(meeting.state)
    end_report_links(act, group)
    return record_link(
        act,
        kind=LinkKind.REPORT,
        thing=group,
        forum=meeting.forum,
        name=rapporteur.name if rapporteur else group.name,
        person=rapporteur.person if rapporteur else None,
        valid_until=rules.report_closes_at(meeting.ends_at or meeting.starts_at, act.at),
        about=[meeting],
    )


def end_report_links(act: OpenAct, group: Group) -> None:
    """Another rapporteur gets his own; a group that is no more takes no report."""
    found = Link.objects.filter(kind=LinkKind.REPORT, thing_id=str(group.pk), ended_at=None)
    for link in found.select_related("forum"):
        end_link(act, link)

"""In which session of the forum above what was raised lies on the table, in words."""

from django.utils.translation import gettext as _

from mufakat.core.dates import at
from mufakat.meetings import queries
from mufakat.meetings.models import Escalation


def where_of(escalation: str) -> str:
    """By its id; nothing once it was answered."""
    found = Escalation.objects.select_related("to_forum__region").filter(pk=escalation)
    return words_of(found[0]) if found else ""


def words_of(escalation: Escalation) -> str:
    if escalation.state != "waiting":
        return ""
    meeting = queries.table_of(escalation)
    if meeting is None:
        words = _("No coming session of %(forum)s is planned yet: it waits for one.")
        return words % {"forum": escalation.to_forum}
    zone = meeting.timezone
    told = {
        "session": meeting.title,
        "when": at(meeting.starts_at, zone) if meeting.starts_at else "",
    }
    if meeting.state == "open":
        return _("Lies on the table of %(session)s, %(when)s, which is under way.") % told
    return _("Comes up in %(session)s, %(when)s.") % told

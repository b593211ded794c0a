"""The one next step on the page of a session, and why it cannot be taken yet."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import short_date
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting


def next_step(
    meeting: Meeting, may: dict[str, bool], counts: dict[str, int], seen: int, on: date
) -> dict[str, Any]:
    """The one next step, and why it cannot be taken yet."""
    here = meeting.get_absolute_url()
    none = {"action_label": "", "action_url": "", "action_opens": False, "blocked": ""}
    if meeting.is_ratified:
        return none | {"action_label": _("Minutes (PDF)"), "action_url": f"{here}notulen.pdf"}
    if meeting.state == "planned" and meeting.starts_at is None and may["meeting_change"]:
        return none | {"action_label": _("Set day and place"), "action_url": f"{here}ubah/"}
    ahead = meeting.state == "planned" and meeting.starts_on and meeting.starts_on > on
    if (
        ahead and may["attendance_record"]
    ):  # opened on its day; until then there are people to invite
        return none | {"action_label": _("Invite"), "action_url": f"{here}undangan/"}
    if meeting.state == "planned" and may["meeting_open"]:
        planned = {"action_label": _("Open the session"), "action_opens": True}
        if meeting.starts_on is None:
            planned["blocked"] = _("Give the session its day and hours first.")
        elif meeting.starts_on > on:
            day = short_date(meeting.starts_on)
            planned["blocked"] = _("Planned for %(day)s: it is opened on that day.") % {"day": day}
        return none | planned
    if meeting.state != "open":
        return none
    reasons = rules.obstacles_to_ratify(
        state=meeting.state,
        waiting=counts["waiting"],
        below=counts["below"],
        present=counts["present"],
        earlier=queries.earlier_unratified(meeting),
        rounds=counts["round_open"],
    )
    if not may["meeting_ratify"]:
        reasons.append(_("The chair ratifies."))
    return none | {
        "action_label": _("Ratify the minutes"),
        "action_url": f"{here}sahkan/?dilihat={seen}",
        "blocked": " ".join(reasons),
    }

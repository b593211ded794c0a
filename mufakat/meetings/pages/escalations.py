"""What pages show of the forum above and of the forums below."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mufakat.commitments.access import may
from mufakat.core.dates import short_date
from mufakat.core.numbers import rupiah
from mufakat.directory.access import can
from mufakat.directory.models import Forum
from mufakat.meetings import queries
from mufakat.meetings.models import Escalation, Meeting

from .frame import crumbs_of
from .table_above import standing


def escalation_page(user: Any, escalation: Escalation) -> dict[str, Any]:
    """The file as it went up, and what the sessions of the forum above said."""
    file, zone = escalation.file, escalation.to_forum.region.timezone
    sees_promise = may(user, "commitment.see", escalation.commitment)
    sees_above = can(user, "meeting.see", escalation.to_forum)
    further = queries.further_of(escalation)
    return {
        "title": escalation.what,
        "crumbs": crumbs_of(escalation.to_forum) if sees_above else [],
        "escalation": escalation,
        "zone": zone,
        "facts": _facts(file),
        "timeline": [_told(moment) for moment in file["way"]],
        "before": file["before"],
        "hearings": queries.hearings_of(escalation),
        "further": further,
        "opens_further": further and (sees_promise or can(user, "meeting.see", further.to_forum)),
        "promise": escalation.commitment if sees_promise else None,
        **standing(user, escalation),
        "promise_state": escalation.commitment.state,
        "links_sessions": sees_above,
    }


def _facts(file: dict[str, Any]) -> list[tuple[str, str]]:
    """The head of the file: label and what stands beside it."""
    due = _day(file["due_first"])
    if file["due_now"] != file["due_first"]:
        due = _("%(first)s, now %(now)s") % {"first": due, "now": _day(file["due_now"])}
    money = rupiah(file["amount_idr"]) if file["amount_idr"] else ""
    rows = [
        (_("From the forum"), file["forum"]),
        (_("Promised by"), file["owner"]),
        (_("Sector"), file["sector"]),
        (_("Where"), file["region"]),
        (_("Made at"), f"{file['made_at']}, {_day(file['made_on'])}"),
        (_("Due"), due),
        (_("Money"), " · ".join(x for x in (money, file["funding"]) if x)),
        (_("Proof asked for"), file["proof_asked"]),
        (_("First worded"), file["what"] if file["what"] != file["what_now"] else ""),
        (_("Sessions that left it open"), str(file["sessions"] or "")),
    ]
    return [(label, told) for label, told in rows if told]


def _told(moment: dict[str, Any]) -> dict[str, Any]:
    """One line of its way, for the timeline."""
    line: dict[str, Any] = {
        "on": date.fromisoformat(moment["on"]),
        "text": moment["text"],
        "by": moment.get("by", ""),
    }
    if moment["kind"] == "verdict":
        until = _("until %(day)s") % {"day": _day(moment["due_after"])}
        goes_on = moment["verdict"] in queries.UNSOLVED
        text = ". ".join(x for x in (until if goes_on else "", moment["text"]) if x)
        return line | {"state": moment["verdict"], "text": text}
    words = {
        "update": _("Reported as done: %s") if moment.get("says_done") else _("Reported: %s"),
        "check": _("Looked at: %s"),
        "asked": _("Asked for a new date: %s"),
    }
    progress = moment.get("progress")
    tail = "" if progress is None else f" ({progress} %)"
    return line | {"text": words.get(moment["kind"], "%s") % moment["text"] + tail}


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text))


def patience_hint(forum: Forum) -> str:
    """What is asked, and of whom: the forums above, or how to get one."""
    above = ", ".join(each.name for each in queries.forums_above(forum)[:3])
    hint = _("The chair is only asked; nothing goes up by itself.")
    if above:
        return f"{hint} {_('It would go to: %(forums)s.') % {'forums': above}}"
    nowhere = _(
        "No forum stands above %(forum)s. Who keeps the directory names the one above on the page “Change forum”."
    )
    return f"{hint} {nowhere % {'forum': forum}}"


def proposals_of(meeting: Meeting) -> dict[str, Any]:
    """What the chair is asked to raise when he ratifies: the promises left open too often, and to where."""
    proposed = list(queries.proposed_in(meeting)[:20]) if meeting.state == "open" else []
    above = queries.forums_above(meeting.forum) if proposed else []
    return {
        "proposed": proposed,
        "above": above[0] if len(above) == 1 else None,
        "nowhere": bool(proposed) and not above,
    }

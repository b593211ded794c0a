"""What the page of an accountability file shows: what is there, what is missing and who supplies it, what it cost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.dates import long_date, short_date
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import SessionFileSet
from mufakat.meetings.queries.issued import editions_of

from .frame import rights, under


def file_page(user: Any, meeting: Meeting, on: date) -> dict[str, Any]:
    found = queries.file_of(meeting, on)
    return {
        **under(meeting, _("Accountability file (SPJ)")),
        "meeting": meeting,
        "here": here_of(meeting),
        "may": rights(user, meeting.forum),
        "on": on,
        "found": found,
        "finding": finding_of(found),
        "facts": _facts(found),
        "costs": _costs_told(found),
        "editions": editions_of(meeting),
    }


def here_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}berkas/"


def finding_of(found: SessionFileSet) -> str:
    """The title states what is missing."""
    n = len(found.missing)
    if not found.needed:
        return _("Nothing is asked of this kind of session")
    if not n:
        return _("Complete: all %(n)d parts are there") % {"n": found.needed}
    words = {"n": n, "have": found.have, "needed": found.needed}
    return (
        ngettext(
            "%(have)d of %(needed)d parts are there, %(n)d is missing",
            "%(have)d of %(needed)d parts are there, %(n)d are missing",
            n,
        )
        % words
    )


def file_told(meeting: Meeting, counts: Mapping[str, int], on: date) -> str:
    """The file in one line, for the page of its session."""
    if meeting.starts_at is None or meeting.state == "cancelled":
        return ""
    found = queries.outline(meeting, on, counts)
    words = {"have": found.have, "needed": found.needed}
    told = _("SPJ: %(have)d of %(needed)d parts") % words
    if found.deadline:
        told += ", " + _("due %(day)s") % {"day": short_date(found.deadline)}
    return told if found.needed else ""


def due_told(found: SessionFileSet) -> str:
    """ "5 Okt 2023, dua hari lagi"; empty where there is no deadline."""
    if found.deadline is None:
        return ""
    left = (found.deadline - found.on).days
    if found.is_complete:
        return long_date(found.deadline)
    if left < 0:
        told = ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
    elif left == 0:
        told = _("today")
    else:
        told = ngettext("in %(n)d day", "in %(n)d days", left) % {"n": left}
    return f"{long_date(found.deadline)} ({told})"


def _facts(found: SessionFileSet) -> list[tuple[str, str]]:
    told = [
        (_("Due"), due_told(found)),
        (_("Asked by"), found.source),
        (_("Rate table"), found.rates_source),
    ]
    return [(label, value) for label, value in told if value]


def _costs_told(found: SessionFileSet) -> str:
    n = len(found.costs)
    if not n:
        return _("No costs written down")
    if over := len(found.over):
        return ngettext(
            "%(n)d line lies above the rate table",
            "%(n)d lines lie above the rate table",
            over,
        ) % {"n": over}
    return ngettext(
        "%(n)d line, within the rate table", "%(n)d lines, within the rate table", n
    ) % {"n": n}


def file_begun(meeting: Meeting, part: str, on: date) -> dict[str, Any]:
    """What the form begins with: the part that the button named, the day and the place of the session."""
    begun: dict[str, Any] = {"part": part}
    row = queries.spj_parts().get(part, {})
    if row.get("photo") and meeting.starts_on and meeting.starts_on <= on:
        begun |= {"taken_on": meeting.starts_on, "place": meeting.place}
    lines = [line for line in queries.unproven_in(meeting) if line.paper == part]
    if len(lines) == 1:
        begun["expenses"] = [lines[0].id]
    return begun


def expense_begun(meeting: Meeting) -> dict[str, Any]:
    """How many were there, and the day."""
    present = meeting.participants.filter(present=True).count()
    return {"people": present or None, "quantity": 1, "spent_on": meeting.starts_on}

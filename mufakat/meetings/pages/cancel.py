"""What would be lost with a session that is cancelled: asked only after it was told."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import at, span_of
from mufakat.core.errors import RuleBroken
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .frame import under
from .invitation import answer_words
from .ratify import worked_out

Facts = list[tuple[str, str]]


def cancel_page(meeting: Meeting) -> dict[str, Any]:
    start = meeting.starts_at
    day = span_of(start, meeting.ends_at, meeting.timezone) if start else _("no date yet")
    invited, told = _invited(meeting)
    return {
        **under(meeting, _("Cancel this session")),
        "meeting": meeting,
        "refused": _refused(meeting),
        "facts": [(_("Day"), day), *told, *_letters(meeting), *_written(meeting)],
        "invited": invited,
    }


def _refused(meeting: Meeting) -> str:
    """Why it cannot be cancelled at all; empty when it can."""
    try:
        rules.can_cancel(meeting.state, meeting.edition, queries.promises_touched_by(meeting))
    except RuleBroken as broken:
        return str(broken.message)
    return ""


def _invited(meeting: Meeting) -> tuple[int, Facts]:
    """How many, and what they answered, each answer with its number."""
    replies = queries.replies_in(queries.reached_by(meeting))
    count = replies.total()
    said = [f"{replies[key]} {word}" for key, word in answer_words().items() if replies[key]]
    told = [(_("Invited"), str(count)), (_("Answers"), ", ".join(said))] if count else []
    return count, told


def _letters(meeting: Meeting) -> Facts:
    """The letters by number, the last first."""
    said = [
        _("%(number)s, issued %(when)s")
        % {"number": each.number, "when": at(each.issued_at, meeting.timezone)}
        if each.issued_at
        else _("draft, not issued")
        for each in queries.letters_of(meeting)
    ]
    return [(_("Letter"), "; ".join(said))] if said else []


def _written(meeting: Meeting) -> Facts:
    """Who came and what was written, of which there is any; and the promises that wait for their verdict here."""
    counted = (
        (_("Present"), meeting.participants.filter(present=True).count()),
        (_("Notes"), meeting.notes.count()),
        (_("Decisions"), meeting.decisions.count()),
        *worked_out(meeting),
        (_("Promises that wait for their verdict"), queries.waiting_here_alone(meeting)),
    )
    return [(label, str(n)) for label, n in counted if n]

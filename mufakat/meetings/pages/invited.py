"""What one who is invited sees: on his own page, and on the page that the secretary has of him."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import at
from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Link
from mufakat.journal.queries import last_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Letter, Meeting, Participant
from mufakat.meetings.papers.letters import Copy

from .invitation import (
    Address,
    answer_words,
    day_of,
    office_of,
    personal_path,
    said_by,
)
from .letter import copy_for

ANSWER = ("answer", "represented_by", "represented_office", "represented_phone")


def answered(participant: Participant) -> dict[str, str]:
    """The form begins with what was answered last."""
    return {
        **{name: getattr(participant, name) for name in ANSWER},
        "note": participant.answer_note,
    }


def invited_page(request: Any, participant: Participant, guest: Any) -> dict[str, Any]:
    meeting = participant.meeting
    user, moved = request.user, queries.moved_since(meeting)
    said = answer_words()[participant.answer] if participant.answer else ""
    return {
        "title": meeting.title,
        "meeting": meeting,
        "participant": participant,
        "office": office_of(participant),
        "facts": _facts(meeting),
        "closed": _why_closed(meeting),
        "cancelled": last_of(meeting, "meeting.cancelled")
        if meeting.state == "cancelled"
        else None,
        "moved": at(moved.before, meeting.timezone) if moved else "",
        "stale": bool(moved and participant.answered_at and participant.answered_at < moved.at),
        "said": said,
        "said_by": said_by(participant),
        "said_at": at(participant.answered_at, meeting.timezone) if participant.answered_at else "",
        "stranger": str(user) if user.is_authenticated and not _is_own(user, guest.link) else "",
        "steps": [(row[4], row[6]) for row in queries.agenda_of(meeting)],
        "letter": letter_of(meeting),
        "here": personal_path(guest.link.pk),
        "chosen": request.POST.get("answer") or participant.answer,
    }


def _is_own(user: Any, link: Link) -> bool:
    return link.person_id is not None and user.person_id == link.person_id


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    rows = [
        (_("Day"), day_of(meeting)),
        (_("Place"), meeting.place),
        (_("Chaired by"), meeting.chair),
    ]
    return [(label, told) for label, told in [*rows, (_("Forum"), str(meeting.forum))] if told]


def _why_closed(meeting: Meeting) -> str:
    """Why no answer is taken any more; empty while one is."""
    try:
        rules.can_answer(meeting.state)
    except RuleBroken as broken:
        return str(broken.message)
    return ""


def letter_of(meeting: Meeting) -> Letter | None:
    """The issued letter in its last edition."""
    issued = meeting.letters.filter(issued_at__isnull=False)
    letter = issued.select_related("organisation").order_by("-edition").first()
    if letter is not None:
        letter.meeting = meeting
    return letter


def own_copy(participant: Participant, link: Link, address: Address) -> Copy:
    given = queries.PersonalLink(link.pk, link.valid_until, link.ended_at)
    return copy_for(participant, given, address)

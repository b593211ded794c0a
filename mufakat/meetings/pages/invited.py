"""What one who is invited sees: on his own page, and on the page that the secretary has of him."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.dates import at
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import parse_id
from mufakat.directory.models import Link, Organisation
from mufakat.journal.queries import last_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Letter, Meeting, Participant
from mufakat.meetings.papers.letters import Copy

from . import words
from .frame import under
from .invitation import (
    Address,
    answer_words,
    day_of,
    office_of,
    personal_path,
    row_of,
    said_by,
    sender_of,
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
        "moved": _was(moved, meeting) if moved else "",
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


def _was(event: Any, meeting: Meeting) -> str:
    """The hour at which the session was planned before it moved."""
    old, _new = event.data["changes"]["starts_at"]
    return at(datetime.fromisoformat(old), meeting.timezone)


def letter_of(meeting: Meeting) -> Letter | None:
    """The issued letter in its last edition."""
    issued = meeting.letters.filter(issued_at__isnull=False)
    letter = issued.select_related("organisation").order_by("-edition").first()
    if letter is not None:
        letter.meeting = meeting
    return letter


def own_copy(participant: Participant, link: Link, address: Address) -> Copy:
    door = queries.Door(link.pk, link.valid_until, link.ended_at)
    return copy_for(participant, door, address)


def invitee_page(
    user: Any, meeting: Meeting, participant: Participant, address: Address
) -> dict[str, Any]:
    """One invited, for the secretary: link with code, texts to send, answer, and what can be done."""
    doors = queries.doors_of([participant])
    door = doors.get(str(participant.pk))
    is_open = bool(door and door.is_open_at(clock.now()))
    link = address(personal_path(door.id)) if door and is_open else ""
    seen = queries.contacts_seen(user, [participant.person]) if participant.person else set()
    person = participant.person if participant.person_id in seen else None
    phone = participant.phone or (person.phone if person else "")
    email = participant.email or (person.email if person else "")
    sender, moved = sender_of(meeting, queries.letters_of(meeting)), queries.moved_since(meeting)
    text = words.invitation(meeting, participant.name, link, sender) if link else ""
    subject = f"Undangan: {meeting.title}"
    return {
        **under(meeting, participant.name),
        "meeting": meeting,
        "row": row_of(
            participant,
            meeting,
            link=link,
            phone=phone,
            sender=sender,
            moved_at=moved.at if moved else None,
        ),
        "door": door,
        "is_open": is_open,
        "phone": phone,
        "email": email,
        "text": text,
        "whatsapp": words.whatsapp(text, phone) if text else "",
        "mailto": words.mail(text, subject, email) if text and email else "",
        "qr": qr_svg(link) if link else "",
        "planned": meeting.state == "planned",
    }


def qr_svg(text: str) -> str:
    """The code of an address as an SVG that may stand inside a page: no style, no script."""
    import segno

    drawn = segno.make_qr(text, error="m").svg_inline(
        scale=4, border=4, svgclass=None, lineclass=None, light="#fff"
    )
    return drawn.replace("<svg ", '<svg role="img" aria-label="QR" ', 1)


def organisation_named(text: str | None) -> Organisation | None:
    key = parse_id(text)
    return Organisation.objects.filter(pk=key).first() if key else None


Word = Callable[[Participant], tuple[str, str]]


def letters_by_mail(
    meeting: Meeting, address: Address, *, reminder: bool
) -> tuple[list[Participant], Word]:
    """Whom an e-mail reaches and who has an open link (for a reminder, of these who has not answered); the words."""
    reached = queries.with_email(meeting, waiting=reminder)
    now, found = clock.now(), queries.doors_of(reached)
    doors = {key: door for key, door in found.items() if door.is_open_at(now)}
    sender = sender_of(meeting, queries.letters_of(meeting))
    write = words.reminder if reminder else words.invitation

    def word(participant: Participant) -> tuple[str, str]:
        link = address(personal_path(doors[str(participant.pk)].id))
        text = write(meeting, participant.name, link, sender).replace("*", "")
        return f"{'Pengingat undangan' if reminder else 'Undangan'}: {meeting.title}", text

    return [p for p in reached if str(p.pk) in doors], word


def mail_hint(number: int) -> str:
    if not number:
        return _("Nobody who waits for it has both an e-mail address and a personal link.")
    return ngettext(
        "%(n)d person gets an e-mail with the personal link.",
        "%(n)d people get an e-mail each, with the personal link.",
        number,
    ) % {"n": number}

"""What the secretary sees of one who is invited: link with code, texts to send, answer, and what can be done."""

from functools import lru_cache
from typing import Any

from mufakat.core import clock
from mufakat.core.ids import parse_id
from mufakat.delivery.rules import chat_address
from mufakat.directory.models import Organisation
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting, Participant, Reply

from . import words
from .frame import under
from .invitation import Address, answer_words, personal_path, row_of, sender_of


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
    text = words.invitation(words.told(meeting), participant.name, link, sender) if link else ""
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
            what=words.told(meeting),
            moved_at=moved.at if moved else None,
            said=answer_words(),
            remind=False,
        ),
        "door": door,
        "is_open": is_open,
        "phone": phone,
        "instead_phone": participant.represented_phone
        if participant.answer == Reply.REPRESENTED
        else "",
        "email": email,
        "text": text,
        "whatsapp": chat_address(text, phone) if text else "",
        "mailto": words.mail(text, subject, email) if text and email else "",
        "qr": qr_svg(link) if link else "",
        "planned": meeting.state == "planned",
    }


@lru_cache(maxsize=256)
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

"""What the secretary sees of one who is invited: link with code, texts to send, answer, and what can be done."""

from typing import Any

from mufakat.core import clock
from mufakat.core.charts import qr_code
from mufakat.delivery.rules import chat_address
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting, Participant, Reply

from . import words
from .frame import under
from .invitation import Address, answer_words, personal_path, row_of, sender_of


def invitee_page(
    user: Any, meeting: Meeting, participant: Participant, address: Address
) -> dict[str, Any]:
    """One invited, for the secretary: link with code, texts to send, answer, and what can be done."""
    links = queries.links_of([participant])
    given = links.get(str(participant.pk))
    is_open = bool(given and given.is_open_at(clock.now()))
    link = address(personal_path(given.id)) if given and is_open else ""
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
        "given": given,
        "is_open": is_open,
        "phone": phone,
        "instead_phone": participant.represented_phone
        if participant.answer == Reply.REPRESENTED
        else "",
        "email": email,
        "text": text,
        "whatsapp": chat_address(text, phone) if text else "",
        "mailto": words.mail(text, subject, email) if text and email else "",
        "qr": qr_code(link) if link else "",
        "planned": meeting.state == "planned",
    }

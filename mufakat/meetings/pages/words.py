"""The texts that carry an invitation: for one person, for the group, and as a reminder. Indonesian, whatever the
reader's language, as the letter is."""

from urllib.parse import quote

from django.utils.translation import override

from mufakat.core import dates
from mufakat.delivery.rules import phone_digits
from mufakat.meetings.models import Meeting

WA = "https://wa.me/"


def told(meeting: Meeting) -> list[str]:
    """Day, hours, place and what it is, line by line."""
    with override("id"):
        start, zone = meeting.starts_at, meeting.timezone
        day = dates.span_of(start, meeting.ends_at, zone) if start else "waktu menyusul"
    lines = [f"*{meeting.title}*", day]
    return [*lines, meeting.place] if meeting.place else lines


def invitation(meeting: Meeting, name: str, link: str, sender: str) -> str:
    return "\n".join(
        [
            f"Yth. {name}",
            "",
            "Bapak/Ibu kami undang ke:",
            *told(meeting),
            "",
            "Mohon jawab (hadir, diwakili atau berhalangan) dan unduh surat undangan di tautan pribadi ini:",
            link,
            "",
            f"Terima kasih.\n{sender}",
        ]
    )


def reminder(meeting: Meeting, name: str, link: str, sender: str) -> str:
    return "\n".join(
        [
            f"Yth. {name}",
            "",
            "Mengingatkan undangan yang belum Bapak/Ibu jawab:",
            *told(meeting),
            "",
            "Cukup satu ketukan di tautan pribadi ini:",
            link,
            "",
            f"Terima kasih.\n{sender}",
        ]
    )


def for_group(meeting: Meeting, sender: str) -> str:
    """For the group: without a personal link, which is nobody else's."""
    return "\n".join(
        [
            "Yth. Bapak/Ibu,",
            "",
            "Undangan:",
            *told(meeting),
            "",
            "Surat dan tautan jawaban dikirim kepada masing-masing. Mohon dijawab, dan sampaikan bila diwakili.",
            "",
            f"Terima kasih.\n{sender}",
        ]
    )


def whatsapp(text: str, phone: str = "") -> str:
    """The address that opens WhatsApp with the text; without a number it asks to whom."""
    return f"{WA}{phone_digits(phone)}?text={quote(text, safe='')}"


def mail(text: str, subject: str, email: str) -> str:
    """The address that opens the reader's own e-mail with the text."""
    body = text.replace("*", "").replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"

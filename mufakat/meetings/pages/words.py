"""The texts that carry an invitation: for one person, for the group, and as a reminder. Indonesian, whatever the
reader's language, as the letter is."""

from functools import lru_cache
from urllib.parse import quote

from django.utils.translation import override

from mufakat.core import dates
from mufakat.delivery.rules import chat_with
from mufakat.meetings.models import Meeting

NAME, LINK = "\0", "\1"  # no text of ours holds them


def told(meeting: Meeting) -> str:
    """Day, hours, place and what it is, line by line; the same in each text, so it is asked for once."""
    with override("id"):
        start, zone = meeting.starts_at, meeting.timezone
        day = dates.span_of(start, meeting.ends_at, zone) if start else "waktu menyusul"
    return "\n".join(filter(None, (f"*{meeting.title}*", day, meeting.place)))


def invitation(what: str, name: str, link: str, sender: str) -> str:
    """`what` is what `told` says."""
    return (
        f"Yth. {name}\n\nBapak/Ibu kami undang ke:\n{what}\n\n"
        "Mohon jawab (hadir, diwakili atau berhalangan) dan unduh surat undangan di tautan pribadi ini:\n"
        f"{link}\n\nTerima kasih.\n{sender}"
    )


def reminder(what: str, name: str, link: str, sender: str) -> str:
    return (
        f"Yth. {name}\n\nMengingatkan undangan yang belum Bapak/Ibu jawab:\n{what}\n\n"
        f"Cukup satu ketukan di tautan pribadi ini:\n{link}\n\nTerima kasih.\n{sender}"
    )


def for_group(what: str, sender: str) -> str:
    """For the group: without a personal link, which is nobody else's."""
    return (
        f"Yth. Bapak/Ibu,\n\nUndangan:\n{what}\n\n"
        "Surat dan tautan jawaban dikirim kepada masing-masing. Mohon dijawab, dan sampaikan bila diwakili.\n\n"
        f"Terima kasih.\n{sender}"
    )


def whatsapp_with(text: str, name: str, link: str, phone: str) -> str:
    """The address that opens WhatsApp with a text in which NAME and LINK stand for the two: what all rows of a list
    share is spelt once."""
    spelt = _spelt(text).replace("%00", quote(name, safe="")).replace("%01", quote(link, safe=""))
    return chat_with(spelt, phone)


@lru_cache(maxsize=64)
def _spelt(text: str) -> str:
    return quote(text, safe="")


def mail(text: str, subject: str, email: str) -> str:
    """The address that opens the reader's own e-mail with the text."""
    body = text.replace("*", "").replace("\n", "\r\n")
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"

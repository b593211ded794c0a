"""The invitations that go out by e-mail: to whom, and in which words."""

from collections.abc import Callable

from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting, Participant

from . import words
from .invitation import Address, personal_path, sender_of

Word = Callable[[Participant], tuple[str, str]]


def letters_by_mail(
    meeting: Meeting, address: Address, *, reminder: bool
) -> tuple[list[Participant], Word]:
    """Whom an e-mail reaches and who has an open link (for a reminder, of these who has not answered); the words."""
    reached = queries.with_email(meeting, waiting=reminder)
    now, found = clock.now(), queries.links_of(reached)
    links = {key: given for key, given in found.items() if given.is_open_at(now)}
    sender = sender_of(meeting, queries.letters_of(meeting))
    write = words.reminder if reminder else words.invitation
    what = words.told(meeting)

    def word(participant: Participant) -> tuple[str, str]:
        link = address(personal_path(links[str(participant.pk)].id))
        text = write(what, participant.name, link, sender).replace("*", "")
        return f"{'Pengingat undangan' if reminder else 'Undangan'}: {meeting.title}", text

    return [p for p in reached if str(p.pk) in links], word


def mail_hint(number: int) -> str:
    if not number:
        return _("Nobody who waits for it has both an e-mail address and a personal link.")
    return ngettext(
        "%(n)d person gets an e-mail with the personal link.",
        "%(n)d people get an e-mail each, with the personal link.",
        number,
    ) % {"n": number}

"""What a letter of invitation says, as plain text and numbers: frozen when issued, read anew while a draft."""

from typing import Any

from mufakat.core.fields import ancestors
from mufakat.directory.models import Region
from mufakat.directory.queries import letterhead_facts, sector_title
from mufakat.meetings import rules
from mufakat.meetings.models import Letter, Meeting, Participant

from .invitations import invited_to

Facts = dict[str, Any]
WORDS = (
    *("number", "nature", "subject", "addressees", "written_at", "opening", "closing"),
    *("on_behalf", "signer_title", "signer_name", "signer_rank", "signer_nip", "reason"),
)


def letter_facts(letter: Letter, meeting: Meeting) -> Facts:
    """All that the letter prints. `form` says how to read a copy of another year."""
    return {
        "form": 1,
        "letterhead": letterhead_facts(letter.organisation),
        "edition": letter.edition,
        **{name: getattr(letter, name) for name in WORDS},
        "written_on": letter.written_on.isoformat(),
        "copies": [line for line in map(str.strip, letter.copies.splitlines()) if line],
        "replaces": _replaced(letter, meeting),
        "title": meeting.title,
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
        "timezone": meeting.timezone,
        "place": meeting.place,
        "invitees": [
            invitee_facts(p)
            for p in invited_to(meeting)
            if not rules.invites_himself(p.name, letter.signer_name)
        ],
        "issued_at": letter.issued_at.isoformat() if letter.issued_at else "",
        "issued_by": letter.issued_by,
    }


def district_of(region: Region) -> Region | None:
    """The kabupaten or kota in which a place lies; none above it."""
    return Region.objects.filter(path__in=ancestors(region.path), level=2).first()


def invitee_facts(participant: Participant) -> dict[str, str]:
    organisation = participant.organisation.name if participant.organisation else ""
    return {
        "name": participant.name,
        "title": participant.title,
        "organisation": organisation if organisation != participant.name else "",
        "sector": sector_title(participant.sector),
    }


def _replaced(letter: Letter, meeting: Meeting) -> dict[str, str]:
    """Number and day of the issued letter that this one corrects."""
    earlier = meeting.letters.filter(edition__lt=letter.edition, issued_at__isnull=False)
    last = earlier.order_by("-edition").first()
    return {"number": last.number, "on": last.written_on.isoformat()} if last else {}

"""The letter of invitation: drafted, changed, issued and frozen, corrected by a further edition."""

from typing import Any

from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Letter, Meeting

from .lock import lock


def record_letter(act: OpenAct, meeting: Meeting, **fields: Any) -> Letter:
    """Draft the letter; once one has been issued, its correction, which says why."""
    lock(meeting)
    rules.can_write_letter(meeting.state)
    rules.one_draft(meeting.letters.filter(issued_at=None).count())
    edition = (
        meeting.letters.order_by("-edition").values_list("edition", flat=True).first() or 0
    ) + 1
    rules.edition_has_reason(edition, fields.get("reason", ""))
    fields["signer_nip"] = rules.nip_of_signer(fields.get("signer_nip", ""))
    letter = Letter.objects.create(meeting=meeting, edition=edition, **fields)
    told = {"subject": letter.subject, "edition": edition}
    again = {"form": "again", "reason": letter.reason} if edition > 1 else {}
    act.note("letter.recorded", letter, about=[meeting], **told, **again)
    return letter


def change_letter(
    act: OpenAct, letter: Letter, *, base: int | None = None, **fields: Any
) -> Letter:
    """Change the words of a draft."""
    lock(letter.meeting)
    rules.can_write_letter(letter.meeting.state)
    rules.is_draft(_issued_at(letter))
    rules.edition_has_reason(letter.edition, fields.get("reason", letter.reason))
    if fields.get("signer_nip", letter.signer_nip) != letter.signer_nip:
        fields["signer_nip"] = rules.nip_of_signer(fields["signer_nip"])
    told = {"subject": fields.get("subject", letter.subject)}
    act.change(letter, "letter.changed", base=base, about=[letter.meeting], told=told, **fields)
    return letter


def issue_letter(act: OpenAct, letter: Letter) -> Letter:
    """Freeze the letter with its letterhead and its list: from now on its paper never changes."""
    meeting = letter.meeting
    lock(meeting)
    rules.can_write_letter(meeting.state)
    letter.refresh_from_db()
    rules.is_draft(letter.issued_at)
    invited = meeting.participants.filter(invited=True).count()
    rules.can_issue(letter.number, meeting.starts_at, invited)
    letter.meeting = meeting
    letter.issued_at, letter.issued_by = act.at, act.by_name
    letter.snapshot = queries.letter_facts(letter, meeting)
    letter.digest = digest_of(letter.snapshot)
    letter.version += 1
    letter.save()
    act.note(
        "letter.issued",
        letter,
        about=[meeting, meeting.forum],
        number=letter.number,
        edition=letter.edition,
        invited=invited,
        letter=letter.digest,
        version=letter.version,
    )
    return letter


def _issued_at(letter: Letter) -> Any:
    """As it stands now that the session is locked."""
    return Letter.objects.values_list("issued_at", flat=True).get(pk=letter.pk)

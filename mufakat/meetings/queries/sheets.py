"""The joint commitment: its text to begin with, and all that its paper shows."""

import re
from typing import Any

from mufakat.core.dates import short_date
from mufakat.directory.queries import sector_title
from mufakat.meetings.models import JointCommitment, Meeting
from mufakat.meetings.rules.same_person import sorting_name
from mufakat.meetings.rules.sheets import MOST_POINTS
from mufakat.meetings.rules.words import without_stop

from .session import entries_of, made_in

# "… sepakat melaksanakan: Puskesmas: Sepakat menambah …": once is enough.
AGREED = re.compile(r"^(?:kami\s+)?(?:ber)?sepakat(?:\s+untuk)?\s+(?=\S)", re.IGNORECASE)
OPENING = (
    "Pada hari ini kami, para peserta {title}, sepakat bersama-sama melaksanakan hal-hal berikut "
    "sesuai tugas dan wewenang masing-masing:"
)


def sheet_of(meeting: Meeting) -> JointCommitment | None:
    return JointCommitment.objects.filter(meeting=meeting).first()


def sheet_to_begin_with(meeting: Meeting) -> dict[str, str]:
    """Text and points out of what the session decided and promised; a decision that became a promise stands there as
    that promise only, and who promises stands there once, with all that he promises."""
    decided = [e.text for e in entries_of(meeting) if e.kind == "decision" and not e.promises]
    by_owner: dict[str, list[str]] = {}
    for made in made_in(meeting):
        said = without_stop(AGREED.sub("", made.what))
        told = f"{said}, paling lambat {short_date(made.due_on)}"
        by_owner.setdefault(made.commitment.owner, []).append(told)
    promised = [f"{owner}: {'; '.join(told)}." for owner, told in by_owner.items()]
    points = [" ".join(point.split()) for point in (*decided, *promised)]
    return {
        "text": OPENING.format(title=meeting.title)[:2000],
        "points": "\n".join(points[:MOST_POINTS]),
    }


def sheet_facts(sheet: JointCommitment) -> dict[str, Any]:
    """The sheet as it is frozen: text, points, and who signed, by sector."""
    meeting = sheet.meeting
    signed = sheet.signatures.select_related("participant__organisation", "participant__person")
    signed = signed.filter(participant__present=True)
    rows = [
        {
            "id": str(s.participant_id),
            "name": s.participant.name,
            "title": s.participant.title,
            "organisation": s.participant.organisation.name if s.participant.organisation else "",
            "sector": sector_title(s.participant.sector),
            "nip": s.participant.person.nip if s.participant.person else "",
            "on_paper": s.on_paper,
            "strokes": s.strokes,
            "at": s.at.isoformat(),
        }
        for s in signed
    ]
    return {
        "title": meeting.title,
        "forum": str(meeting.forum),
        "place": meeting.place,
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "timezone": meeting.timezone,
        "text": sheet.text,
        "points": sheet.listed,
        "signatures": sorted(rows, key=lambda row: (row["sector"], sorting_name(row["name"]))),
    }

"""Papers of what a session agreed on: the joint commitment with its signatures, the proposals for the Musrenbang."""

from typing import Any

from django.utils.translation import override

from mufakat.core.numbers import grouped
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import JointCommitment, Level, Meeting, Participant, Proposal

from . import PAPERS, attendance, spelling
from .typesetting import typeset

Facts = dict[str, Any]


def _typeset(template: str, facts: Facts, meeting: Meeting, paper: str) -> bytes:
    width, height = PAPERS[paper]
    timestamp = int(meeting.starts_at.timestamp()) if meeting.starts_at else 0
    return typeset(template, facts | {"width": width, "height": height}, timestamp)


def sheet_pdf(sheet: JointCommitment, paper: str = "a4") -> bytes:
    """The joint commitment as tagged PDF: while it is open with a place for each who is present and has not signed;
    once it is closed as it was frozen."""
    with override("id"):
        facts = sheet_page_facts(sheet)
    return _typeset("komitmen-bersama.typ", facts, sheet.meeting, paper)


def sheet_page_facts(sheet: JointCommitment) -> Facts:
    meeting = sheet.meeting
    told = sheet.frozen or queries.sheet_facts(sheet)
    signers = [_signer(row) for row in told["signatures"]]
    if sheet.closed_at is None:
        signers += _not_signed(meeting, {row["id"] for row in told["signatures"]})
    signers.sort(key=lambda row: (row["sector"], row["name"]))
    at = spelling.instant(told["starts_at"]) or sheet.closed_at
    day = spelling.long_day(at.isoformat(), told["timezone"]) if at else ""
    n = len(told["signatures"])
    state = f"{n} tanda tangan" if sheet.closed_at else "Belum ditutup"
    return {
        "title": told["title"],
        "kop": attendance.kop_of(meeting),
        "rows": [row for row in attendance.head_of(meeting) if row[0] != "Acara"],
        "text": [part for part in told["text"].splitlines() if part.strip()],
        "points": told["points"],
        "place_and_day": ", ".join(x for x in (attendance.seat_of(meeting), day) if x),
        "people": signers,
        "foot": f"{state} · SHA-256 {sheet.digest[:16]}…" if sheet.digest else state,
    }


def _signer(row: Facts) -> Facts:
    return {
        "name": row["name"],
        "sector": row["sector"],
        "office": row["title"] or row["organisation"],
        "nip": row["nip"],
        "signature": rules.path_of(row["strokes"]),
        "how": "ditandatangani di kertas" if row["on_paper"] else "",
    }


def _not_signed(meeting: Meeting, signed: set[str]) -> list[Facts]:
    """A place to sign for each of those present who has not."""
    present = meeting.participants.filter(present=True).select_related("organisation", "person")
    return [_place_for(p) for p in present if str(p.pk) not in signed]


def _place_for(participant: Participant) -> Facts:
    body = participant.organisation
    return {
        "name": participant.name,
        "sector": sector_title(participant.sector),
        "office": participant.title or (body.name if body else ""),
        "nip": participant.person.nip if participant.person else "",
        "signature": "",
        "how": "",
    }


def proposals_pdf(meeting: Meeting, paper: str = "a4") -> bytes:
    """The list of proposals as tagged PDF, for the Musrenbang."""
    with override("id"):
        facts = proposals_facts(meeting)
    return _typeset("usulan.typ", facts, meeting, paper)


def proposals_facts(meeting: Meeting) -> Facts:
    found = list(meeting.proposals.select_related("region", "problem", "came_from"))
    settled = [p for p in found if p.state != "waiting"]
    levels = {p.level for p in found}
    one = levels.pop() if len(levels) == 1 else ""
    to = f" {Level(one).label}" if one else ""
    return {
        "heading": f"Usulan kesehatan untuk Musrenbang{to}",
        "title": meeting.title,
        "kop": attendance.kop_of(meeting),
        "rows": attendance.head_of(meeting),
        "problems": any(p.problem for p in found),
        "proposals": [_proposed(p, told=not one) for p in found],
        "sum": "Jumlah yang disepakati" if len(settled) < len(found) else "Jumlah",
        "total": grouped(sum(p.amount_idr or 0 for p in settled)),
        "signed": attendance.responsible_for(meeting),
    }


def _proposed(proposal: Proposal, *, told: bool) -> Facts:
    came = getattr(proposal, "came_from", None)
    waits = ", menunggu keputusan rapat" if proposal.state == "waiting" else ""
    return {
        "text": proposal.text,
        "source": f"dari {came.told}{waits}" if came else "",
        "problem": proposal.problem.text if proposal.problem else "–",
        "where": str(proposal.region) if proposal.region else "–",
        "volume": proposal.volume or "–",
        "amount": "–" if proposal.amount_idr is None else grouped(proposal.amount_idr),
        "level": str(proposal.get_level_display()) if told else "",
    }

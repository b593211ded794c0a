"""The frozen copy of a session: plain text and numbers, as they stood when the minutes were ratified.

Everything a notulen prints is in it, so that a name, an office or a region that changes later never changes
the paper. Fields follow the notulen in use: chair, note-taker, numbers, day and hours, running order, what was
said, what was agreed (domain facts S16, S20).
"""

from typing import Any

from mufakat.commitments.queries import Promised, funding_title
from mufakat.directory.models import Region
from mufakat.directory.queries import (
    is_of_region,
    letterhead_facts,
    regions_above,
    sector_title,
)
from mufakat.journal.queries import last_of

from . import queries, rules
from .models import AgendaItem, Cause, Decision, Meeting, Note, Participant


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    participants = list(meeting.participants.select_related("organisation", "person"))
    regions = _regions(meeting.region)
    reopenings = list(meeting.reopenings.all())
    return {
        # 2: notes, decisions and last reports carry their instants; 3: the times of the agenda, groups, problems with
        # causes and ranks, proposals, the joint commitment; the priority of promises, and who looked at the kept ones;
        # 4: whose seat was filled by another; 5: the letterhead of the only host
        "form": 5,
        "title": meeting.title,
        "kind": queries.kind_title(meeting.kind),
        "forum": str(meeting.forum),
        "region": str(meeting.region),
        "region_code": {"system": "kemendagri", "code": meeting.region.code},
        "regions": regions,
        "forum_regions": regions
        if meeting.forum.region_id == meeting.region_id
        else _regions(meeting.forum.region),
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "ends_at": meeting.ends_at.isoformat() if meeting.ends_at else "",
        "opened_at": _opened(meeting),
        "timezone": meeting.timezone,
        "place": meeting.place,
        **_hosts(meeting),
        "funding": funding_title(meeting.funding_source) if meeting.funding_source else "",
        "chair": meeting.chair,
        "notulis": meeting.notulis,
        "nips": {k: _nip(participants, getattr(meeting, k)) for k in ("chair", "notulis")},
        "edition": meeting.edition,
        "ratified_at": meeting.ratified_at.isoformat() if meeting.ratified_at else "",
        "ratified_by": meeting.ratified_by,
        "invited": sum(p.invited for p in participants),
        "present": sum(p.present for p in participants),
        "sectors": [
            {
                "sector": sector_title(sector),
                "code": sector,
                "invited": invited,
                "present": present,
            }
            for sector, invited, present in queries.attendance_by_sector(participants)
        ],
        "participants": _people(meeting, participants),
        **_days(meeting, participants),
        "report_card": _report_card(meeting),
        "agenda": [_step(item) for item in _agenda(meeting)],
        "commitments": promises_of(meeting),
        **_worked_out(meeting),
        **queries.frozen_forums(meeting),
        # What had been added to earlier editions, and was taken in when they were opened again.
        "addenda": [row for reopening in reopenings for row in reopening.addendum],
        "reopenings": [
            {"edition": r.edition, "reason": r.reason, "at": r.at.isoformat(), "by": r.by_name}
            for r in reopenings
        ],
    }


def promises_of(meeting: Meeting) -> list[dict[str, Any]]:
    """What was promised in it, as it was written then."""
    return [
        _promise(made.commitment) | {"what": made.what, "due_on": made.due_on.isoformat()}
        for made in queries.made_in(meeting)
    ]


def _hosts(meeting: Meeting) -> dict[str, Any]:
    """Their names, and whether one belongs to the government of a region: then the paper's head begins with it. A
    single one writes under its own letterhead, as its letters do."""
    hosts = list(meeting.hosts.select_related("region", "parent").order_by("name"))
    governed = any(is_of_region(host.sector) for host in hosts)
    named = {"hosts": [host.name for host in hosts], "host_of_region": governed}
    return named | ({"letterhead": letterhead_facts(hosts[0])} if len(hosts) == 1 else {})


def _opened(meeting: Meeting) -> str:
    """When it was opened here."""
    opened = last_of(meeting, "meeting.opened")
    return opened.at.isoformat() if opened else ""


def _regions(region: Region) -> list[dict[str, str]]:
    """A region with those above it, for the letterhead, from the top down."""
    return [
        {"kind": r.kind, "name": r.name, "code": r.code} for r in [*regions_above(region), region]
    ]


def _people(meeting: Meeting, participants: list[Participant]) -> list[dict[str, Any]]:
    seats = zip(participants, rules.seats_of(participants), strict=True)
    return [_participant(p, seat) | _days_of(meeting, p) for p, seat in seats]


def _participant(participant: Participant, seat: rules.Seat) -> dict[str, Any]:
    return {
        "name": participant.name,
        "title": participant.title,
        "organisation": participant.organisation.name
        if participant.organisation
        else participant.organisation_name,
        "sector": sector_title(participant.sector),
        "invited": participant.invited,
        "present": participant.present,
        "represents": participant.represents,
        "filled": seat.filled,
        "instead": seat.instead,
        "arrived_at": participant.arrived_at.isoformat() if participant.arrived_at else "",
        "left_at": participant.left_at.isoformat() if participant.left_at else "",
    }


def _days(meeting: Meeting, participants: list[Participant]) -> dict[str, Any]:
    """How many were there on each day of a session of several; nothing where no day was written down."""
    days = rules.several_days(meeting)
    counts = rules.counted(participants, days, meeting.timezone)
    return {"days": [{"day": str(day), "present": n} for day, n in counts]} if counts else {}


def _days_of(meeting: Meeting, participant: Participant) -> dict[str, Any]:
    """Of a session of several days, on which of them somebody was there: the day → [arrived, left]."""
    if not rules.several_days(meeting):
        return {}
    return {"days": rules.days_kept(rules.days_there(participant, meeting.timezone))["days"]}


def _nip(participants: list[Participant], name: str) -> str:
    """Signatures carry the NIP of those who have one; an office may stand behind the name: "Yayan (Camat)"."""
    names = (name, name.partition(" (")[0])
    return next((p.person.nip for p in participants if p.person and p.name in names), "")


def _agenda(meeting: Meeting) -> Any:
    return meeting.agenda.prefetch_related("notes", "decisions")


def _step(item: AgendaItem) -> dict[str, Any]:
    return {
        "id": str(item.pk),
        "position": item.position,
        "phase": item.phase,
        "role": item.role,
        "title": item.title,
        "minutes": item.minutes,
        "begun_at": item.begun_at.isoformat() if item.begun_at else "",
        "ended_at": item.ended_at.isoformat() if item.ended_at else "",
        "notes": [_said(note) for note in item.notes.all() if note.group_id is None],
        "decisions": [_said(decision) for decision in item.decisions.all()],
    }


def _said(entry: Note | Decision) -> dict[str, str]:
    return {"text": entry.text, "by": entry.by_name, "at": entry.at.isoformat()}


def _promise(commitment: Promised) -> dict[str, Any]:
    return {
        "id": str(commitment.id),
        "what": commitment.what,
        "owner": commitment.owner,
        "sector": sector_title(commitment.sector),
        "region": commitment.where,
        "due_on": commitment.due_on.isoformat(),
        "amount_idr": commitment.amount_idr,
        "funding": funding_title(commitment.funding_source) if commitment.funding_source else "",
        "proof_asked": commitment.proof_asked,
        "priority": commitment.priority,
    }


def _report_card(meeting: Meeting) -> dict[str, Any]:
    on = meeting.starts_on
    card = queries.report_card(meeting, on) if on else queries.ReportCard([])
    above = queries.stands_above(line.commitment.id for line in card.lines)
    checked = queries.checked_by(meeting)
    return {
        "carried_in": card.carried_in,
        "counts": card.counts,
        "lines": [
            {
                **_promise(line.commitment),
                "what": line.what,
                "due_on": line.due_on.isoformat(),
                "made_at": line.commitment.source_label,
                "made_on": line.commitment.made_on.isoformat(),
                "days_late": line.days_late,
                "verdict": line.verdict.verdict if line.verdict else "waiting",
                "reason": line.verdict.reason if line.verdict else "",
                "proof_seen": bool(line.verdict and line.verdict.proof_seen),
                "checked_by": checked.get(line.commitment.id, ""),
                "new_due_on": line.verdict.due_after.isoformat() if line.verdict else "",
                "new_what": line.verdict.what_after if line.verdict else "",
                "last_report": line.update.text if line.update else "",
                "reported_at": line.update.at.isoformat() if line.update else "",
                "reported_done": bool(line.update and line.update.says_done),
                "above": above.get(line.commitment.id, ""),
            }
            for line in card.lines
        ],
    }


def _worked_out(meeting: Meeting) -> dict[str, Any]:
    return {
        "groups": _groups(meeting),
        "problems": _problems(meeting),
        "declined_inputs": _declined_inputs(meeting),
        "priorities": _priorities(meeting),
        "proposals": _proposals(meeting),
        "joint_commitment": _joint_commitment(meeting),
    }


def _groups(meeting: Meeting) -> list[dict[str, Any]]:
    found = meeting.groups.select_related("rapporteur").prefetch_related("members", "notes")
    return [
        {
            "name": group.name,
            "topic": group.topic,
            "rapporteur": group.rapporteur.name if group.rapporteur else "",
            "members": sorted(member.name for member in group.members.all()),
            "report": group.report,
            "presented_at": group.presented_at.isoformat() if group.presented_at else "",
            "notes": [_said(note) for note in group.notes.all()],
        }
        for group in found
    ]


def _problems(meeting: Meeting) -> list[dict[str, Any]]:
    """Problems in the order of their rank, each with its causes as a tree."""
    found, places = queries.problems_of(meeting), queries.places_of(meeting)
    causes, bones = queries.causes_in(p.id for p in found), dict(queries.bones())
    found.sort(key=lambda p: (places.get(str(p.id), [10**6]), str(p.id)))
    return [
        {
            "id": str(problem.id),
            "text": problem.text,
            "region": problem.where or "",
            "measure": problem.measure,
            "numerator": problem.numerator,
            "denominator": problem.denominator,
            "group": problem.group or "",
            "rank": places.get(str(problem.id), []),
            "source": problem.source or "",
            "causes": _whys(causes.get(problem.id, []), None, bones),
        }
        for problem in found
    ]


def _whys(causes: list[Cause], under: Any, bones: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "bone": bones.get(cause.category, cause.category),
            "text": cause.text,
            "whys": _whys(causes, cause.pk, bones),
        }
        for cause in causes
        if cause.under_id == under
    ]


def _priorities(meeting: Meeting) -> list[dict[str, Any]]:
    """The rounds that were closed: by which method, who was counted, and what came out."""
    return [
        {
            "title": opened.rule["title"],
            "formula": opened.rule["formula"],
            "source": opened.rule["source"],
            "version": opened.method_version,
            "closed_at": opened.closed_at.isoformat() if opened.closed_at else "",
            **(opened.result or {}),
        }
        for opened in meeting.rounds.filter(state="closed").order_by("closed_at", "id")
    ]


def _declined_inputs(meeting: Meeting) -> list[dict[str, str]]:
    """What villages brought and this session did not take up, and why."""
    return [
        {"text": text, "source": told, "reason": reason}
        for _pk, text, told, reason in queries.declined_in(meeting)
    ]


def _proposals(meeting: Meeting) -> list[dict[str, Any]]:
    taken = queries.inputs_taken_in(meeting)
    return [
        {
            "text": proposal.text,
            "source": taken.get(proposal.pk, ""),
            "problem": proposal.problem.text if proposal.problem else "",
            "region": str(proposal.region or ""),
            "volume": proposal.volume,
            "amount_idr": proposal.amount_idr,
            "level": str(proposal.get_level_display()),
            # Agreed, unless it was only taken up (waiting), or refused here. What became of the others since is no
            # part of the minutes.
            "state": proposal.state if proposal.state in ("waiting", "refused") else "proposed",
            "reason": proposal.reason if proposal.state == "refused" else "",
        }
        for proposal in meeting.proposals.select_related("problem", "region")
    ]


def _joint_commitment(meeting: Meeting) -> dict[str, Any] | None:
    """The sheet without the drawings of the signatures: those stand on the sheet itself, whose digest is here."""
    sheet = queries.sheet_of(meeting)
    if sheet is None:
        return None
    told = sheet.frozen or queries.sheet_facts(sheet)
    named = ("name", "title", "sector", "on_paper")
    return {
        "text": told["text"],
        "points": told["points"],
        "signatures": [{key: row[key] for key in named} for row in told["signatures"]],
        "digest": sheet.digest,
    }

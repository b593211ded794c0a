"""The file that goes up with a promise: plain text and numbers as they stood that day, for people who do not see the
forum it comes from."""

from datetime import date
from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.commitments.queries import funding_title, timeline_of
from mufakat.core.dates import as_zone
from mufakat.directory.queries import sector_title
from mufakat.meetings.models import Escalation

from .escalations import UNSOLVED, chain_of

MOST = 40  # moments of its way, the last ones


def escalation_file(commitment: Commitment, previous: Escalation | None = None) -> dict[str, Any]:
    """What was promised, what was reported and decided, how many sessions left it open, and where it lay before."""
    way = timeline_of(commitment)
    verdicts = [moment.verdict for moment in way.moments if moment.verdict]
    return {
        "form": 1,
        "what": verdicts[0].what_before if verdicts else commitment.what,
        "what_now": commitment.what,
        "owner": commitment.owner,
        "sector": sector_title(commitment.sector),
        "forum": str(commitment.forum),
        "region": str(commitment.region),
        "made_on": commitment.made_on.isoformat(),
        "made_at": commitment.source_label,
        "due_first": (verdicts[0].due_before if verdicts else commitment.due_on).isoformat(),
        "due_now": commitment.due_on.isoformat(),
        "amount_idr": commitment.amount_idr,
        "funding": funding_title(commitment.funding_source) if commitment.funding_source else "",
        "proof_asked": commitment.proof_asked,
        "sessions": sum(verdict.verdict in UNSOLVED for verdict in verdicts),
        "way": [_told(moment) for moment in way.moments[1:][-MOST:]],
        "before": [_before(each) for each in chain_of(previous)],
    }


def _told(moment: Any) -> dict[str, Any]:
    """One point of its way: a report, a verdict, a look at the proof, or the wish for another date."""
    told: dict[str, Any] = {"on": moment.on.isoformat()}
    if update := moment.update:
        told |= {"kind": "update", "text": update.text, "by": update.by_name}
        return told | {"progress": update.progress, "says_done": update.says_done}
    if verdict := moment.verdict:
        told |= {"kind": "verdict", "verdict": verdict.verdict, "text": verdict.reason}
        return told | {"by": verdict.session_label, "due_after": verdict.due_after.isoformat()}
    if check := moment.check:
        told |= {"kind": "check", "text": check.reason, "by": check.who}
        return told | {"adequate": check.adequate}
    if asked := moment.asked:
        told |= {"kind": "asked", "text": asked.reason, "by": asked.by_name}
        return told | {"due_on": asked.wanted_on.isoformat()}
    return told | {"kind": "made", "text": moment.what}


def _day(escalation: Escalation) -> date:
    """On which day it was raised, where it was raised."""
    return escalation.raised_at.astimezone(as_zone(escalation.from_forum.region.timezone)).date()


def _before(escalation: Escalation) -> dict[str, Any]:
    return {
        "from": str(escalation.from_forum),
        "to": str(escalation.to_forum),
        "on": _day(escalation).isoformat(),
        "reason": escalation.reason,
        "answer": escalation.answer,
    }

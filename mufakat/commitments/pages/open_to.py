"""What the reader of a promise may do there, and which links he can follow."""

from datetime import date
from typing import Any

from mufakat.commitments import access, queries, rules
from mufakat.commitments.models import Commitment
from mufakat.core.errors import RuleBroken
from mufakat.directory.access import can


def open_to(user: Any, commitment: Commitment, on: date, *, linked: bool) -> dict[str, Any]:
    """`linked`: the reader may follow links to the sessions."""
    made_at = commitment.source_id if commitment.source_kind == "meeting" and linked else ""
    forum, is_open = commitment.forum, not why_closed(commitment)
    changes = can(user, "commitment.change", forum)
    left = queries.left_office(commitment, on)
    return {
        "sees_forum": can(user, "forum.see", forum),
        "made_url": f"/rapat/{made_at}/" if made_at else "",
        "may_report": access.may(user, "update.record", commitment),
        "may_check": is_open and can(user, "check.record", forum),
        "may_hand": is_open and changes,
        "may_raise": is_open and can(user, "escalation.raise", forum),
        "may_link": is_open and can(user, "link.record", forum),
        "left": left,
        "successors": queries.successors_of(commitment, on) if left else [],
        "may_withdraw": changes,
        "by_id": str(user.pk),
    }


def why_closed(commitment: Commitment) -> str:
    """Why nothing can be reported any more, if so."""
    try:
        rules.still_open(commitment.state)
    except RuleBroken as broken:
        return str(broken.message)
    return ""

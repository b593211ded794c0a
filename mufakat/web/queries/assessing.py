"""Assessments that wait for me: to be filled in, verified, accepted."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import month_in_words, short_date
from mufakat.directory.access import can
from mufakat.indicators.access.assessments import visible_assessments, visible_obligations
from mufakat.indicators.models import State
from mufakat.indicators.pages.obligations import start_url
from mufakat.indicators.queries.hands import of_own_hand
from mufakat.indicators.queries.obligations import NONE, owed_soon, waiting_for

MOST = 20


def from_assessments(user: Any, on: date) -> list[dict[str, Any]]:
    """What one's own bodies owe within a fortnight, or late; then what waits for the hand of a second person."""
    found: list[dict[str, Any]] = []
    if can(user, "assessment.fill") and not _guides(user):
        found += [_owed(each) for each in owed_soon(_own(user), on)[:MOST]]
    if can(user, "assessment.verify"):
        sent = _for_me(user, "assessment.verify", State.SUBMITTED)
        text, action = _("An assessment was sent; a second person verifies it"), _("Verify")
        found += [_judged(each, text, action) for each in sent]
    if can(user, "assessment.accept"):
        verified = _for_me(user, "assessment.accept", State.VERIFIED)
        text, action = _("An assessment is verified; it can be accepted"), _("Accept")
        found += [_judged(each, text, action) for each in verified]
    return found


def _for_me(user: Any, verb: str, state: str) -> list[Any]:
    """What waits for the next hand, and not for another one than the reader's."""
    listed = list(waiting_for(visible_assessments(user, verb), state)[:MOST])
    own = of_own_hand(user, [each.pk for each in listed])
    return [each for each in listed if str(each.pk) not in own]


def _guides(user: Any) -> bool:
    """Who coordinates a region finds what its bodies owe in the calendar, not among his own tasks."""
    return can(user, "assessment.verify")


def _own(user: Any) -> Any:
    return visible_obligations(user, "assessment.fill")


def _owed(owed: Any) -> dict[str, Any]:
    call, body, is_late = owed.call, owed.organisation, bool(owed.is_late)
    if owed.stands == State.RETURNED:
        text, action = _("The assessment was sent back; mend it"), _("Fill in")
    elif owed.stands == NONE:
        text, action = _not_begun(is_late), _("Begin")
    else:
        text, action = _not_sent(is_late), _("Fill in")
    begun = f"/penilaian/{owed.assessment_id}/isi/"
    return {
        "title": f"{call.instrument}, {month_in_words(call.month)}",
        "text": text % {"day": short_date(call.due_on)},
        "forum": str(body),
        "url": begun if owed.assessment_id else start_url(call.instrument.code, body, call.month),
        "action": action,
        "due": call.due_on,
    }


def _not_begun(is_late: bool) -> str:
    if is_late:
        return _("Your assessment is not begun; it was due on %(day)s")
    return _("Your assessment is not begun; it is due on %(day)s")


def _not_sent(is_late: bool) -> str:
    if is_late:
        return _("Your assessment is not sent; it was due on %(day)s")
    return _("Your assessment is not sent; it is due on %(day)s")


def _judged(assessment: Any, text: str, action: str) -> dict[str, Any]:
    return {
        "title": f"{assessment.instrument}, {month_in_words(assessment.month)}",
        "text": text,
        "forum": str(assessment.organisation),
        "url": assessment.get_absolute_url(),
        "action": action,
        "due": None,
    }

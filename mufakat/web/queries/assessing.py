"""Assessments that wait for me: to be filled in, verified, accepted."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _, ngettext

from mufakat.core.dates import month_in_words, short_date
from mufakat.directory.access import can, grants
from mufakat.directory.roles import DinkesKabKota
from mufakat.indicators.access.assessments import visible_assessments, visible_obligations
from mufakat.indicators.models import State
from mufakat.indicators.pages.obligations import start_url
from mufakat.indicators.queries.hands import of_own_hand
from mufakat.indicators.queries.obligations import (
    LATE_NOW,
    NONE,
    OWING,
    standing_of,
    still_owed,
    that_stand,
)
from mufakat.indicators.queries.uncalled import ANSWERING, in_turn, uncalled

MOST, MOST_LINES = 100, 40
FEW = 5  # lines of what is owed; the rest is one line more


def from_assessments(user: Any, on: date) -> list[dict[str, Any]]:
    """What one's own bodies owe and can answer now, or began on their own; who guides: how many are late; then what
    waits for the hand of a second person."""
    guides, begun, waiting = _guides(user), *_for_me(user)
    found = _to_fill(user, on) + [_begun(each) for each in begun]
    if guides:
        found += _late_there(user, on)
    return found + [_judged(each) for each in waiting]


def _to_fill(user: Any, on: date) -> list[dict[str, Any]]:
    """What is due soonest, and how much more there is."""
    own = _own(user)
    if own is None:
        return []
    rows = list(still_owed(own, on)[:FEW])
    found = [_owed(each) for each in rows]
    more = rows[0].in_all - len(rows) if rows else 0
    if more:
        said = ngettext(
            "%(n)d more assessment to fill in", "%(n)d more assessments to fill in", more
        )
        url = f"/penilaian/?keadaan={OWING}"
        text, action = _("They are due on the same day or later"), _("Open all of them")
        found.append(_line(said % {"n": more}, text, url, action) | {"n": more})
    return found


def _begun(assessment: Any) -> dict[str, Any]:
    text = _("Your assessment is begun and not sent; nobody called for it")
    if assessment.state == State.RETURNED:
        text = _("The assessment was sent back; mend it")
    title = f"{assessment.instrument}, {month_in_words(assessment.month)}"
    url = f"{assessment.get_absolute_url()}isi/"
    return _line(title, text, url, _("Fill in")) | {"forum": str(assessment.organisation)}


def _late_there(user: Any, on: date) -> list[dict[str, Any]]:
    """Where the reader guides: how many are late, with these very rows behind it."""
    there = standing_of(visible_obligations(user).filter(call__due_on__lt=on), on)
    late = that_stand(there, LATE_NOW, on).count()
    if not late:
        return []
    said = ngettext("%(n)d assessment is late", "%(n)d assessments are late", late) % {"n": late}
    text, action = _("They can still be filled in; see whom to remind"), _("Open the list")
    return [_line(said, text, f"/penilaian/?keadaan={LATE_NOW}", action)]


def _line(title: str, text: str, url: str, action: str) -> dict[str, Any]:
    return {"title": title, "text": text, "forum": "", "url": url, "action": action, "due": None}


def _for_me(user: Any) -> tuple[list[Any], list[Any]]:
    """What nobody called for and its body answers, of who guides only what he began himself; and what waits for the
    next hand, and not for another one than the reader's. Each is cut by itself: many of one hide none of the other."""
    begun = _first(user, {"assessment.fill": uncalled(ANSWERING)})
    if not _guides(user):
        return begun[:FEW], []
    next_hand = {"verify": Q(state=State.SUBMITTED), "accept": Q(state=State.VERIFIED)}
    waiting = _first(user, {f"assessment.{verb}": which for verb, which in next_hand.items()})
    own = of_own_hand(user, [each.pk for each in begun + waiting])
    mine = [each for each in begun if str(each.pk) in own]
    return mine[:FEW], [each for each in waiting if str(each.pk) not in own][:MOST_LINES]


def _first(user: Any, steps: dict[str, Q]) -> list[Any]:
    """The first of what can be done about it in any of these steps, in one question."""
    found = [
        visible_assessments(user, verb).filter(which)
        for verb, which in steps.items()
        if can(user, verb)
    ]
    if not found:
        return []
    return list(in_turn(reduce(or_, found)).select_related("instrument", "organisation")[:MOST])


def _guides(user: Any) -> bool:
    """Who coordinates a region finds what its bodies owe in the calendar, not among his own tasks."""
    return can(user, "assessment.verify")


def _own(user: Any) -> Any:
    """What the reader's own bodies owe: who guides a region finds the others in the calendar, but his Dinkes here."""
    if not can(user, "assessment.fill"):
        return None
    owed = visible_obligations(user, "assessment.fill")
    if not _guides(user):
        return owed
    here = [each.node_path for each in grants(user) if each.role is DinkesKabKota]
    dinkes = owed.filter(organisation__facility__kind="dinkes_kabkota")
    return dinkes.filter(organisation__region_path__in=here) if here else None


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


def _judged(assessment: Any) -> dict[str, Any]:
    if assessment.state == State.SUBMITTED:
        text, action = _("An assessment was sent; a second person verifies it"), _("Verify")
    else:
        text, action = _("An assessment is verified; it can be accepted"), _("Accept")
    return {
        "title": f"{assessment.instrument}, {month_in_words(assessment.month)}",
        "text": text,
        "forum": str(assessment.organisation),
        "url": assessment.get_absolute_url(),
        "action": action,
        "due": None,
    }

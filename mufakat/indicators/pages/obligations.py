"""The calendar of what is owed: rows with what their reader can do next."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _, ngettext

from mufakat.core.dates import month_in_words, short_date
from mufakat.core.errors import refusal
from mufakat.directory.access import can
from mufakat.directory.models import Region, RegionSuccession
from mufakat.indicators.access.assessments import sees_call, visible_assessments
from mufakat.indicators.forms.assessments import CallForm
from mufakat.indicators.models import Assessment, Call, Obligation, State
from mufakat.indicators.queries.calls import standing_call
from mufakat.indicators.queries.hands import of_own_hand
from mufakat.indicators.queries.joined import Joined, Left, joined, left, successions
from mufakat.indicators.queries.obligations import (
    EXCUSED,
    NONE,
    TO_FILL,
    Counted,
)
from mufakat.indicators.queries.uncalled import ACTING, ANSWERING, IN_TURN, in_turn, uncalled
from mufakat.indicators.rules import calls
from mufakat.indicators.rules.months import as_of

from .starting import is_judge
from .states import state_tag

MOST = 40
JUDGED = (State.SUBMITTED, State.VERIFIED)


def rows_of(user: Any, listed: Iterable[Any], today: date) -> list[dict[str, Any]]:
    """As they are listed; of those that stand alike, Puskesmas 2 before Puskesmas 10."""
    rows = sorted(
        listed, key=lambda each: (each.rank, each.call.due_on, in_numbers(str(each.organisation)))
    )
    own = of_own_hand(user, [each.assessment_id for each in rows if each.stands in JUDGED])
    return [_row(user, each, today, str(each.assessment_id) in own) for each in rows]


def _row(user: Any, owed: Any, today: date, own: bool) -> dict[str, Any]:
    body, call = owed.organisation, owed.call
    address = f"/penilaian/{owed.assessment_id}/" if owed.assessment_id else ""
    closed = owed.stands in (NONE, State.DRAFT) and call.closes_on < today
    return {
        "body": body,
        "call": call,
        "month": month_in_words(call.month),
        "state": state_tag(owed.stands),
        "url": address,
        "owes": owed.stands in TO_FILL,
        "reason": owed.excused_reason,
        "closed": _("closed on %(day)s") % {"day": short_date(call.closes_on)} if closed else "",
        "action": _read(address) if closed or own else _next(user, owed, address),
        "excuse": f"/penilaian/kewajiban/{owed.pk}/"
        if can(user, "call.record", call.region)
        else "",
        "is_excused": owed.stands == EXCUSED,
    }


def _next(user: Any, owed: Obligation, address: str) -> tuple[str, str] | None:
    """What the reader can do now, and where."""
    body, stands = owed.organisation, owed.stands  # type: ignore[attr-defined]
    if stands == NONE and can(user, "assessment.fill", body):
        return _("Begin"), start_url(owed.call.instrument.code, body, owed.call.month)
    awaited = stands == State.RETURNED and is_judge(user, body)  # from who owes it
    if (
        stands in (State.DRAFT, State.RETURNED)
        and can(user, "assessment.fill", body)
        and not awaited
    ):
        return _("Fill in"), f"{address}isi/"
    if stands == State.SUBMITTED and can(user, "assessment.verify", body):
        return _("Verify"), address
    if stands == State.VERIFIED and can(user, "assessment.accept", body):
        return _("Accept"), address
    return _read(address)


def _read(address: str) -> tuple[str, str] | None:
    return (_("Read"), address) if address else None


def start_url(instrument: str, body: Any, month: str) -> str:
    asked = {"instrumen": instrument, "badan": body.pk, "bulan": month}
    return f"/penilaian/mulai/?{urlencode(asked)}"


def in_numbers(name: str) -> list[str | int]:
    """A name to sort by, its numbers as numbers."""
    return [
        int(part) if at % 2 else part
        for at, part in enumerate(re.split(r"([0-9]+)", name.casefold()))
    ]


def uncalled_page(user: Any, call: Call | None) -> dict[str, Any]:
    """Below the calendar of all calls: what nobody called for and somebody has to do something about."""
    if call is not None:
        return {"uncalled": [], "more_uncalled": False}
    states = ACTING if is_judge(user) else IN_TURN
    found = in_turn(visible_assessments(user).filter(uncalled(states)))
    rows: list[Any] = list(found.select_related("instrument", "organisation__region")[: MOST + 1])
    own = of_own_hand(user, [each.pk for each in rows])
    for each in rows:
        each.stands = each.state
        each.in_words = month_in_words(each.month)
        each.tag, address = state_tag(each.state), each.get_absolute_url()
        each.action = _next(user, each, address)
        if str(each.pk) in own:
            mends = each.state in ANSWERING and can(user, "assessment.fill", each.organisation)
            each.action = (_("Fill in"), f"{address}isi/") if mends else _read(address)
    return {"uncalled": rows[:MOST], "more_uncalled": len(rows) > MOST}


def list_page(user: Any, call: Call | None, counted: list[Counted], today: date) -> dict[str, Any]:
    """The head of the calendar, or of one call."""
    sums = finding_of(counted)
    crumbs = [{"label": _("Assessments"), "url": "/penilaian/"}, {"label": str(call), "url": ""}]
    return {
        "title": call.title if call else _("Assessments"),
        "call": call,
        "month": month_in_words(call.month) if call else "",
        "crumbs": crumbs if call else [],
        "sums": sums,
        "today": today,
        "may_call": _may_call(user, call),
        "stopped": _called_off(call) if call else "",
        "may_fill": can(user, "assessment.fill"),
        "passes_on": can(user, "call.record") and can(user, "contact.see"),
    }


def _may_call(user: Any, call: Call | None) -> bool:
    if call is None:
        return can(user, "call.record")
    return call.withdrawn_at is None and can(user, "call.record", call.region)


def _called_off(call: Call) -> str:
    if call.withdrawn_at is None:
        return ""
    words = {
        "who": call.withdrawn_by,
        "day": short_date(call.withdrawn_at, call.region.timezone),
        "reason": call.withdrawn_reason,
    }
    return _("Withdrawn by %(who)s on %(day)s: %(reason)s. Nobody owes anything for it.") % words


def there_already(user: Any, form: CallForm) -> Call | None:
    """The call that stands in the way of the one that is typed, where the reader may look at it."""
    wanted = getattr(form, "cleaned_data", {})
    names = ("instrument", "region", "month")
    if not all(wanted.get(name) for name in names):
        return None
    instrument, region, month = (wanted[name] for name in names)
    there = standing_call(instrument, region, month, wanted.get("programme"))
    return there if there and sees_call(user, there) else None


def withdrawing_words(call: Call) -> str:
    begun = call.assessments.exclude(state=State.WITHDRAWN).count()
    owing = ngettext(
        "Then %(n)d body owes nothing for it any more.",
        "Then %(n)d bodies owe nothing for it any more.",
        n := call.obligations.filter(excused_reason="").count(),
    ) % {"n": n}
    if not begun:
        return owing
    more = ngettext(
        "%(n)d assessment that was begun goes on as a voluntary one, without its days.",
        "%(n)d assessments that were begun go on as voluntary ones, without its days.",
        begun,
    )
    return f"{owing} {more % {'n': begun}}"


def why_call_stopped(call: Call) -> str:
    return refusal(lambda: calls.call_stands(call.withdrawn_at is not None))


def changes_page(user: Any, call: Call | None, today: date) -> dict[str, Any]:
    """What has changed in the network since the list of a call was made, for who called for it and while it runs."""
    over = call is None or call.withdrawn_at is not None or today > call.closes_on
    if call is None or over or not can(user, "call.record", call.region):
        return {"joined": [], "left": [], "split": []}
    on = as_of(call.month, today)
    return {
        "split": [_split(*each) for each in successions(call, today)],
        "joined": [{"body": each.body, "why": _why_joined(each)} for each in joined(call, on)],
        "left": [_gone(call, each) for each in left(call, on, today)],
    }


def _split(old: Region, new: Sequence[RegionSuccession]) -> str:
    words = {
        "old": f"{old} ({old.code})",
        "new": ", ".join(f"{each.new} ({each.new.code})" for each in new),
        "day": short_date(new[0].on),
        "source": new[0].source,
    }
    return (
        _(
            "%(old)s became %(new)s on %(day)s (%(source)s). Who is on the list stays on it and is counted under "
            "the old name; the office of the region in which it lies by now verifies it."
        )
        % words
    )


def _why_joined(each: Joined) -> str:
    words = {"day": short_date(each.since) if each.since else ""}
    return {
        "unit": _(
            "a centre of excellence since %(day)s; not written down yet when the list was made"
        )
        % words,
        "lokus": _("a lokus since %(day)s; not written down yet when the list was made") % words,
        "body": _("in the network since %(day)s; not written down yet when the list was made")
        % words,
        "late": _("written down in the directory only after the list was made"),
    }[each.why]


def _gone(call: Call, each: Left) -> dict[str, Any]:
    day = short_date(each.until) if each.until else ""
    why = {
        "ended": _("ended on %(day)s") % {"day": day},
        "elsewhere": _("lies in %(place)s now") % {"place": each.owed.organisation.region},
        "unit": _("is no centre of excellence any more"),
        "lokus": _("is no lokus of %(programme)s any more") % {"programme": call.programme},
        "kind": _("is no body of this kind any more"),
    }[each.why]
    stands = each.owed.stands
    if stands == NONE:
        then = _("It can begin no assessment any more. Excuse it, with this as the reason.")
    elif stands in TO_FILL:
        then = _("What it began may be finished, with its bodies of that day; or excuse it.")
    else:
        then = _("What it sent stays, and counts until its last day here.")
    excuse = f"/penilaian/kewajiban/{each.owed.pk}/" if stands in TO_FILL else ""
    return {"body": each.owed.organisation, "why": why, "then": then, "excuse": excuse}


def added_words(n: int) -> str:
    return ngettext("%(n)d body is on the list now.", "%(n)d bodies are on the list now.", n) % {
        "n": n
    }


def assessment_rows(listed: Iterable[Assessment]) -> list[dict[str, Any]]:
    return [
        {
            "assessment": each,
            "month": month_in_words(each.month),
            "state": state_tag(each.state),
            "met": each.met,
            "of": each.applicable,
        }
        for each in listed
    ]


def finding_of(counted: Iterable[Counted]) -> dict[str, int]:
    """The sums of all rows."""
    listed = list(counted)
    names = ("owed", "late", "returned", "sent", "accepted", "excused")
    return {name: sum(getattr(each, name) for each in listed) for name in names}

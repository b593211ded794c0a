"""What the day has to tell about assessments: called for, due, late, sent back, accepted; and what waits for a second
hand. All of it for bodies of a condition, by state: what was settled since is not told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from mufakat.delivery.rules import Span
from mufakat.indicators.models import Assessment, Call, Obligation, State
from mufakat.indicators.rules import reminders as rules
from mufakat.journal.models import Event

from .obligations import NONE, standing_of

ADDED = ("obligation.recorded", "obligations.recorded", "obligation.restored")
WAITS = {"verify": (State.SUBMITTED, "submitted_at"), "accept": (State.VERIFIED, "verified_at")}


class Owed(NamedTuple):
    """An obligation (as `standing_of` gives it) and what is told of it: "opened", "due", "late"."""

    owed: Any
    word: str


def owed_today(where: Q, span: Span) -> list[Owed]:
    """Who hears today that he owes an assessment: on the days of its call, or because he was put on its list."""
    reach = span.day - timedelta(days=rules.LONGEST + rules.MADE_UP)
    calls = Call.objects.filter(opens_on__lte=span.day, closes_on__gte=span.day, due_on__gte=reach)
    words = {call.pk: _word(call, span) for call in calls}
    fresh = _told("call", words, ("call.recorded",), span)
    words |= {
        call.pk: _now(call, span.day)
        for call in calls
        if str(call.pk) in fresh and not words[call.pk]
    }
    added = _added(words, span)
    named = Obligation.objects.filter(
        Q(call__in=[pk for pk, word in words.items() if word]) | Q(pk__in=added)
    )
    rows = standing_of(named.filter(where), span.day)
    listed = rows.filter(stands__in=(NONE, State.DRAFT, State.RETURNED))
    listed = listed.select_related("call__instrument", "organisation__region")
    return [
        Owed(each, words[each.call_id] or _now(each.call, span.day))
        for each in listed.order_by("call__due_on", "organisation__name", "id")
    ]


def _word(call: Call, span: Span) -> str:
    return rules.word_of_call(call.opens_on, call.due_on, call.closes_on, span.told, span.day)


def _now(call: Call, day: date) -> str:
    return "late" if day > call.due_on else "opened"


def _told(kind: str, keys: Iterable[Any], verbs: tuple[str, ...], span: Span) -> set[str]:
    """Of which of these things one of these events was told in the span."""
    found = Event.objects.filter(
        subject_kind=kind, subject_id__in=[str(key) for key in keys], verb__in=verbs
    )
    found = found.filter(at__gt=span.since, at__lte=span.until)
    return set(found.values_list("subject_id", flat=True))


def _added(calls: Iterable[Any], span: Span) -> list[str]:
    """The obligations that were added to running calls in the span, by hand."""
    found = Event.objects.filter(
        abouts__kind="call", abouts__thing_id__in=[str(pk) for pk in calls], verb__in=ADDED
    )
    found = found.filter(at__gt=span.since, at__lte=span.until)
    keys: set[str] = set()
    for subject, data in found.values_list("subject_id", "data"):
        keys |= set(data.get("obligations") or [subject])
    return sorted(keys)


def _whole(found: QuerySet[Assessment]) -> list[Assessment]:
    listed = found.select_related("instrument", "organisation__region", "call")
    return list(listed.order_by("organisation__name", "id"))


def sent_back(where: Q, span: Span) -> list[Assessment]:
    """What was sent back in the span and is not mended yet."""
    found = _whole(Assessment.objects.filter(where, state=State.RETURNED))
    told = _told("assessment", [each.pk for each in found], ("assessment.returned",), span)
    return [each for each in found if str(each.pk) in told]


def accepted(where: Q, span: Span) -> list[Assessment]:
    found = Assessment.objects.filter(
        where, state=State.FINAL, accepted_at__gt=span.since, accepted_at__lte=span.until
    )
    return _whole(found)


def waiting(where: Q, what: str) -> list[Assessment]:
    """What waits to be verified, or accepted."""
    return _whole(Assessment.objects.filter(where, state=WAITS[what][0]))


def is_news_of_waiting(each: Assessment, what: str, span: Span) -> bool:
    """It came in this span, or has waited for another week."""
    at: datetime = getattr(each, WAITS[what][1])
    if span.since < at <= span.until:
        return True
    since = at.astimezone(ZoneInfo(each.organisation.region.timezone)).date()
    return rules.is_word_of_waiting(since, span.told, span.day)

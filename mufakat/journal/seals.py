"""The nightly seal, and the proof that nothing was altered, removed or put in."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mufakat.core import clock

from . import rules
from .actions import act_values, event_values
from .models import Act, Cursor, Event, EventAbout, Head, Seal
from .turns import turn

# The day of a seal is a day of Jakarta, whatever the zone of those who wrote.
ZONE = ZoneInfo("Asia/Jakarta")
# A room's own proof, for `verify`: a sentence for each row that is not as it was written.
Check = Callable[[], Iterable[str]]
Row = tuple[int, datetime, str]  # of an act: number, received_at, digest


def seal_days(until: date | None = None) -> list[Seal]:
    """Seal every day with acts that ended before `until` (today) and has no seal yet. Repeatable.

    Acts of a day that is sealed already (an old history that was replayed later) stand under the next seal.
    It goes on from the mark in the head: a seal that was removed is not made anew, or nobody would miss it.
    """
    until = until or clock.today(ZONE)
    mark = _sealed_so_far(Head.objects.first())
    made: list[Seal] = []
    # A list: who still reads from SQLite while others write cannot write himself.
    for day, acts in _by_day(list(_rows_after(mark.sealed_number)), mark.sealed_through):
        if day >= until:
            break
        digest = rules.digest_of(mark.sealed_digest, day, len(acts), [act[2] for act in acts])
        mark = Head(sealed_through=day, sealed_number=acts[-1][0], sealed_digest=digest)
        with turn(), transaction.atomic():
            made.append(
                Seal.objects.create(
                    day=day,
                    last_number=mark.sealed_number,
                    acts=len(acts),
                    digest=digest,
                    sealed_at=clock.now(),
                )
            )
            Head.objects.update(
                sealed_through=day, sealed_number=mark.sealed_number, sealed_digest=digest
            )
    return made


def _sealed_so_far(head: Head | None) -> Head:
    """The mark of the last seal: the head's, else (it was removed) that of the last seal that is there."""
    if head is not None and head.sealed_through:
        return head
    last = Seal.objects.order_by("-last_number").first()
    if last is None:
        return Head(sealed_digest=rules.FIRST)
    return Head(sealed_through=last.day, sealed_number=last.last_number, sealed_digest=last.digest)


def _rows_after(number: int) -> "QuerySet[Act, Row]":
    """Number, instant and digest of the acts after this one."""
    waiting = Act.objects.filter(number__gt=number).order_by("number")
    return cast("QuerySet[Act, Row]", waiting.values_list("number", "received_at", "digest"))


def _by_day(acts: Iterable[Row], last: date | None) -> Iterator[tuple[date, list[Row]]]:
    """Acts by the day whose seal they stand under, if `last` is the day of the seal before."""
    earliest = last + timedelta(days=1) if last else date.min

    def stands_on(act: Row) -> date:
        nonlocal earliest
        earliest = max(earliest, _day(act[1]))
        return earliest

    for day, group in groupby(acts, key=stands_on):
        yield day, list(group)


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def next_seal_at(now: datetime) -> datetime:
    """Ten past midnight of Jakarta, the next one."""
    tomorrow = now.astimezone(ZONE).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0, 10), ZONE)


# An id that is none, an hour that is none: SQLite keeps what was put into a column behind our back.
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError)


def verify(checks: Iterable[Check] = ()) -> Iterator[str]:
    """Walk the whole journal; every sentence names one row that is not as it was written. None: all is well.

    `checks` are those of the rooms above: what else was written once and for all (`site/checks.py`). Others may
    go on writing meanwhile: what comes after the head that is read first is looked at only for forged rows.
    """
    said: list[str] = []
    for step in (_verify_journal, *checks):
        try:
            yield from step()
        except UNREADABLE as why:  # the other steps are taken all the same
            said.append(f"{step.__name__.strip('_')}: a row cannot be read ({why!r})")
    if said:
        yield from _unreadable(Act, "number")
        yield from _unreadable(Event, "seq")
        yield from _unreadable(Seal, "last_number")
        yield from said


def _unreadable(model: Any, key: str) -> Iterator[str]:
    """The rows of a table that hold what cannot stand there, each by its number. Django reads an hour that is none as
    nothing."""
    needed = [field.attname for field in model._meta.concrete_fields if not field.null]
    numbers = model.objects.exclude(**{key: None}).order_by(key).values_list(key, flat=True)
    for number in numbers:
        try:
            row = model.objects.get(**{key: number})
            strange = any(getattr(row, name) is None for name in needed)
        except UNREADABLE:
            strange = True
        if strange:
            yield f"{model._meta.model_name} {number}: altered, and cannot be read"


def _verify_journal() -> Iterator[str]:
    head = Head.objects.first()
    if head is None and (Act.objects.exists() or Event.objects.exists()):
        yield "head of the journal: removed"
    upto = head or _last_rows()
    yield from _verify_events(upto)
    yield from _verify_index(upto)
    yield from _verify_acts(upto)
    yield from _verify_seals(upto)
    yield from _verify_end()


def _verify_events(upto: Head) -> Iterator[str]:
    expected = 0
    acts = set(Act.objects.values_list("id", flat=True))
    for event in Event.objects.filter(seq__lte=upto.seq).order_by("seq").iterator(chunk_size=2000):
        expected += 1
        while expected < event.seq:
            yield f"event {expected}: removed"
            expected += 1
        if rules.digest_of(event_values(event)) != event.digest:
            yield f"{_named(event)}: altered"
        if event.act_id not in acts:
            yield f"{_named(event)}: inserted, or its act {event.act_id} was removed"
    if expected < upto.seq:
        yield f"event {expected + 1}: removed" + _to(expected + 1, upto.seq)


def _named(event: Event) -> str:
    return f"event {event.seq} ({event.verb})"


def _verify_index(upto: Head) -> Iterator[str]:
    """On which pages an event is told is what the event says. One from before it said so: at least its subject's."""
    index = EventAbout.objects.filter(event_id__lte=upto.seq).order_by("event_id")
    rows = index.values_list("event_id", "kind", "thing_id").iterator(chunk_size=2000)
    groups = groupby(rows, key=itemgetter(0))
    seq, told = _next_group(groups)
    for event in Event.objects.filter(seq__lte=upto.seq).order_by("seq").iterator(chunk_size=2000):
        while seq is not None and seq < event.seq:
            yield f"index of histories: tells of event {seq}, which is not there"
            seq, told = _next_group(groups)
        here = told if seq == event.seq else Counter()
        subject = (event.subject_kind, event.subject_id)
        wanted = Counter((kind, key) for kind, key in event.about) or Counter([subject])
        for kind, key in wanted - here:
            yield f"{_named(event)}: removed from the history of {kind} {key}"
        for kind, key in (here - wanted) if event.about else ():
            yield f"{_named(event)}: put into the history of {kind} {key}"
        if seq == event.seq:
            seq, told = _next_group(groups)


def _next_group(groups: Iterator[Any]) -> tuple[int | None, Counter[tuple[str, str]]]:
    seq, rows = next(groups, (None, ()))
    return seq, Counter((kind, key) for _, kind, key in rows)


def _verify_acts(upto: Head) -> Iterator[str]:
    events: dict[object, list[Event]] = {}
    for event in Event.objects.defer("data", "about").order_by("seq").iterator(chunk_size=2000):
        events.setdefault(event.act_id, []).append(event)
    expected, previous = 0, rules.FIRST
    numbered = Q(number__lte=upto.number) | Q(number=None)
    for act in Act.objects.filter(numbered).order_by("number").iterator(chunk_size=2000):
        if act.number is None:
            yield f"act {act.id}: inserted"
            continue
        expected += 1
        if expected < act.number:
            yield f"act number {expected}: removed" + _to(expected, act.number - 1)
            expected = act.number
        else:
            yield from _verify_act(act, previous, events.get(act.id, []))
        previous = act.digest
    if expected < upto.number:
        yield f"act number {expected + 1}: removed" + _to(expected + 1, upto.number)
    elif previous != upto.digest:
        yield f"head of the journal: altered, or act {expected} together with its digest"


def _verify_act(act: Act, previous: str, events: Sequence[Event]) -> Iterator[str]:
    """An act against the act before and its events; acts from before `event_digests` cannot say which event."""
    found = [event.digest for event in events]
    wrote = found if act.event_digests is None else act.event_digests
    named = f"act {act.number} ({act.id}, {act.by_name})"
    if rules.act_digest(previous, act_values(act), wrote) != act.digest:
        yield f"{named}: altered" + (
            ", or an event of it was altered, removed or inserted"
            if act.event_digests is None
            else ""
        )
    strange = [event for event in events if event.digest not in wrote]
    for event in strange:
        yield f"{_named(event)}: altered together with its digest, or inserted: not as act {act.number} wrote it"
    if missing := len(set(wrote) - set(found)) - len(strange):
        yield (
            f"{named}: {missing} of its events removed"
            if missing > 0
            else f"{named}: events inserted"
        )


def _verify_seals(upto: Head) -> Iterator[str]:
    """Each seal against its acts and the seal before; and that no day lacks its seal.

    Where a seal is missing, the digest that it must have had is counted again, so that the next one is not blamed.
    """
    previous, start, last = rules.FIRST, 0, None
    for seal in Seal.objects.order_by("last_number").iterator():
        acts = list(_rows_after(start).filter(number__lte=seal.last_number))
        digests = [act[2] for act in acts]
        if rules.digest_of(previous, seal.day, seal.acts, digests) != seal.digest:
            first = seal.last_number - seal.acts + 1
            for day, group in _by_day([act for act in acts if act[0] < first], last):
                if day < seal.day:
                    yield _unsealed(day, group)
                    previous = rules.digest_of(previous, day, len(group), [act[2] for act in group])
                    start = group[-1][0]
            digests = [act[2] for act in acts if act[0] > start]
            if rules.digest_of(previous, seal.day, seal.acts, digests) != seal.digest:
                missing = seal.acts - len(digests)
                yield (
                    f"seal of {seal.day:%Y-%m-%d}: the acts {start + 1} to {seal.last_number} are not those "
                    "that were sealed" + (f", {missing} missing" if missing else "")
                )
        previous, start, last = seal.digest, seal.last_number, seal.day
    yield from _verify_unsealed(upto, previous, start, last)


def _verify_unsealed(upto: Head, previous: str, start: int, last: date | None) -> Iterator[str]:
    """What comes after the last seal that is there: up to the mark in the head it was sealed once.

    Later days wait for their night, and the last night may be under way: what is older than yesterday should have
    its seal, unless nothing was ever sealed here.
    """
    mark = upto.sealed_through
    if mark is None and last is None:
        return
    yesterday = clock.today(ZONE) - timedelta(days=1)
    if mark and start < upto.sealed_number:
        named = None
        sealed = _rows_after(start).filter(number__lte=upto.sealed_number)
        for named, group in _by_day(sealed.iterator(), last):
            yield _unsealed(named, group)
        if named is None:
            yield f"no seal for the day {mark:%Y-%m-%d}: it was removed, and its acts too"
        start, last = upto.sealed_number, mark
    elif mark and start == upto.sealed_number and previous != upto.sealed_digest:
        yield f"seal of {mark:%Y-%m-%d}: not the one that was made"
    for day, group in _by_day(_rows_after(start).iterator(), last):
        if day < yesterday:
            # No forgery, and the keeper of the server meets it: in his language.
            told = _("no seal for the day %(day)s (act %(acts)s): not sealed yet: run mufakat seal")
            first, last_act = group[0][0], group[-1][0]
            acts = f"{first}" if first == last_act else f"{first}–{last_act}"
            yield told % {"day": f"{day:%Y-%m-%d}", "acts": acts}


def _unsealed(day: date, acts: Sequence[Row]) -> str:
    return f"no seal for the day {day:%Y-%m-%d} {_acts(acts)}: it was removed"


def _acts(acts: Sequence[Row]) -> str:
    first, last = acts[0][0], acts[-1][0]
    return f"(act {first})" if first == last else f"(acts {first} to {last})"


def _verify_end() -> Iterator[str]:
    """The chain cannot miss its own end: rows beyond the head are forged, and readers know how far they came.

    Each question is one statement, so that an act that ends meanwhile is not mistaken for a forged one.
    """
    head = Head.objects.order_by("pk")
    for act in Act.objects.filter(number__gt=Subquery(head.values("number")[:1])):
        yield f"act {act.number} ({act.id}, {act.by_name}): inserted after the end"
    for event in Event.objects.filter(seq__gt=Subquery(head.values("seq")[:1])).order_by("seq"):
        yield f"{_named(event)}: inserted after the end"
    last = Coalesce(Subquery(Event.objects.order_by("-seq").values("seq")[:1]), 0)
    for row in Cursor.objects.annotate(last=last).filter(seq__gt=F("last")):
        cursor: Any = row
        yield f"events {cursor.last + 1} to {cursor.seq}: removed, though “{cursor.name}” has read them"


def _last_rows() -> Head:
    """How far to look where there is no head: to the last rows."""
    act = Act.objects.order_by(F("number").desc(nulls_last=True)).first() or Act(number=0)
    seq = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    return Head(number=act.number or 0, seq=seq, digest=act.digest or rules.FIRST)


def _to(first: int, last: int) -> str:
    return f" (to {last})" if last > first else ""

"""The nightly seal, and the proof that nothing was altered, removed or put in."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Max

from mufakat.core import clock

from . import rules
from .actions import act_values, event_values
from .models import Act, Cursor, Event, Seal

# The day of a seal is a day of Jakarta, whatever the zone of those who wrote.
ZONE = ZoneInfo("Asia/Jakarta")


def seal_days(until: date | None = None) -> list[Seal]:
    """Seal every day with acts that ended before `until` (today) and has no seal yet. Repeatable.

    Acts of a day that is sealed already (an old history that was replayed later) stand under the next seal.
    """
    until = until or clock.today(ZONE)
    last = Seal.objects.order_by("-last_number").first()
    done = last.last_number if last else 0
    previous = last.digest if last else rules.FIRST
    earliest = last.day + timedelta(days=1) if last else date.min
    waiting = Act.objects.filter(number__gt=done).order_by("number")
    made: list[Seal] = []

    def sealed_on(act: Act) -> date:
        nonlocal earliest
        earliest = max(earliest, _day(act.received_at))
        return earliest

    for day, group in groupby(waiting.iterator(), key=sealed_on):
        if day >= until:
            break
        acts = list(group)
        end = acts[-1].number or 0
        previous = rules.digest_of(previous, day, len(acts), [act.digest for act in acts])
        made.append(
            Seal.objects.create(
                day=day, last_number=end, acts=len(acts), digest=previous, sealed_at=clock.now()
            )
        )
    return made


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def next_seal_at(now: datetime) -> datetime:
    """Ten past midnight of Jakarta, the next one."""
    tomorrow = now.astimezone(ZONE).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0, 10), ZONE)


def verify() -> Iterator[str]:
    """Walk the whole journal; every sentence names one row that is not as it was written. None: all is well."""
    yield from _verify_events()
    yield from _verify_acts()
    yield from _verify_seals()
    yield from _verify_end()


def _verify_events() -> Iterator[str]:
    expected = 0
    acts = set(Act.objects.values_list("id", flat=True))
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        expected += 1
        while expected < event.seq:
            yield f"event {expected}: removed"
            expected += 1
        if rules.digest_of(event_values(event)) != event.digest:
            yield f"event {event.seq} ({event.verb}): altered"
        if event.act_id not in acts:
            yield f"event {event.seq} ({event.verb}): inserted, or its act {event.act_id} was removed"


def _verify_acts() -> Iterator[str]:
    digests: dict[object, list[str]] = {}
    for act_id, digest in Event.objects.order_by("seq").values_list("act_id", "digest").iterator():
        digests.setdefault(act_id, []).append(digest)
    expected, previous = 0, rules.FIRST
    for act in Act.objects.order_by("number").iterator(chunk_size=2000):
        if act.number is None:
            yield f"act {act.id}: inserted"
            continue
        expected += 1
        if expected < act.number:
            yield f"act number {expected}: removed" + (
                f" (to {act.number - 1})" if act.number - 1 > expected else ""
            )
            expected = act.number
        elif rules.act_digest(previous, act_values(act), digests.get(act.id, [])) != act.digest:
            yield (
                f"act {act.number} ({act.id}, {act.by_name}): altered, "
                "or an event of it was altered, removed or inserted"
            )
        previous = act.digest


def _verify_seals() -> Iterator[str]:
    previous, start = rules.FIRST, 0
    for seal in Seal.objects.order_by("last_number").iterator():
        acts = Act.objects.filter(number__gt=start, number__lte=seal.last_number).order_by("number")
        digests = list(acts.values_list("digest", flat=True))
        if rules.digest_of(previous, seal.day, seal.acts, digests) != seal.digest:
            missing = seal.acts - len(digests)
            yield (
                f"seal of {seal.day:%Y-%m-%d}: the acts {start + 1} to {seal.last_number} are not those "
                "that were sealed" + (f", {missing} missing" if missing else "")
            )
        previous, start = seal.digest, seal.last_number


def _verify_end() -> Iterator[str]:
    """The chain cannot miss its own end, but those who read the journal know how far they came."""
    last = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    for cursor in Cursor.objects.filter(seq__gt=last):
        yield f"events {last + 1} to {cursor.seq}: removed, though “{cursor.name}” has read them"

"""Number acts and their events in the order of commits, and chain them."""

from collections.abc import Sequence

from django.db import connection, models

from mufakat.journal import rules
from mufakat.journal.models import Act, Event, EventAbout, Head

from .under_way import OpenAct
from .values import act_values, event_values

LOCK = 0x6D75_6661  # "mufa": orders the ends of acts on PostgreSQL; SQLite has one writer anyway


def close(acts: Sequence[OpenAct]) -> None:
    """Write these acts and what they noted, in their order. Raises `IntegrityError` when one of them arrived before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    head = Head.objects.first() or _head_of_rows()
    for each in acts:
        _chain(each, head)
    Act.objects.bulk_create([each.row for each in acts])
    events = [event for each in acts for event in each.events]
    Event.objects.bulk_create(events)
    EventAbout.objects.bulk_create(
        EventAbout(event=event, kind=kind, thing_id=thing_id)
        for event in events
        for kind, thing_id in event.about
    )
    # Not the mark of the last seal: the worker may be moving it meanwhile.
    head.save(update_fields=("number", "seq", "digest") if head.pk else None)


def _chain(each: OpenAct, head: Head) -> None:
    row = each.row
    for event in each.events:
        head.seq += 1
        event.seq = head.seq
        event.digest = rules.digest_of(event_values(event))
    head.number += 1
    row.answer = each.answer[:300]
    row.number = head.number
    row.event_digests = [event.digest for event in each.events]
    head.digest = row.digest = rules.act_digest(head.digest, act_values(row), row.event_digests)


def _head_of_rows() -> Head:
    """Where a journal stands that has no head yet: at its beginning, or at the end of rows put in otherwise."""
    last = Act.objects.filter(number__isnull=False).order_by("-number").first()
    seq = Event.objects.aggregate(last=models.Max("seq"))["last"] or 0
    if last is None:
        return Head(seq=seq, digest=rules.FIRST)
    return Head(number=last.number or 0, seq=seq, digest=last.digest)

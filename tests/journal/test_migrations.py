"""A journal that was begun by an earlier version goes on."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mufakat.core.ids import new_id
from mufakat.directory.models import Person
from mufakat.journal import rules
from mufakat.journal.actions import act, act_values, event_values
from mufakat.journal.models import Act, Event, EventAbout, Head, Seal
from mufakat.journal.seals import seal_days, verify

AT = datetime(2026, 3, 1, 5, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_an_older_journal_gets_its_head_and_stays_true() -> None:
    call_command("migrate", "journal", "0001", verbosity=0)
    try:
        old = MigrationExecutor(connection).loader.project_state(("journal", "0001_initial")).apps
        told = {"at": AT, "verb": "person.recorded", "subject_kind": "person", "subject_id": "1"}
        event = Event(seq=1, act_id=new_id(), by_name="Mufakat", **told)
        row = Act(id=event.act_id, number=1, by_name="Mufakat", via="cli")
        row.made_at = row.received_at = AT
        event.digest = rules.digest_of(event_values(event))
        row.digest = rules.act_digest(rules.FIRST, act_values(row), [event.digest])
        columns = {f.attname for f in old.get_model("journal", "Event")._meta.fields}
        written = old.get_model("journal", "Event").objects.create(
            **{name: getattr(event, name) for name in columns}
        )
        columns = {f.attname for f in old.get_model("journal", "Act")._meta.fields}
        old.get_model("journal", "Act").objects.create(**{n: getattr(row, n) for n in columns})
        old.get_model("journal", "EventAbout").objects.create(
            event=written, kind="person", thing_id="1"
        )
    finally:
        call_command("migrate", verbosity=0)  # all: other rooms stand on it
    assert list(verify()) == []
    assert Head.objects.values_list("number", "seq", "digest").get() == (1, 1, row.digest)
    with act(new_id(), by=None) as open_act:
        open_act.note("person.recorded", Person(), name="Sari")
    assert Act.objects.get(number=2).event_digests == [Event.objects.get(seq=2).digest]
    assert EventAbout.objects.count() == 2
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_journal_with_seals_gets_its_mark() -> None:
    for day in (1, 2):
        with act(new_id(), by=None, at=AT.replace(day=day)) as open_act:
            open_act.note("person.recorded", Person(), name="Sari")
    seal_days()
    call_command("migrate", "journal", "0002", verbosity=0)
    call_command("migrate", verbosity=0)  # all: other rooms stand on it
    last, head = Seal.objects.get(last_number=2), Head.objects.get()
    assert (head.sealed_through, head.sealed_number) == (last.day, 2)
    assert head.sealed_digest == last.digest
    assert list(verify()) == []

"""The guard of `tests/guard.py` can bite."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_person
from mufakat.directory.models import Person, User
from mufakat.journal.actions import act

from .guard import HOUSE, OURS, WITHOUT_ACT, WRITING, WrotePastActions, look, may_write


def run(file: str, text: str, **names: Any) -> None:
    """Run a text as if it stood in a file of the house; what was refused leaves nothing broken."""
    code = compile(text, f"{HOUSE}{file}", "exec")
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        exec(code, names)


WRITES = [
    "Person.objects.create(name='x')",
    "Person(name='x').save()",
    "Person.objects.all().update(name='x')",
    "Person.objects.filter(name='Sari').delete()",
    "Person.objects.bulk_create([Person(name='x')])",
    "with connection.cursor() as c: c.execute('''UPDATE directory_person SET name = 'x' ''')",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", WRITES)
def test_bites(text: str) -> None:
    names: dict[str, Any] = {"Person": Person, "connection": connection}
    Person.objects.create(name="Sari")  # a test may
    for file in ("directory/views/people.py", "directory/queries/things.py", "web/views.py"):
        with pytest.raises(WrotePastActions, match=file):
            run(file, text, **names)
        with act(new_id(), by=None), pytest.raises(WrotePastActions, match=file):
            run(file, text, **names)
    with pytest.raises(WrotePastActions, match="no act is open"):
        run("directory/actions/people.py", text, **names)
    with act(new_id(), by=None):
        run("directory/actions/people.py", text, **names)
    Person.objects.create(name="Sari")
    with pytest.raises(WrotePastActions):  # the act has ended
        run("directory/actions/people.py", text, **names)
    run("commitments/jobs.py", text, **names)


@pytest.mark.django_db
def test_reading_is_free() -> None:
    run("web/views.py", "list(Person.objects.all())", Person=Person)


@pytest.mark.django_db
def test_an_action_needs_an_act() -> None:
    with act(new_id(), by=None) as ended:
        record_person(ended, name="Sari")
    with pytest.raises(WrotePastActions):
        record_person(ended, name="Tono")


@pytest.mark.django_db
def test_signing_in_is_not_ours() -> None:
    user = User.objects.create(username="ani")
    Client().force_login(user)
    assert User.objects.get().last_login is not None


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "meetings_note" ("id") VALUES (%s)', "meetings_note"),
        ("INSERT OR IGNORE INTO meetings_note VALUES (1)", "meetings_note"),
        ('UPDATE "meetings_note" SET "text" = %s', "meetings_note"),
        ('  delete from "meetings_note"', "meetings_note"),
        ("WITH a AS (SELECT 1) INSERT INTO meetings_note SELECT 1", "meetings_note"),
        ("TRUNCATE meetings_note", "meetings_note"),
    ],
)
def test_writing(sql: str, table: str) -> None:
    found = WRITING.match(sql)
    assert found and found["table"] == table and OURS.match(table)


@pytest.mark.parametrize("sql", ['SELECT "a" FROM "meetings_note"', 'SAVEPOINT "x"', "COMMIT"])
def test_not_writing(sql: str) -> None:
    assert not WRITING.match(sql)


def test_every_connection_is_watched() -> None:
    assert all(look in each.execute_wrappers for each in connections.all())
    assert may_write("meetings/actions/room.py", act_is_open=True)
    assert not may_write("meetings/pages.py", act_is_open=True)
    assert len(WITHOUT_ACT) == 8

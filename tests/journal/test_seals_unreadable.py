"""A value that cannot stand in its column: SQLite keeps it, and `mufakat verify` names the row."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import DataError, connection, transaction

from mufakat.directory.actions import record_person
from mufakat.journal.seals import seal_days, verify
from tests.world import doing


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE journal_act SET received_at = 'kemarin' WHERE number = 2", "act 2"),
        ("UPDATE journal_act SET id = 'bukan-id' WHERE number = 3", "act 3"),
        ("UPDATE journal_event SET at = 'kemarin' WHERE seq = 2", "event 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(sql: str, said: str) -> None:
    with time_machine.travel(datetime(2026, 1, 5, 3, tzinfo=UTC), tick=False):
        for name in ("Sari", "Budi", "Tuti"):
            with doing(None) as act:
                record_person(act, name=name)
    with time_machine.travel(datetime(2026, 1, 7, 3, tzinfo=UTC), tick=False):
        seal_days()
        assert list(verify()) == []
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
        except DataError:  # PostgreSQL lets no such value in
            assert connection.vendor == "postgresql"
            assert list(verify()) == []
        else:
            assert f"{said}: altered, and cannot be read" in list(verify())

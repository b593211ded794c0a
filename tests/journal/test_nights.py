"""The seal of each night: which acts stand under it."""

from datetime import UTC, date, datetime, timedelta

from mufakat.journal import seals
from mufakat.journal.models import Act
from mufakat.journal.seals import seal_days, verify

from .test_seals import NOON, write


def test_each_day_once(five_days: None) -> None:
    made = seal_days(until=date(2026, 3, 4))
    assert [(seal.day.day, seal.last_number, seal.acts) for seal in made] == [
        (1, 1, 1),
        (2, 2, 1),
        (3, 3, 1),
    ]
    assert seal_days(until=date(2026, 3, 4)) == []
    assert [seal.day.day for seal in seal_days()] == [4, 5]
    assert list(verify()) == []


def test_a_day_is_a_day_of_jakarta(db: None) -> None:
    write(datetime(2026, 3, 1, 16, 59, 59, tzinfo=UTC))
    write(datetime(2026, 3, 1, 17, 0, 0, tzinfo=UTC))
    assert [seal.day.day for seal in seal_days()] == [1, 2]


def test_no_act_no_seal(db: None) -> None:
    assert seal_days() == []
    assert list(verify()) == []


def test_an_old_history_replayed_later(five_days: None) -> None:
    """Years of old minutes stand under one seal: that of the night after they were typed in."""
    seal_days()
    for day in range(30):
        write(datetime(2023, 1, 1, 5, tzinfo=UTC) + timedelta(days=day))
    write(NOON + timedelta(days=9))
    assert [(s.day.day, s.acts) for s in seal_days()] == [(6, 30), (10, 1)]
    assert list(verify()) == []
    Act.objects.filter(number=20).update(by_name="Budi")
    assert any(said.startswith("act 20 ") for said in verify())


def test_replayed_on_the_day_after_the_last_seal(five_days: None) -> None:
    today = date(2026, 3, 6)
    seal_days(until=today)
    write(datetime(2023, 1, 1, 5, tzinfo=UTC))
    assert seal_days(until=today) == []
    assert [s.day for s in seal_days(until=today + timedelta(days=1))] == [today]


def test_next_night() -> None:
    at = seals.next_seal_at(datetime(2026, 3, 1, 16, 30, tzinfo=UTC))
    assert at.isoformat() == "2026-03-02T00:10:00+07:00"

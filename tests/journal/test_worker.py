"""The worker tells each event once, in order; what fails is tried again and blocks nobody."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from mufakat.directory.actions import record_person
from mufakat.directory.models import Person
from mufakat.journal import worker
from mufakat.journal.models import Cursor, Event, Failure, Seal
from mufakat.journal.queries import dead_letters
from mufakat.journal.worker import retry_failures, work_once
from tests.world import doing

TOLD: list[str] = []
BAD = {"Poison"}


def tell(event: Event) -> None:
    TOLD.append(event.data["name"])


def tell_or_fail(event: Event) -> None:
    """Writes first, so that a failure must take it back."""
    Person.objects.create(name=f"seen {event.data['name']}")
    if event.data["name"] in BAD:
        raise ValueError(event.data["name"])


def fail_in_the_database(event: Event) -> None:
    if event.data["name"] in BAD:
        Cursor.objects.create(name="twice")
        Cursor.objects.create(name="twice")


@pytest.fixture(autouse=True)
def fresh(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BATCH_SECONDS", 60)  # a busy machine must not end a batch
    TOLD.clear()
    BAD.clear()
    BAD.add("Poison")


def write(*names: str) -> None:
    with doing(None) as open_act:
        for name in names:
            record_person(open_act, name=name)


def test_each_event_once_in_order() -> None:
    reactions: worker.Reactions = {"person.recorded": [tell]}
    write("a", "b", "c")
    assert work_once(reactions, batch=2) == 2
    assert work_once(reactions, batch=2) == 1
    assert work_once(reactions) == 0
    write("d")
    assert work_once(reactions) == 1
    assert TOLD == ["a", "b", "c", "d"]


def test_a_verb_without_reactions() -> None:
    write("a")
    assert work_once({"person.ended": [tell]}) == 1
    assert TOLD == []


def test_a_slow_batch_lets_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BATCH_SECONDS", -1)
    write("a", "b")
    assert [work_once({"person.recorded": [tell]}) for _ in range(3)] == [1, 1, 0]
    assert TOLD == ["a", "b"]


@pytest.mark.parametrize("bad", [tell_or_fail, fail_in_the_database])
def test_poison_blocks_nobody(bad: Any) -> None:
    write("a", "Poison", "b")
    assert work_once({"person.recorded": [bad, tell]}) == 3
    assert TOLD == ["a", "Poison", "b"]
    failure = Failure.objects.get()
    assert (failure.event_seq, failure.attempts, failure.is_dead) == (2, 1, False)
    assert failure.reaction.endswith(f".{bad.__name__}")
    assert not Person.objects.filter(name="seen Poison").exists()
    assert not Cursor.objects.filter(name="twice").exists()


def test_tried_again_with_growing_pauses_then_left_to_a_person() -> None:
    reactions: worker.Reactions = {"person.recorded": [tell_or_fail]}
    write("Poison")
    with time_machine.travel("2026-03-01T00:00:00Z", tick=False) as clock:
        work_once(reactions)
        pauses = []
        while not (failure := Failure.objects.get()).is_dead:
            assert failure.retry_at is not None
            pauses.append((failure.retry_at - timezone.now()).total_seconds())
            clock.shift(timedelta(seconds=pauses[-1] - 1))
            assert retry_failures(reactions) == 0
            assert Failure.objects.get().attempts == failure.attempts  # not before its time
            clock.shift(1)
            retry_failures(reactions)
        clock.shift(timedelta(days=365))
        assert retry_failures(reactions) == 0
    assert pauses == [10, 40, 160, 640, 2560]
    assert Failure.objects.get().attempts == 6
    assert list(dead_letters()) == [Failure.objects.get()]


def test_mended() -> None:
    reactions: worker.Reactions = {"person.recorded": [tell_or_fail]}
    write("Poison")
    work_once(reactions)
    BAD.clear()
    Failure.objects.update(retry_at=timezone.now())
    assert retry_failures(reactions) == 1
    assert not Failure.objects.exists()
    assert Person.objects.filter(name="seen Poison").count() == 1


def test_a_reaction_that_is_gone_is_left_alone() -> None:
    write("Poison")
    work_once({"person.recorded": [tell_or_fail]})
    Failure.objects.update(retry_at=timezone.now())
    assert retry_failures({}) == 0
    assert Failure.objects.get().attempts == 1


def test_a_failure_whose_event_was_removed_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    reactions: worker.Reactions = {"person.recorded": [tell_or_fail]}
    BAD.update({"Poison", "other"})
    write("Poison", "other")
    work_once(reactions)
    BAD.clear()
    Event.objects.filter(seq=1).delete()
    Failure.objects.update(retry_at=timezone.now())
    assert retry_failures(reactions) == 1  # the other
    [parked] = dead_letters()
    assert parked.event_seq == 1 and parked.error.startswith("event 1 was removed; before: ")
    assert "event 1 was removed" in caplog.text
    assert retry_failures(reactions) == 0
    write("later")
    assert work_once(reactions) == 1


def test_killed_in_the_middle_begins_again() -> None:
    """A batch is one transaction: the reactions' writes and how far they came stand or fall together."""

    def killed(event: Event) -> None:
        if event.data["name"] == "b":
            raise KeyboardInterrupt

    write("a", "b", "c")
    with pytest.raises(KeyboardInterrupt):
        work_once({"person.recorded": [tell_or_fail, killed]})
    assert not Person.objects.filter(name__startswith="seen").exists()
    assert work_once({"person.recorded": [tell_or_fail]}) == 3
    assert Person.objects.filter(name__startswith="seen").count() == 3


def test_what_is_done_at_night() -> None:
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        write("Yesterday")
    assert not Seal.objects.exists()
    worker.work_at_night()
    assert Seal.objects.count() == 1
    if connection.vendor == "sqlite":  # PostgreSQL counts its rows by itself
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
            assert ("journal_event",) in cursor.fetchall()


def test_regular_jobs_at_their_times_and_one_that_fails_blocks_nobody() -> None:
    done: list[str] = []

    def often() -> None:
        done.append("often")

    def seldom() -> None:
        done.append("seldom")
        raise ValueError("seldom")

    due: dict[str, float] = {}
    for now in (100.0, 104.0, 110.0, 160.0):
        worker.work_regularly([(60, seldom), (10, often)], due, now)
    assert done == ["seldom", "often", "often", "seldom", "often"]

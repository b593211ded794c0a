"""An act happens once, wholly or not at all, in an order without gaps."""

import threading
import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection, connections

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_person
from mufakat.directory.models import Person, User
from mufakat.journal.actions import AlreadyDone, NotYours, OpenAct, act, once
from mufakat.journal.models import Act, Event, EventAbout
from mufakat.journal.queries import history_of
from mufakat.journal.seals import verify
from tests.world import doing

ON_SQLITE = connection.vendor == "sqlite"
# Signs that came back altered from one system or another.
NAUGHTY = (
    "\u03a9\u2248\u00e7 e\u0301 \u00e9 \U0001f469\u200d\U0001f4bb",  # composed and not, joined signs
    "\u202etxet desrever\u202c \ufeff\u200b",
    "' OR 1=1; -- \\u0041 \\ \" %s {{ x }} <b>",
    "12345678901234567890",
    "true",
    "line\r\nbreak\ttab",
)


@pytest.fixture
def users(db: None) -> list[User]:
    return [User.objects.create(username=name, first_name=name) for name in ("ani", "budi")]


def test_once(users: list[User]) -> None:
    act_id = new_id()
    with act(act_id, by=users[0]) as open_act:
        person = record_person(open_act, name="Sari")
        open_act.answer = "/orang/1/"
    row = Act.objects.get(pk=act_id)
    assert (row.number, row.by_id, row.by_name, row.via) == (1, str(users[0].pk), "ani", "web")
    [event] = Event.objects.all()
    assert (event.seq, event.verb, event.subject_id) == (1, "person.recorded", str(person.pk))
    assert (event.act_id, event.at, event.by_name) == (act_id, row.received_at, "ani")
    assert history_of(person) == [event]


def test_twice_is_once_and_tells_how_things_stand(users: list[User]) -> None:
    act_id = new_id()
    with act(act_id, by=users[0]) as open_act:
        record_person(open_act, name="Sari")
        open_act.answer = "/orang/1/"
    with pytest.raises(AlreadyDone) as told, act(act_id, by=users[0]):
        pytest.fail("it was done before")
    assert told.value.act.answer == "/orang/1/"
    assert Person.objects.count() == Act.objects.count() == Event.objects.count() == 1


def test_the_id_of_another_is_refused(users: list[User]) -> None:
    act_id = new_id()
    with act(act_id, by=users[0]):
        pass
    with pytest.raises(NotYours), act(act_id, by=users[1]) as open_act:
        record_person(open_act, name="Sari")
    with pytest.raises(NotYours), act(act_id, by=None):
        pass
    assert not Person.objects.exists()


@pytest.mark.parametrize("error", [RuleBroken("x", "no"), ValueError("oops"), KeyboardInterrupt()])
def test_nothing_remains_of_a_failed_act(users: list[User], error: BaseException) -> None:
    act_id = new_id()

    def fail() -> None:
        with act(act_id, by=users[0]) as open_act:
            record_person(open_act, name="Sari")
            raise error

    with pytest.raises(type(error)):
        fail()
    for model in (Person, Act, Event, EventAbout):
        assert not model._default_manager.exists()
    with act(act_id, by=users[0]) as open_act:  # the same form, corrected and sent again
        record_person(open_act, name="Sari")
    assert Act.objects.get().number == Event.objects.get().seq == 1


def test_once_for_callers_without_a_form(users: list[User]) -> None:
    def do(open_act: OpenAct) -> str:
        return str(record_person(open_act, name="Sari").name)

    act_id = new_id()
    assert once(act_id, do, by=users[0], via="cli") == ("done", "Sari")
    assert once(act_id, do, by=users[0], via="cli") == ("already", "Sari")
    assert Person.objects.count() == 1


def fail(by: User) -> None:
    with doing(by) as open_act:
        record_person(open_act, name="Nobody")
        raise RuleBroken("x", "no")


def test_events_have_no_gaps(users: list[User]) -> None:
    for n in range(3):
        with doing(users[n % 2]) as open_act:
            for name in ("Sari", "Tono"):
                record_person(open_act, name=name)
        with pytest.raises(RuleBroken):
            fail(users[0])
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert list(Act.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert list(verify()) == []


def test_told_once_on_each_page(users: list[User]) -> None:
    with doing(users[0]) as open_act:
        person = record_person(open_act, name="Sari")
        open_act.note("person.changed", person, about=[person, users[0], users[0]], name="Sari")
    assert [e.verb for e in history_of(person)] == ["person.changed", "person.recorded"]
    assert len(history_of(users[0])) == 1


@pytest.mark.parametrize("text", NAUGHTY)
def test_comes_back_as_it_was_written(users: list[User], text: str) -> None:
    data: dict[str, Any] = {
        "text": text,
        text: [text, {"deep": [text, None, True, False, 0, -1, 10**15, 10**30, []]}],
        "numbers": {1: "one", 2: "two", 10: "ten"},
    }
    with doing(users[0]) as open_act:
        open_act.note("person.changed", users[0], **data)
    assert Event.objects.get().data["text"] == text
    assert list(verify()) == []


def test_times_before_the_epoch_and_odd_zones(users: list[User]) -> None:
    odd = timezone(timedelta(hours=9, minutes=37, seconds=12))
    for at in (datetime(1950, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, 3, 4, 5, 678901, tzinfo=odd)):
        with act(new_id(), by=users[0], at=at, made_at=at):
            pass
    assert list(verify()) == []


def write(writer: User, ids: list[uuid.UUID], errors: list[BaseException]) -> None:
    try:
        for act_id in ids:
            with act(act_id, by=writer) as open_act:
                for name in ("Sari", "Tono"):
                    record_person(open_act, name=name)
    except BaseException as error:
        errors.append(error)
    finally:
        connections.close_all()


@pytest.mark.skipif(ON_SQLITE, reason="one connection in memory; see test_writers_on_sqlite")
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once() -> None:
    writer = User.objects.create(username="ani")
    errors: list[BaseException] = []
    same = [new_id() for _ in range(5)]  # every thread also sends these: each may happen once
    threads = [
        threading.Thread(target=write, args=(writer, [new_id() for _ in range(25)], errors))
        for _ in range(4)
    ]
    threads += [threading.Thread(target=send_again, args=(writer, same, errors)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    acts = 4 * 25 + len(same)
    assert list(Act.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, acts + 1)
    )
    in_order = Event.objects.order_by("seq")
    assert list(in_order.values_list("seq", flat=True)) == list(range(1, 2 * acts + 1))
    number = dict(Act.objects.values_list("id", "number"))
    by_commit = [number[act_id] for act_id in in_order.values_list("act_id", flat=True)]
    assert by_commit == sorted(2 * list(range(1, acts + 1)))
    assert list(verify()) == []


def send_again(writer: User, ids: list[uuid.UUID], errors: list[BaseException]) -> None:
    for act_id in ids:
        refused: list[BaseException] = []
        write(writer, [act_id], refused)
        errors += [e for e in refused if not isinstance(e, AlreadyDone)]

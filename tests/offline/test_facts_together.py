"""Facts of one parcel are written down at once; where one of them does not pass, each is written down alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.batch import batch, once_in_batch
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.models import User
from mufakat.journal.actions import act, closing
from mufakat.journal.models import Act
from mufakat.journal.seals import verify
from mufakat.meetings.actions import lock as locks, record_note
from mufakat.meetings.models import Meeting, Note
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import write_note

Phones = Callable[..., Phone]


def notes_of(world: World) -> list[str]:
    """Those that devices wrote."""
    acts = Act.objects.filter(via="outbox").values("pk")
    found = Note.objects.filter(meeting=world.opened, pk__in=acts)
    return sorted(found.values_list("text", flat=True))


def test_each_new_row_costs_one_statement(world: World, phone: Phones) -> None:
    device, asked = phone(), []
    for number in (2, 2, 12):  # the first time the device is new
        for n in range(number):
            write_note(device, world, f"Catatan {number}.{n}")
        with CaptureQueriesContext(connection) as seen:
            assert set(device.send().values()) == {"done"}
        asked.append(sum("offline_device" not in each["sql"] for each in seen))
    assert asked[2] - asked[1] == 10


def test_one_that_a_rule_refuses(
    world: World, phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused within its act, when others of its parcel have been written: nothing of them is lost or doubled."""

    def stands(meeting: Meeting) -> None:
        if Note.objects.filter(meeting=meeting, text="pertama").exists():
            raise RuleBroken("test.refused", "Tidak boleh.", "text")
        locks.lock(meeting)

    monkeypatch.setattr("mufakat.meetings.actions.room.lock", stands)
    device = phone()
    acts = [write_note(device, world, text) for text in ("pertama", "kedua", "ketiga")]
    receipts = device.send()
    assert [receipts[str(each)] for each in acts] == ["done", "refused", "refused"]
    assert notes_of(world) == ["pertama"]
    assert sorted(Entry.objects.values_list("act_id", flat=True)) == sorted(acts[1:])
    assert list(verify()) == []


def test_the_common_end_fails(world: World, phone: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a deadlock: all of them are tried again, each alone."""
    ends: list[int] = []

    def close(acts: Any) -> None:
        ends.append(len(acts))
        if len(acts) > 1:
            raise OSError("deadlock detected")
        close_one(acts)

    close_one = closing.close
    monkeypatch.setattr(closing, "close", close)
    device = phone()
    acts = [write_note(device, world, f"Catatan {n}") for n in range(3)]
    assert device.send() == {str(each): "done" for each in acts}
    assert ends == [3, 1, 1, 1]
    assert notes_of(world) == ["Catatan 0", "Catatan 1", "Catatan 2"]
    assert list(verify()) == []


def test_a_row_that_the_database_refuses(world: World, phone: Phones) -> None:
    """An id that a note of somebody else has already: its sender is told so, and the others are written."""
    with act(new_id(), by=None) as doing:
        doing.new_key()  # so that the note has another id than its act
        theirs = record_note(doing, world.opened, agenda_item=world.item, text="Milik orang lain")
    device = phone()
    first = write_note(device, world, "pertama")
    taken = write_note(device, world, "merebut", act=theirs.pk)
    last = write_note(device, world, "terakhir")
    receipts = device.send()
    assert (receipts[str(first)], receipts[str(last)]) == ("done", "done")
    assert receipts[str(taken)] == "error"
    assert notes_of(world) == ["pertama", "terakhir"]
    theirs.refresh_from_db()
    assert theirs.text == "Milik orang lain"


def test_the_same_twice_in_one_parcel(world: World, phone: Phones) -> None:
    device = phone()
    note = write_note(device, world, "dua kali")
    device.waiting *= 2
    receipts = device.post(device.parcel()).json()["receipts"]
    assert [each["outcome"] for each in receipts] == ["done", "already"]
    assert Act.objects.filter(pk=note).count() == 1


def test_who_looks_with_anothers_eyes_writes_nothing(world: World) -> None:
    user = User.objects.get(pk=world.users["notulis"].pk)
    user.seen_as = object()  # type: ignore[assignment]
    before = Act.objects.count()
    with pytest.raises(RuleBroken) as refused, act(new_id(), by=user):
        pytest.fail("an act was opened")
    assert refused.value.code == "viewing.no_writes"
    assert Act.objects.count() == before


def test_what_a_batch_remembers(world: World) -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        if len(asked) == 1:
            raise ValueError("not now")
        return len(asked)

    with batch():
        with pytest.raises(ValueError, match="not now"):
            once_in_batch("key", ask)
        assert [once_in_batch("key", ask), once_in_batch("key", ask)] == [2, 2]
    assert once_in_batch("key", ask) == 3  # and nothing beyond its end

"""F5: one entry at which the server fails blocks no other; it gets no receipt, and goes through once that is mended."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mufakat.meetings import actions
from mufakat.meetings.models import Note
from mufakat.offline import exports
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import at, write_note


def broken(*_args: Any, **_more: Any) -> None:
    raise ZeroDivisionError("a fault of ours")


def test_poison_blocks_nobody(
    world: World,
    phone: Callable[..., Phone],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    device = phone()
    before = [write_note(device, world, f"Sebelum {n}") for n in range(3)]
    path = at(world.opened, "keputusan", "catat")
    poison = device.write(path, agenda_item=world.item.pk, text="Racun")
    after = [write_note(device, world, f"Sesudah {n}") for n in range(3)]
    with monkeypatch.context() as patch:
        patch.setattr(actions, "record_decision", broken)
        for _attempt in range(3):
            outcomes = device.send()
            assert outcomes[str(poison)] == "error"
    assert set(Note.objects.filter(pk__in=[*before, *after])) == set(
        Note.objects.filter(text__startswith="Se")
    )
    assert Note.objects.filter(pk__in=[*before, *after]).count() == 6
    assert [each["act"] for each in device.waiting] == [str(poison)]
    assert not Entry.objects.exists()
    assert "An act from a device failed" in caplog.text  # whoever keeps the server reads of it
    assert device.send() == {str(poison): "done"}


def test_poison_can_be_carried_out(
    world: World, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the file of unsent entries, too, it keeps no other back."""
    device = phone()
    path = at(world.opened, "keputusan", "catat")
    poison = device.write(path, agenda_item=world.item.pk, text="Racun")
    good = write_note(device, world, "Baik")
    raw = json.dumps(device.export()).encode()
    with monkeypatch.context() as patch:
        patch.setattr(actions, "record_decision", broken)
        counts = exports.take_in(exports.read(raw), device.user)
    assert (counts["done"], counts["error"]) == (1, 1)
    assert Note.objects.filter(pk=good).exists()
    counts = exports.take_in(exports.read(raw), device.user)
    assert (counts["done"], counts["already"], counts["error"]) == (1, 1, 0)
    assert world.opened.decisions.filter(pk=poison).exists()


def test_failing_in_the_middle_leaves_nothing_half(
    world: World, phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The promise was written already when its act fails: nothing of it stays."""
    device = phone()
    device.write(
        at(world.opened, "komitmen", "catat"),
        what="Setengah jadi",
        owner_organisation=world.kua.name,
        owner_organisation_id=world.kua.pk,
        due_on="2026-09-01",
    )
    from mufakat.meetings.models import Resolution

    with monkeypatch.context() as patch:
        patch.setattr(Resolution.objects, "create", broken)
        assert list(device.send().values()) == ["error"]
    assert not world.forum.commitments.filter(what="Setengah jadi").exists()
    assert list(device.send().values()) == ["done"]
    assert world.forum.commitments.filter(what="Setengah jadi").count() == 1

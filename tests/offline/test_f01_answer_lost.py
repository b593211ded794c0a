"""F1: the answer is lost after the commit; the device sends three times, and it is there once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mufakat.directory.actions import end_assignment
from mufakat.journal.models import Act
from mufakat.meetings.actions import withdraw_problem
from mufakat.meetings.models import Note, Problem
from mufakat.offline.actions import end_device
from mufakat.offline.models import Device, Entry
from tests.world import TODAY, World, ratify_second_session

from .device import Phone
from .writing import write_problem


def test_three_times_is_once(world: World, phone: Callable[..., Phone]) -> None:
    device = phone()
    act = device.write(
        f"/rapat/{world.opened.pk}/catatan/catat/", agenda_item=world.item.pk, text="Kader kurang."
    )
    parcel = device.parcel()
    said = [device.post(parcel).json()["receipts"][0]["outcome"] for _ in range(3)]
    assert said == ["done", "already", "already"]
    assert Note.objects.filter(text="Kader kurang.").count() == 1
    assert Note.objects.get(pk=act).text == "Kader kurang."
    assert Act.objects.get(pk=act).via == "outbox"


def test_the_receipt_of_what_waits_is_the_same_each_time(
    world: World, phone: Callable[..., Phone]
) -> None:
    device = phone()
    device.write(f"/rapat/{world.opened.pk}/catatan/catat/", agenda_item=world.item.pk, text="")
    parcel = device.parcel()
    said = [device.post(parcel).json()["receipts"][0] for _ in range(3)]
    assert said[0]["outcome"] == "refused"
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("meanwhile", ["ratified", "role ended", "device revoked", "taken back"])
def test_what_is_done_is_not_kept_a_second_time(
    world: World, phone: Callable[..., Phone], meanwhile: str
) -> None:
    """The answer is lost, and before the device asks again the writer may not write this any more: it is done."""
    device = phone()
    act = write_problem(device, world, "Air kotor")
    device.write(f"/rapat/{world.opened.pk}/masalah/{act}/ubah/", text="Air keruh", base=1)
    parcel = device.parcel()
    assert [r["outcome"] for r in device.post(parcel).json()["receipts"]] == ["done", "done"]
    if meanwhile == "ratified":
        ratify_second_session(world)
    elif meanwhile == "role ended":
        with world.doing("administrator") as open_act:
            end_assignment(open_act, world.assignments["notulis"], on=TODAY - timedelta(days=1))
    elif meanwhile == "device revoked":
        with world.doing("notulis") as open_act:
            end_device(open_act, Device.objects.get())
        device.client.force_login(device.user)
    else:
        with world.doing("notulis") as open_act:
            withdraw_problem(open_act, Problem.objects.get(pk=act), reason="Keliru")
    said = [r["outcome"] for r in device.post(parcel).json()["receipts"]]
    assert said == ["already", "already"]
    assert not Entry.objects.exists()

"""F6: the session expired, the user changed, the account was locked, the role moved while the device was away."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.directory.actions import end_assignment, lock_user, unlock_user
from mufakat.journal.models import Act
from mufakat.meetings.models import Note
from mufakat.offline.models import Entry
from tests.world import TODAY, World

from .device import Phone
from .writing import write_note

Phones = Callable[..., Phone]
TRAY = "/luring/perlu-diputuskan/"


def test_the_session_expired(world: World, phone: Phones) -> None:
    device = phone()
    act = write_note(device, world, "Ditulis sebelum keluar")
    device.client.logout()
    assert device.send() == {} and not Note.objects.filter(pk=act).exists()
    device.client.force_login(device.user)
    assert device.send() == {str(act): "done"}
    assert Act.objects.get(pk=act).by_id == str(device.user.pk)


def test_never_under_another_name(world: World, phone: Phones) -> None:
    """On a shared telephone somebody else is signed in: nothing goes out, until the writer is back."""
    device = phone()
    act = write_note(device, world, "Milik notulis")
    device.client.force_login(world.users["kepala_puskesmas"])
    assert device.send() == {}
    assert not Note.objects.filter(pk=act).exists() and not Entry.objects.exists()
    device.client.force_login(device.user)
    assert device.send() == {str(act): "done"}


def test_an_id_of_somebody_else(world: World, phone: Phones) -> None:
    """Who guesses the id of another's act gets nothing written and nothing told."""
    device, other = phone(), phone("kepala_puskesmas")
    act = write_note(device, world, "Rahasia")
    device.send()
    write_note(other, world, "Menimpa", act=act)
    answer = other.post(other.parcel())
    (receipt,) = answer.json()["receipts"]
    assert receipt["outcome"] == "error" and "Rahasia" not in answer.content.decode()
    assert Note.objects.get(pk=act).text == "Rahasia"
    assert not Entry.objects.exists()


def test_who_looks_through_other_eyes_sends_nothing(world: World, phone: Phones) -> None:
    device = phone("auditor")
    seen_as = {"act_id": str(new_id()), "role": "partner"}
    seen_as["organisation"] = str(world.ngo.pk)
    device.client.post("/peran/lihat-sebagai/", seen_as)
    assert device.client.get(f"/luring/kontak/?perangkat={device.key}").json()["seen_as"] is True
    write_note(device, world, "x")
    assert device.post(device.parcel()).status_code == 409


def test_a_locked_account(world: World, phone: Phones) -> None:
    device = phone()
    act = write_note(device, world, "Ditulis sebelum dikunci")
    with world.doing("administrator") as open_act:
        lock_user(open_act, device.user)
    assert device.post(device.parcel()).status_code == 401
    assert device.send() == {} and len(device.waiting) == 1
    with world.doing("administrator") as open_act:
        unlock_user(open_act, device.user)
    device.client = world.client("notulis")
    assert device.send() == {str(act): "done"}


def test_a_password_to_be_changed_first(world: World, phone: Phones) -> None:
    device = phone()
    write_note(device, world, "x")
    device.user.must_change_password = True
    device.user.save()
    assert device.send() == {} and len(device.waiting) == 1


@pytest.fixture
def role_moved(world: World, phone: Phones) -> Any:
    """The note-taker wrote; before there was network his role ended. His entry waits."""
    device = phone()
    act = write_note(device, world, "Ditulis selagi berwenang")
    with world.doing("administrator") as open_act:
        end_assignment(open_act, world.assignments["notulis"], on=TODAY)
    with time_machine.travel("2026-06-28T05:00:00Z", tick=False):
        assert device.send() == {str(act): "parked"}
        yield device, act


def test_the_role_moved(world: World, role_moved: Any) -> None:
    device, act = role_moved
    assert device.waiting == [] and not Note.objects.filter(pk=act).exists()
    entry = Entry.objects.get(act_id=act)
    assert entry.outcome == "parked" and entry.user_id == device.user.pk
    assert "Ditulis selagi berwenang" in [value for _label, value in entry.shown]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("notulis", True),  # he wrote it
        ("kepala_puskesmas", True),  # who answers for the minutes
        ("chair", True),
        ("sector_member", False),
        ("neighbour", False),
        ("outsider", False),
    ],
)
def test_author_and_supervisor_see_it(world: World, role_moved: Any, who: str, sees: bool) -> None:
    entry = Entry.objects.get()
    client = world.client(who)
    listed = client.get(TRAY).content.decode()
    assert ("Ditulis selagi berwenang" in listed) is sees
    assert client.get(entry.get_absolute_url()).status_code == (200 if sees else 404)


def test_the_supervisor_decides(world: World, role_moved: Any) -> None:
    """They stay the words of who wrote them; the journal tells who decided that they are recorded."""
    device, _act = role_moved
    entry = Entry.objects.get()
    author: Client = device.client
    author.post(f"{entry.get_absolute_url()}pakai/")
    assert not Note.objects.filter(text="Ditulis selagi berwenang").exists()  # his right is gone
    head = world.client("kepala_puskesmas")
    head.post(f"{entry.get_absolute_url()}pakai/")
    note = Note.objects.get(text="Ditulis selagi berwenang")
    assert note.pk == entry.again_id
    assert note.by_name == str(device.user)
    assert Act.objects.get(pk=note.pk).by_id == str(world.users["kepala_puskesmas"].pk)
    assert str(device.user) in head.get(entry.get_absolute_url()).content.decode()
    head.post(f"{entry.get_absolute_url()}pakai/")  # a second tap
    assert Note.objects.filter(text="Ditulis selagi berwenang").count() == 1

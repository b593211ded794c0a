"""F19: what was written in the session arrives after its minutes were ratified: what can be added stands in the
addendum with its hour and author; what would change the minutes waits for the chair. The minutes themselves stay."""

from collections.abc import Callable
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.meetings.models import Decision, Minutes, Note
from mufakat.offline.models import Entry
from tests.world import World, ratify_second_session

from .device import Phone
from .writing import arrive, at, correct_note, write_note, write_problem

Phones = Callable[..., Phone]


@pytest.fixture
def late(world: World, phone: Phones) -> Phone:
    """The note-taker wrote these while the session was under way; meanwhile the chair ratified."""
    device = phone()
    write_note(device, world, "Catatan terlambat")
    path = at(world.opened, "keputusan", "catat")
    device.write(path, agenda_item=world.item.pk, text="Keputusan terlambat")
    device.write(
        at(world.opened, "komitmen", "catat"),
        what="Janji terlambat",
        owner_organisation=world.kua.name,
        owner_organisation_id=world.kua.pk,
        due_on="2026-09-01",
    )
    write_problem(device, world, "Masalah terlambat")
    arrive(device, world, world.opened.participants.get(present=False))
    correct_note(device, world, world.note, "Bunyi lain", base=1)
    path = at(world.opened, "putusan", world.promise_waiting.pk, "beri")
    device.write(path, verdict="dropped", reason="Batal")
    ratify_second_session(world)
    return device


def minutes(world: World) -> tuple[Any, ...]:
    row = Minutes.objects.get(meeting=world.opened)
    return row.digest, row.snapshot


def test_addendum_or_tray(world: World, late: Phone) -> None:
    before = minutes(world)
    outcomes = list(late.send().values())
    assert outcomes == ["done", "done", "done", "done", "done", "parked", "parked"]
    assert late.waiting == []
    assert minutes(world) == before
    assert Note.objects.get(text="Catatan terlambat").late_at
    assert Decision.objects.get(text="Keputusan terlambat").late_at
    assert Note.objects.get(pk=world.note.pk).text == "Kasus campak naik di Jamika."
    assert world.promise_waiting.verdicts.count() == 1
    page = world.client("chair").get(f"/rapat/{world.opened.pk}/").content.decode()
    addendum = page[page.index('id="adendum"') :]
    for text in ("Catatan terlambat", "Keputusan terlambat", "Janji terlambat"):
        assert text in addendum
    assert str(late.user) in addendum
    assert {e.outcome for e in Entry.objects.all()} == {"parked"}


def test_what_came_too_late_is_settled_after_reopening(world: World, late: Phone) -> None:
    late.send()
    entry = Entry.objects.get(path__contains="/catatan/")
    chair = world.client("chair")
    chair.post(f"{entry.get_absolute_url()}pakai/")
    assert Note.objects.get(pk=world.note.pk).text == "Kasus campak naik di Jamika."
    answer = chair.post(
        at(world.opened, "buka-kembali"), {"act_id": str(new_id()), "reason": "Ada yang keliru"}
    )
    assert answer.status_code == 303
    chair.post(f"{entry.get_absolute_url()}pakai/")
    assert Note.objects.get(pk=world.note.pk).text == "Bunyi lain"
    assert chair.get(entry.get_absolute_url()).status_code == 200


def test_for_a_cancelled_session_all_of_it_waits(world: World, phone: Phones) -> None:
    from mufakat.meetings.actions import cancel_meeting

    device = phone()
    write_note(device, world, "Sempat dicatat", meeting=world.planned)
    with world.doing("notulis") as open_act:
        cancel_meeting(open_act, world.planned, reason="Banjir")
    assert list(device.send().values()) == ["parked"]
    assert "Sempat dicatat" in str(Entry.objects.get().shown)

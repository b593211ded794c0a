"""F11: two and three devices change the same thing: other fields are merged, one field stands with both texts for a
person to choose, what was taken back meanwhile waits."""

from collections.abc import Callable
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.meetings.actions import cancel_round, record_problem, withdraw_problem
from mufakat.meetings.models import Note, Problem
from mufakat.offline.models import Entry
from tests.room import work_in_room
from tests.world import World

from .device import Phone
from .writing import at, correct_note, correct_problem

Phones = Callable[..., Phone]


@pytest.fixture
def problem(world: World) -> Problem:
    with world.doing("notulis") as open_act:
        return record_problem(open_act, world.opened, text="Imunisasi turun")


def fields(**more: Any) -> dict[str, Any]:
    return {"text": "Imunisasi turun", "measured_by": ""} | more


def test_other_fields_are_merged(world: World, phone: Phones, problem: Problem) -> None:
    one, two = phone(), phone("kepala_puskesmas")
    correct_problem(one, world, problem.pk, 1, **fields(text="Imunisasi turun di Jamika"))
    correct_problem(two, world, problem.pk, 1, **fields(measured_by="cakupan per RW"))
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == ["merged"]
    problem.refresh_from_db()
    assert (problem.text, problem.measured_by) == ("Imunisasi turun di Jamika", "cakupan per RW")
    assert not Entry.objects.exists()


def test_the_same_text_on_both_is_no_conflict(
    world: World, phone: Phones, problem: Problem
) -> None:
    one, two = phone(), phone("kepala_puskesmas")
    for device in (one, two):
        correct_problem(device, world, problem.pk, 1, **fields(text="Sama saja"))
    assert list(one.send().values()) == ["done"]
    assert next(iter(two.send().values())) in ("done", "merged")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_one_field_with_two_texts(world: World, phone: Phones, choice: str) -> None:
    one, two = phone(), phone("kepala_puskesmas")
    correct_note(one, world, world.note, "Kasus campak turun", base=1)
    act = correct_note(two, world, world.note, "Kasus campak naik di RW 03", base=1)
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == ["conflict"]
    entry = Entry.objects.get(act_id=act)
    (both,) = entry.both
    assert (both["theirs"], both["yours"]) == ("Kasus campak turun", "Kasus campak naik di RW 03")
    assert both["who"] == str(world.users["notulis"]) and both["when"]
    assert Note.objects.get(pk=world.note.pk).text == "Kasus campak turun"  # the server's stays
    page = world.client("chair").get(entry.get_absolute_url()).content.decode()
    assert "Kasus campak turun" in page and "Kasus campak naik di RW 03" in page
    client = world.client("chair")
    for _twice in range(2):
        client.post(f"{entry.get_absolute_url()}pakai/", {"keep": choice})
    wanted = "Kasus campak naik di RW 03" if choice == "mine" else "Kasus campak turun"
    assert Note.objects.get(pk=world.note.pk).text == wanted
    assert "Kasus campak" not in client.get("/luring/perlu-diputuskan/").content.decode()
    assert "Kasus campak" in client.get("/luring/perlu-diputuskan/?diputuskan=1").content.decode()


def test_three_devices(world: World, phone: Phones) -> None:
    """The second text and the third each wait beside the first; whichever is taken later is asked about what stands
    then, so no text goes under unseen."""
    devices = [phone(), phone("kepala_puskesmas"), phone("chair")]
    for number, device in enumerate(devices):
        correct_note(device, world, world.note, f"Bunyi {number}", base=1)
    assert [next(iter(d.send().values())) for d in devices] == ["done", "conflict", "conflict"]
    second, third = Entry.objects.order_by("act_id")
    client = world.client("chair")
    client.post(f"{second.get_absolute_url()}pakai/", {"keep": "mine"})
    note = Note.objects.get(pk=world.note.pk)
    assert note.text == "Bunyi 1"
    client.post(f"{third.get_absolute_url()}pakai/", {"keep": "mine"})
    note.refresh_from_db()
    assert note.text == "Bunyi 1"  # who chose had not seen this text: nothing is written over it
    waiting = client.get("/luring/perlu-diputuskan/").content.decode()
    assert "Bunyi 2" in waiting


def test_corrected_here_taken_back_there(world: World, phone: Phones, problem: Problem) -> None:
    device = phone()
    correct_problem(device, world, problem.pk, 1, **fields(text="Masih dipakai"))
    with world.doing("kepala_puskesmas") as open_act:
        withdraw_problem(open_act, problem, reason="Salah rapat")
    assert list(device.send().values()) == ["parked"]
    entry = Entry.objects.get()
    assert "Masih dipakai" in [value for _label, value in entry.shown]
    client = world.client("chair")
    answer = client.post(f"{entry.get_absolute_url()}pakai/", follow=True)
    assert answer.status_code == 200 and not Problem.objects.filter(pk=problem.pk).exists()
    client.post(
        f"{entry.get_absolute_url()}tidak-perlu/",
        {"act_id": str(new_id()), "reason": "Masalah ditarik"},
    )
    assert "Masih dipakai" not in client.get("/luring/perlu-diputuskan/").content.decode()


def test_closed_here_cancelled_there(world: World, phone: Phones) -> None:
    work = work_in_room(world)
    device = phone()
    scores: dict[str, Any] = {
        f"{p.pk}:{key}": 3 for p in (work["problem"], work["other"]) for key in "USG"
    }
    opened = work["round"]
    path = at(world.opened, "prioritas", opened.pk)
    device.write(f"{path}penilai/{work['rater'].pk}/nilai/", **scores)
    device.write(f"{path}tutup/", confirmed="on")
    with world.doing("kepala_puskesmas") as open_act:
        cancel_round(open_act, opened, reason="Diulang")
    assert list(device.send().values()) == ["refused", "refused"]
    opened.refresh_from_db()
    assert opened.state == "cancelled"
    assert Entry.objects.count() == 2


def test_two_verdicts_on_one_promise(world: World, phone: Phones) -> None:
    """What waits names the promise, the verdict that stands, and who gave it."""
    one, two = phone(), phone("chair")
    path = at(world.opened, "putusan", world.promise_waiting.pk, "beri")
    one.write(path, verdict="continued", new_due_on="2026-09-30")
    two.write(path, verdict="dropped", reason="Mitra pergi")
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == ["refused"]
    given = world.promise_waiting.verdicts.get()
    assert given.verdict == "continued"
    entry = Entry.objects.get()
    shown = world.client("chair").get(entry.get_absolute_url()).content.decode()
    for told in (world.promise_waiting.what, given.given_by, "dilanjutkan", "Mitra pergi"):
        assert told in shown


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ({"verdict": "dropped", "reason": "Mitra pergi"}, {}, "merged"),
        ({"verdict": "dropped", "reason": "Mitra pergi"}, {"reason": "Lain"}, "refused"),
        ({"verdict": "continued", "new_due_on": "2026-09-30"}, {}, "refused"),
        (
            {"verdict": "continued", "new_due_on": "2026-09-30"},
            {"new_due_on": "2026-12-15"},
            "refused",
        ),
        ({"verdict": "continued", "new_due_on": "2026-09-30"}, {"new_due_on": ""}, "refused"),
    ],
)
def test_what_two_devices_both_mean(
    world: World, phone: Phones, first: Any, second: Any, outcome: str
) -> None:
    """The very same verdict unites; where a date or a wording hangs on it, a person looks."""
    one, two = phone(), phone("chair")
    path = at(world.opened, "putusan", world.promise_waiting.pk, "beri")
    one.write(path, **first)
    two.write(path, **first | second)
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == [outcome]
    assert world.promise_waiting.verdicts.count() == 1
    assert Entry.objects.exists() == (outcome == "refused")

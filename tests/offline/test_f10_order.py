"""F10: what was written as 1, 2, 3 arrives as 3, 1, 2. What stands alone does not mind; what names a thing that is not
there yet waits in the tray, and is written down from there once it is."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from mufakat.meetings.models import Cause, Note, Problem, Score
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import at, correct_note, write_note, write_problem

Phones = Callable[..., Phone]
ORDERS = list(permutations(range(3)))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_facts_in_any_order(world: World, phone: Phones, order: tuple[int, ...]) -> None:
    device = phone()
    acts = [write_note(device, world, f"Catatan {n}") for n in range(3)]
    for n in order:
        parcel = device.parcel([device.waiting[n]])
        assert device.post(parcel).json()["receipts"][0]["outcome"] == "done"
    texts = Note.objects.filter(pk__in=acts).order_by("at", "id").values_list("text", flat=True)
    assert list(texts) == [f"Catatan {n}" for n in range(3)]  # as they were written


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_what_builds_on_another(world: World, phone: Phones, order: tuple[int, ...]) -> None:
    """A problem, its cause, and its correction."""
    device = phone()
    problem = write_problem(device, world, "Balita tidak ditimbang")
    of_it = at(world.opened, "masalah", problem)
    cause = device.write(f"{of_it}sebab/catat/", text="Kader sakit", category="manusia")
    device.write(f"{of_it}ubah/", text="Balita tidak ditimbang di RW 05", base=1)
    parcels = [device.parcel([device.waiting[n]]) for n in order]
    said = [device.post(parcel).json()["receipts"][0] for parcel in parcels]
    came = order.index(0)
    assert [r["outcome"] for r in said] == ["parked"] * came + ["done"] * (3 - came)
    for entry in Entry.objects.order_by("act_id"):
        answer = device.client.post(f"{entry.get_absolute_url()}pakai/")
        assert answer.status_code == 302
    assert Problem.objects.get(pk=problem).text == "Balita tidak ditimbang di RW 05"
    assert Cause.objects.get(problem=problem).text == "Kader sakit"
    assert Cause.objects.filter(pk=cause).exists() is (order.index(1) > came)
    listed = device.client.get("/luring/perlu-diputuskan/").content.decode()
    assert "Kader sakit" not in listed


def test_a_round_that_was_made_offline(world: World, phone: Phones) -> None:
    """Problems, a round, a rater, his scores: each names what was written down just before, all without network."""
    device = phone()
    problems = [write_problem(device, world, f"Masalah {n}") for n in range(2)]
    opened = device.write(
        at(world.opened, "prioritas", "catat"), method="usg-jumlah", problems=problems
    )
    rater = device.write(at(world.opened, "prioritas", opened, "penilai", "catat"), name="Ibu Ani")
    cells: dict[str, Any] = {f"{p}:{key}": 4 for p in problems for key in "USG"}
    device.write(at(world.opened, "prioritas", opened, "penilai", rater, "nilai"), **cells)
    assert set(device.send().values()) == {"done"}
    assert Score.objects.filter(rater=rater).count() == 6


def test_a_correction_of_what_is_not_there_yet(world: World, phone: Phones) -> None:
    device = phone()
    note = write_note(device, world, "Dua puluh kader")
    correct_note(device, world, note, "Dua puluh lima kader", base=1)
    first, second = device.waiting
    assert device.post(device.parcel([second])).json()["receipts"][0]["outcome"] == "parked"
    assert device.post(device.parcel([first])).json()["receipts"][0]["outcome"] == "done"
    # The receipt of what waits stays as it was, although it could be written down now: a person decides.
    assert device.post(device.parcel([second])).json()["receipts"][0]["outcome"] == "parked"
    entry = Entry.objects.get()
    device.client.post(f"{entry.get_absolute_url()}pakai/")
    assert Note.objects.get(pk=note).text == "Dua puluh lima kader"

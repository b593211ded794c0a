"""F12: two clerks write down the same session. Both texts stay and are shown; whether two rows are one person is asked
once, at the desk; neither clerk gets an error."""

from collections.abc import Callable

from mufakat.meetings.models import Note
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import arrive, at, write_note

Phones = Callable[..., Phone]


def test_the_same_note_twice(world: World, phone: Phones) -> None:
    one, two = phone(), phone("kepala_puskesmas")
    for device in (one, two):
        write_note(device, world, "Vaksin tersedia di Puskesmas")
        assert list(device.send().values()) == ["done"]
    notes = Note.objects.filter(text="Vaksin tersedia di Puskesmas")
    assert {note.by_name for note in notes} == {str(one.user), str(two.user)}
    page = world.client("chair").get(f"/rapat/{world.opened.pk}/").content.decode()
    assert page.count("Vaksin tersedia di Puskesmas") >= 2


def test_the_same_arrival_twice(world: World, phone: Phones) -> None:
    """Two desks tick the same person: he is there once, since the first tick, and both are content."""
    one, two = phone(), phone("kepala_puskesmas")
    who = world.opened.participants.get(present=False)
    for device in (one, two):
        arrive(device, world, who)
        assert list(device.send().values()) == ["done"]
    who.refresh_from_db()
    assert who.present and world.opened.participants.filter(name=who.name).count() == 1


def test_one_ticks_whom_the_other_unticks(world: World, phone: Phones) -> None:
    one, two = phone(), phone("kepala_puskesmas")
    who = world.opened.participants.get(present=False)
    arrive(one, world, who)
    two.write(at(world.opened, "pendaftaran", who.pk, "hadir", "batal"))
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == ["done"]
    who.refresh_from_db()
    assert not who.present  # a state: the last word counts, and the history tells both


def test_the_same_guest_twice_is_one_question(world: World, phone: Phones) -> None:
    """The first entry puts him on the list, the second asks whether he is the same: one decision, and he is one."""
    one, two = phone(), phone("kepala_puskesmas")
    path = at(world.opened, "pendaftaran", "tambah")
    one.write(path, name="Ibu Sri Wahyuni", organisation_name="PKK Jamika")
    two.write(path, name="Sri Wahyuni, S.Pd", organisation_name="PKK Jamika")
    assert list(one.send().values()) == ["done"]
    assert list(two.send().values()) == ["done"]
    assert not Entry.objects.exists()
    (waiting,) = world.opened.checkins.filter(state="waiting")
    assert waiting.marks == ["alike"]
    assert world.opened.participants.filter(name__contains="Sri").count() == 1
    desk = world.client("notulis").get(f"/rapat/{world.opened.pk}/pendaftaran/").content.decode()
    assert f"entri/{waiting.pk}/terima/" in desk


def test_the_same_group_twice_waits_for_a_word(world: World, phone: Phones) -> None:
    """Two groups of one name: the second is not lost, its clerk is not stopped (F22)."""
    one, two = phone(), phone("kepala_puskesmas")
    for device in (one, two):
        device.write(at(world.opened, "kelompok", "catat"), name="Kelompok Gizi")
        device.send()
    assert list(one.receipts.values()) == ["done"]
    assert list(two.receipts.values()) == ["refused"]
    assert two.waiting == [] and Entry.objects.get().user == two.user
    assert world.opened.groups.filter(name="Kelompok Gizi").count() == 1

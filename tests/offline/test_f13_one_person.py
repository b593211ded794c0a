"""F13: one person by his own telephone, by the registrar's device and from paper: one proposal, never an error."""

from collections.abc import Callable

import pytest

from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.meetings.actions import record_door
from mufakat.meetings.models import Participant
from mufakat.offline.models import Entry
from tests.world import World

from .device import Phone
from .writing import arrive, at

Phones = Callable[..., Phone]


@pytest.fixture
def listed(world: World) -> Participant:
    return world.opened.participants.get(present=False)


def by_telephone(world: World, who: Participant) -> None:
    """He scans the poster of the door and chooses himself from the list."""
    with world.doing("notulis") as open_act:
        token = token_of(record_door(open_act, world.opened, name="Pintu"))
    answer = world.client().post(
        f"/hadir/{token}/?peserta={who.pk}", {"act_id": str(new_id()), "code": "", "signature": ""}
    )
    assert answer.status_code in (200, 302, 303)


def paper(device: Phone, world: World, who: Participant) -> None:
    """From the signed list somebody ticks, hours later, who had come; what others ticked is left alone."""
    device.write(at(world.opened, "kehadiran", "catat"), came=[str(who.pk)], was="")


@pytest.mark.parametrize("order", ["desk, paper", "paper, desk"])
def test_desk_and_paper(world: World, phone: Phones, listed: Participant, order: str) -> None:
    registrar, clerk = phone(), phone("kepala_puskesmas")
    arrive(registrar, world, listed)
    paper(clerk, world, listed)
    devices = [registrar, clerk] if order == "desk, paper" else [clerk, registrar]
    assert [list(d.send().values()) for d in devices] == [["done"], ["done"]]
    listed.refresh_from_db()
    assert listed.present and not Entry.objects.exists()
    assert world.opened.participants.filter(name=listed.name).count() == 1


def test_telephone_desk_and_paper(world: World, phone: Phones, listed: Participant) -> None:
    registrar, clerk = phone(), phone("kepala_puskesmas")
    arrive(registrar, world, listed)
    paper(clerk, world, listed)
    by_telephone(world, listed)
    assert list(registrar.send().values()) == ["done"]
    assert list(clerk.send().values()) == ["done"]
    listed.refresh_from_db()
    assert listed.present and not Entry.objects.exists()
    assert world.opened.participants.filter(name=listed.name).count() == 1


def test_typed_by_the_registrar_though_he_is_listed(
    world: World, phone: Phones, listed: Participant
) -> None:
    """A name like one on the list becomes a question at the desk; the entry is safe meanwhile."""
    device = phone()
    act = device.write(at(world.opened, "pendaftaran", "tambah"), name=listed.name.upper())
    assert list(device.send().values()) == ["done"]
    entry = world.opened.checkins.get(pk=act)
    assert (entry.state, entry.marks) == ("waiting", ["alike"])
    client = world.client("notulis")
    answer = client.post(
        f"/rapat/{world.opened.pk}/pendaftaran/entri/{entry.pk}/terima/",
        {"act_id": str(new_id()), "who": str(listed.pk)},
    )
    assert answer.status_code == 303
    listed.refresh_from_db()
    assert listed.present
    assert world.opened.participants.filter(name__iexact=listed.name).count() == 1


def test_put_on_the_list_twice_by_name(world: World, phone: Phones) -> None:
    """Somebody of the directory who is on the list already: the second form waits in the tray with its reason."""
    device = phone()
    present = world.opened.participants.filter(person__isnull=False).first()
    assert present
    device.write(
        at(world.opened, "peserta", "catat"),
        person=present.name,
        person_id=present.person_id,
        present="on",
    )
    assert list(device.send().values()) == ["refused"]
    assert Entry.objects.get().said
    assert world.opened.participants.filter(person=present.person).count() == 1

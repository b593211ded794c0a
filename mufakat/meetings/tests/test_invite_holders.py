"""Who holds an open promise of the forum and is no member is invited by one tap, too."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments.actions import hand_commitment
from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.directory.actions import (
    end_membership,
    end_organisation,
    end_person,
    record_office,
    record_organisation,
    record_person,
)
from mufakat.directory.models import Organisation, Person
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions, queries
from tests.world import World, doing, wib

from .test_actions_work import do, refused
from .test_pages_work import asked


@pytest.fixture(autouse=True)
def before_the_session() -> Iterator[None]:
    with time_machine.travel("2026-09-01T05:00:00Z"):
        yield


def body(world: World, name: str) -> Organisation:
    with doing(None, wib(1, 6)) as act:
        return record_organisation(act, name=name, sector="pendidikan", region=world.kecamatan)


def person(name: str) -> Person:
    with doing(None, wib(1, 6)) as act:
        return record_person(act, name=name)


def promise(world: World, **owner: Any) -> Commitment:
    due = wib(9, 20).date()
    given = {"what": "x", "due_on": due, **owner}
    made: Commitment = do(world, actions.record_commitment, world.opened, **given)
    return made


def outside(world: World) -> list[tuple[str, int]]:
    found = queries.holders_outside(world.planned)
    return [(each.told, each.promises) for each in found]


def invite(client: Client, world: World, act_id: Any = None) -> Any:
    url = f"{world.planned.get_absolute_url()}undangan/pemegang/"
    return client.post(url, {"act_id": str(act_id or new_id())})


def test_only_who_holds_one_and_neither_sits_nor_is_listed(world: World) -> None:
    assert outside(world) == []
    school, head = body(world, "SDN Jamika 1"), person("Budi Santoso")
    rw = person("Ketua RW 05")
    promise(world, owner_organisation=world.kua)  # sits in the forum
    promise(world, owner_organisation=world.kua, owner_person=rw, owner_confirmed=True)
    for _time in range(2):
        promise(world, owner_organisation=school)
    promise(world, owner_person=head)
    gone = promise(world, owner_organisation=body(world, "SDN Kopo"))
    Commitment.objects.filter(pk=gone.pk).update(state="kept")
    assert sorted(outside(world)) == [("Budi Santoso", 1), ("SDN Jamika 1", 2)]
    do(world, actions.invite_participant, world.planned, person=head)
    assert outside(world) == [("SDN Jamika 1", 2)]


def test_one_tap_puts_them_on_the_list_once(world: World) -> None:
    client, act_id = world.client("notulis"), new_id()
    school, head = body(world, "SDN Jamika 1"), person("Budi Santoso")
    with doing(None, wib(1, 7)) as act:
        record_office(act, person=head, organisation=school, title="Kepala Sekolah")
    promise(world, owner_organisation=school)
    here = f"{world.planned.get_absolute_url()}undangan/"
    page = client.get(here).content.decode()
    assert "Memegang janji terbuka, bukan anggota" in page and "SDN Jamika 1" in page
    assert f'action="{here}pemegang/"' in page
    named = client.get(f"{here}pemegang/").content.decode()
    assert "SDN Jamika 1" in named and "1 janji terbuka" in named
    for _time in range(2):
        assert invite(client, world, act_id).status_code == 303
    (listed,) = world.planned.participants.filter(organisation=school)
    assert (listed.name, listed.title, listed.sector, listed.invited) == (
        *("Budi Santoso", "Kepala Sekolah", "pendidikan"),
        True,
    )
    assert invite(client, world).status_code == 422  # nobody is left
    assert "pemegang/" not in client.get(here).content.decode()
    event = Event.objects.get(verb="holders.invited")
    assert "1" in sentence(event)
    assert invite(world.client("chair"), world).status_code == 403
    refused("participant.no_holder", world, actions.invite_holders, world.planned)


def test_members_first_and_then_the_rest(world: World) -> None:
    """The two taps never list one twice; who ended by the day of the session is left out."""
    school, ended = body(world, "SDN Jamika 1"), person("Pindah")
    promise(world, owner_organisation=school)
    promise(world, owner_person=ended)
    Person.objects.filter(pk=ended.pk).update(valid_to=wib(9, 1).date())
    do(world, actions.record_participants, world.planned)
    members = world.planned.participants.count()
    do(world, actions.invite_holders, world.planned)
    do(world, actions.record_participants, world.planned)
    assert world.planned.participants.count() == members + 1


def test_three_cost_no_more_than_one(world: World) -> None:
    client, here = world.client("notulis"), f"{world.planned.get_absolute_url()}undangan/"
    do(world, actions.record_participants, world.planned)
    do(world, actions.record_links, world.planned)
    promise(world, owner_organisation=body(world, "SDN 1"))
    few = [asked(client, url) for url in (here, f"{here}pemegang/")]
    assert max(few) <= 15
    for n in (2, 3):
        promise(
            world,
            owner_organisation=body(world, f"SDN {n}"),
            owner_person=person(f"Guru {n}"),
            owner_confirmed=True,
        )
    assert [asked(client, url) for url in (here, f"{here}pemegang/")] == few


def test_who_stands_no_more_is_not_offered_but_his_promise_can_be_handed(world: World) -> None:
    """Ended by the day of the session: nobody is invited in vain, and the way to a new holder is shown."""
    client, here = world.client("notulis"), f"{world.planned.get_absolute_url()}undangan/"
    left, old = person("Pindah"), body(world, "SDN Bubar")
    alone = promise(world, owner_person=left)
    of_body = promise(world, owner_organisation=old)
    with doing(None, wib(8, 1)) as act:
        end_person(act, left, on=wib(8, 1).date())
        end_organisation(act, old, on=wib(9, 24).date())
    assert outside(world) == []
    page = client.get(here).content.decode()
    assert 'id="pemegang"' not in page
    for each in (alone, of_body):
        assert f'href="{each.get_absolute_url()}serahkan/"' in page
    assert "Pindah" in page and "SDN Bubar" in page
    new = person("Pengganti")
    with world.doing("notulis") as act:
        hand_commitment(act, alone, person=new, reason="Pindah", owner_confirmed=True)
    assert outside(world) == [("Pengganti", 1)]
    assert [gone.id for gone in queries.holders_gone(world.planned)] == [of_body.pk]
    assert invite(client, world).status_code == 303


def test_half_of_a_holder_that_stands_is_offered_alone(world: World) -> None:
    """The body whose person left is one row with what it holds itself; the person whose body ended goes alone."""
    school, left = body(world, "SDN Jamika 1"), person("Pindah")
    promise(world, owner_organisation=school)
    promise(world, owner_organisation=school, owner_person=left, owner_confirmed=True)
    old, stays = body(world, "SDN Bubar"), person("Guru")
    promise(world, owner_organisation=old, owner_person=stays, owner_confirmed=True)
    with doing(None, wib(8, 1)) as act:
        end_person(act, left, on=wib(8, 1).date())
        end_organisation(act, old, on=wib(8, 1).date())
    assert sorted(outside(world)) == [("Guru", 1), ("SDN Jamika 1", 2)]
    assert queries.holders_gone(world.planned) == []
    do(world, actions.invite_holders, world.planned)
    listed = world.planned.participants
    assert listed.filter(person=stays, organisation=None).count() == 1
    assert listed.filter(organisation=school, person=None).count() == 1
    assert listed.count() == 2 and outside(world) == []


def test_a_former_member_is_offered(world: World) -> None:
    """His seat ended before the session: he comes by the letter of the members no more, his promise is still open."""
    assert outside(world) == []
    with doing(None, wib(8, 1)) as act:
        end_membership(act, world.memberships["kua"], on=wib(8, 1).date())
    ((told, promises),) = outside(world)
    assert (told, promises) == (str(world.kua), 1)
    do(world, actions.record_participants, world.planned)
    assert not world.planned.participants.filter(organisation=world.kua).exists()
    do(world, actions.invite_holders, world.planned)
    assert world.planned.participants.filter(organisation=world.kua).count() == 1

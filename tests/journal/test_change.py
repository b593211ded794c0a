"""What two people write at once is merged field by field, or both texts come back."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mufakat.commitments.actions import change_commitment, record_update
from mufakat.commitments.models import Commitment
from mufakat.directory.actions import record_person
from mufakat.directory.models import Person, User
from mufakat.journal.actions import Conflict
from mufakat.journal.models import Event
from mufakat.journal.rules import FieldConflict
from mufakat.meetings.actions import change_meeting
from mufakat.meetings.models import Meeting
from tests.world import World, doing, wib


@pytest.fixture
def ani(db: None) -> User:
    return User.objects.create(username="ani", first_name="Ani")


@pytest.fixture
def sari(ani: User) -> Person:
    with doing(ani) as open_act:
        return record_person(open_act, name="Sari", phone="1", title_after="S.K.M")


def change(by: User, person: Person, base: int | None, **fields: Any) -> bool:
    with doing(by) as open_act:
        return open_act.change(
            Person.objects.get(pk=person.pk), "person.changed", base=base, **fields
        )


def test_one_change(ani: User, sari: Person) -> None:
    assert change(ani, sari, 1, name="Sari Dewi", phone="1")
    sari.refresh_from_db()
    assert (sari.name, sari.phone, sari.version) == ("Sari Dewi", "1", 2)
    assert Event.objects.order_by("-seq")[0].data == {
        "changes": {"name": ["Sari", "Sari Dewi"]},
        "version": 2,
    }


def test_nothing_new_is_no_event(ani: User, sari: Person) -> None:
    assert not change(ani, sari, 1, name="Sari", phone="1")
    sari.refresh_from_db()
    assert sari.version == 1
    assert Event.objects.count() == 1


def test_different_fields_merge(ani: User, sari: Person) -> None:
    change(ani, sari, 1, name="Sari Dewi", phone="1")
    assert change(ani, sari, 1, name="Sari", phone="2")
    sari.refresh_from_db()
    assert (sari.name, sari.phone, sari.version) == ("Sari Dewi", "2", 3)


def test_the_same_text_twice_is_no_conflict(ani: User, sari: Person) -> None:
    change(ani, sari, 1, name="Sari Dewi")
    assert not change(ani, sari, 1, name="Sari Dewi")


def test_both_texts_come_back_and_nothing_is_written(ani: User, sari: Person) -> None:
    budi = User.objects.create(username="budi", first_name="Budi")
    change(budi, sari, 1, name="Sari Dewi")
    with pytest.raises(Conflict) as told:
        change(ani, sari, 1, name="Sari Ayu", phone="2")
    assert told.value.fields == [FieldConflict("name", "Sari Dewi", "Sari Ayu")]
    assert told.value.thing.version == 2
    assert told.value.last is not None and told.value.last.by_name == "Budi"
    sari.refresh_from_db()
    assert (sari.name, sari.phone) == ("Sari Dewi", "1")
    assert change(ani, sari, 2, name="Sari Ayu", phone="2")  # decided: seen both


def test_base_is_several_versions_old(ani: User, sari: Person) -> None:
    for name, phone in (("B", "1"), ("C", "2"), ("D", "2")):
        change(ani, sari, None, name=name, phone=phone)
    with pytest.raises(Conflict) as told:
        change(ani, sari, 1, name="E")
    assert told.value.fields == [FieldConflict("name", "D", "E")]
    assert change(ani, sari, 3, phone="3")  # nobody touched the telephone since version 3
    assert change(ani, sari, 1, title_after="Apt")
    assert not change(ani, sari, 1, name="Sari")  # as it was when the writer looked: untouched


def test_there_and_back_is_no_conflict(ani: User, sari: Person) -> None:
    change(ani, sari, 1, name="B")
    change(ani, sari, 2, name="Sari")
    assert change(ani, sari, 1, name="C")


def test_reports_in_between_do_not_hide_a_change(world: World) -> None:
    """A report on a promise is an event without a version: it must not end the walk back."""
    promise = world.promise_new
    with world.doing("notulis") as open_act:
        change_commitment(open_act, promise, base=1, what="Posyandu malam")
    with world.doing("notulis") as open_act:
        record_update(open_act, commitment=promise, text="Sudah disiapkan")
    again = Commitment.objects.get(pk=promise.pk)
    with pytest.raises(Conflict), world.doing("kepala_puskesmas") as open_act:
        change_commitment(open_act, again, base=1, what="Posyandu pagi")


def test_the_same_place_and_hour_are_no_change(world: World) -> None:
    """Related things by their id, instants whatever the zone they were typed in."""
    meeting = Meeting.objects.get(pk=world.planned.pk)
    typed = wib(9, 25).replace(tzinfo=None)
    jayapura = datetime(2026, 9, 25, 11, tzinfo=ZoneInfo("Asia/Jayapura"))
    before = Event.objects.count()
    for starts_at in (typed, jayapura, meeting.starts_at):
        with world.doing("notulis") as open_act:
            change_meeting(open_act, meeting, base=1, starts_at=starts_at, region=meeting.region)
    assert Event.objects.count() == before
    with world.doing("notulis") as open_act:
        change_commitment(open_act, world.promise_new, base=1, region=world.village)
    assert Event.objects.count() == before


def test_an_emptied_place_is_the_home_of_the_forum(world: World) -> None:
    with world.doing("notulis") as open_act:
        change_commitment(open_act, world.promise_new, region=None, due_on=date(2026, 9, 2))
    promise = Commitment.objects.get(pk=world.promise_new.pk)
    assert (promise.region, promise.region_path) == (world.kecamatan, world.kecamatan.path)

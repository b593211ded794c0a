"""Arriving, leaving, standing in, and the entries that wait: what the actions write."""

from datetime import datetime, time
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.journal.models import Event
from mufakat.meetings import actions, rules
from mufakat.meetings.models import CheckIn, Meeting, Participant
from mufakat.meetings.rules import door
from tests.world import World, wib

pytestmark = pytest.mark.django_db
NOW = wib(6, 26, 9, 25)
SIGNED = [[10, 10, 200, 100], [5, 5]]


def absent(world: World) -> Participant:
    return world.opened.participants.get(name="Maria Tanudjaja")


def present(world: World) -> Participant:
    return world.opened.participants.filter(present=True).order_by("name")[0]


def arrive(world: World, who: Participant, at: datetime = NOW, **more: Any) -> bool:
    with world.doing("notulis", at) as act:
        return actions.record_arrival(act, who.meeting, who, **more)


def enter(world: World, at: datetime = NOW, meeting: Meeting | None = None, **more: Any) -> CheckIn:
    """Through the door, with the right code unless another is given."""
    meeting = meeting or world.opened
    code = rules.place_code(meeting.pk, at)
    with world.doing("notulis", at) as act:
        return actions.record_checkin(act, meeting, **{"source": "qr", "code": code, **more})


def accept(world: World, entry: CheckIn, who: Participant | None = None, **more: Any) -> Any:
    with world.doing("notulis", more.pop("at", NOW)) as act:
        return actions.accept_checkin(act, entry.meeting, entry, who=who, **more)


def again(who: Participant) -> Participant:
    return Participant.objects.get(pk=who.pk)


def events(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


# -- The desk ---------------------------------------------------------------------------------


def test_arrival_is_now_or_at_the_hour_that_is_typed(world: World) -> None:
    who = absent(world)
    assert arrive(world, who)
    who.refresh_from_db()
    assert who.present and who.arrived_at == NOW
    assert arrive(world, who, hour=time(9, 5))
    who.refresh_from_db()
    assert who.arrived_at == wib(6, 26, 9, 5)


def test_two_desks_do_not_move_each_others_hour(world: World) -> None:
    who = absent(world)
    arrive(world, who)
    stale = Participant.objects.get(pk=who.pk)
    before = events("arrival.recorded")
    assert not arrive(world, stale, wib(6, 26, 9, 50))
    who.refresh_from_db()
    assert who.arrived_at == NOW and events("arrival.recorded") == before


def test_one_ticked_on_the_list_gets_his_hour_at_the_desk(world: World) -> None:
    who = present(world)
    assert who.arrived_at is None
    assert arrive(world, who)
    who.refresh_from_db()
    assert who.arrived_at == NOW


def test_arrival_and_departure_are_taken_back(world: World) -> None:
    who = absent(world)
    arrive(world, who)
    with world.doing("notulis", wib(6, 26, 11)) as act:
        actions.record_departure(act, world.opened, who)
    who.refresh_from_db()
    assert who.left_at == wib(6, 26, 11)
    with world.doing("notulis", wib(6, 26, 11, 1)) as act:
        actions.withdraw_departure(act, world.opened, who)
    assert again(who).left_at is None and again(who).present
    with world.doing("notulis", wib(6, 26, 11, 2)) as act:
        actions.withdraw_arrival(act, world.opened, who)
    assert not again(who).present and again(who).arrived_at is None


def test_nobody_leaves_before_he_came_or_without_having_come(world: World) -> None:
    who = absent(world)
    with pytest.raises(RuleBroken, match="not_present"), world.doing("notulis", NOW) as act:
        actions.record_departure(act, world.opened, who)
    arrive(world, who)
    with pytest.raises(RuleBroken, match="before_arrival"), world.doing("notulis", NOW) as act:
        actions.record_departure(act, world.opened, who, hour=time(9, 0))


def test_unticking_on_the_list_takes_the_hours_along(world: World) -> None:
    who = absent(world)
    arrive(world, who)
    with world.doing("notulis", NOW) as act:
        actions.record_attendance(act, world.opened, came=(), did_not_come=[str(who.pk)])
    who.refresh_from_db()
    assert not who.present and who.arrived_at is None


def test_people_arrive_before_the_opening_but_not_before_the_day(world: World) -> None:
    who = Participant.objects.create(
        meeting=world.planned, name="Ayu", sector="agama", invited=True
    )
    with pytest.raises(RuleBroken, match="before_its_day"):
        arrive(world, who, wib(9, 24, 9))
    assert arrive(world, who, wib(9, 25, 8, 40))
    world.planned.refresh_from_db()
    assert world.planned.state == "planned"


def test_after_ratification_an_arrival_goes_into_the_addendum(world: World) -> None:
    who = world.ratified.participants.get(name="Maria Tanudjaja")
    arrive(world, who, wib(4, 2, 9), hour=time(9, 30))
    who.refresh_from_db()
    assert who.is_late and who.arrived_at == wib(3, 27, 9, 30)
    there = world.ratified.participants.filter(present=True, late_at=None)[0]
    assert not arrive(world, there, wib(4, 2, 9))
    for one in (who, there):
        with pytest.raises(RuleBroken, match="ratified"), world.doing("notulis", wib(4, 2)) as act:
            actions.withdraw_arrival(act, world.ratified, one)


def test_a_representative_belongs_to_the_body_of_the_invited(world: World) -> None:
    invited = absent(world)
    with world.doing("notulis", NOW) as act:
        entry = actions.record_representative(act, world.opened, invited, name="Rudi Hartono")
    came = entry.participant
    assert came is not None and came.represented == invited
    assert (came.represents, came.organisation) == (invited.name, invited.organisation)
    assert came.present and not came.invited and came.arrived_at == NOW
    invited.refresh_from_db()
    assert not invited.present


def test_who_is_present_is_not_represented(world: World) -> None:
    with pytest.raises(RuleBroken, match="came_himself"), world.doing("notulis", NOW) as act:
        actions.record_representative(act, world.opened, present(world), name="Rudi Hartono")


# -- The door ---------------------------------------------------------------------------------


def test_a_right_entry_of_somebody_invited_is_accepted_at_once(world: World) -> None:
    who = absent(world)
    entry = enter(world, participant=who, signature=SIGNED)
    who.refresh_from_db()
    assert entry.state == "accepted" and who.present and who.arrived_at == NOW
    assert CheckIn.objects.get().signature == SIGNED


def test_somebody_who_types_himself_in_comes_onto_the_list(world: World) -> None:
    entry = enter(world, name="Joko  Susilo 😊", organisation_name="kua bojongloa kaler")
    came = entry.participant
    assert came is not None and (came.name, came.organisation) == ("Joko Susilo", world.kua)
    assert came.present and not came.invited and came.sector == "agama"
    other = enter(
        world, name="Tini Wati", organisation_name="RW 05", sector="kelurahan"
    ).participant
    assert other is not None and (other.organisation, other.organisation_name) == (None, "RW 05")


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({"code": ""}, "no_code"),
        ({"code": "12"}, "wrong_code"),
        ({"at": wib(6, 26, 20)}, "outside_hours"),
        ({"at": wib(6, 25, 9)}, "outside_hours"),
    ],
)
def test_a_doubtful_entry_is_marked_not_lost(world: World, more: Any, mark: str) -> None:
    who = absent(world)
    entry = enter(world, participant=who, signature=SIGNED, **more)
    assert (entry.state, entry.marks) == ("waiting", [mark])
    assert not again(who).present
    accept(world, entry, who)
    entry.refresh_from_db()
    assert again(who).present and entry.state == "accepted"
    assert again(who).arrived_at == (None if mark == "outside_hours" else entry.at)


def test_the_door_of_a_cancelled_session_takes_nothing(world: World) -> None:
    with world.doing("notulis", wib(9, 1)) as act:
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    with pytest.raises(RuleBroken, match="cancelled"):
        enter(world, wib(9, 25), world.planned, name="Joko Susilo")
    assert not CheckIn.objects.exists()


def test_an_entry_after_ratification_waits_and_becomes_an_addendum(world: World) -> None:
    at = wib(3, 27, 13)
    entry = enter(world, at, world.ratified, name="Joko Susilo")
    assert (entry.state, entry.marks) == ("waiting", ["ratified"])
    came = accept(world, entry, at=wib(3, 28))
    assert came.is_late and came.present


def test_what_stands_in_ratified_minutes_keeps_its_hours(world: World) -> None:
    """A signature that comes afterwards is kept with its entry; the list as it was ratified stays."""
    there = world.ratified.participants.filter(present=True, late_at=None)[0]
    entry = enter(world, wib(3, 27, 9, 30), world.ratified, participant=there, signature=SIGNED)
    accept(world, entry, there, at=wib(3, 28))
    entry.refresh_from_db()
    assert entry.state == "merged" and entry.signature == SIGNED
    assert (again(there).arrived_at, again(there).late_at) == (None, None)


def test_two_people_of_one_name_both_come_in(world: World) -> None:
    """The second is asked about, and says at the desk that he is another."""
    first = enter(world, name="Siti Aminah", organisation_name="RW 01")
    second = enter(world, wib(6, 26, 9, 30), name="Siti Aminah", organisation_name="RW 02")
    assert first.state == "accepted"
    assert (second.state, second.marks) == ("waiting", ["alike"])
    accept(world, second)
    assert world.opened.participants.filter(name="Siti Aminah", present=True).count() == 2


def test_the_same_person_keeps_the_earliest_hour_and_the_signature(world: World) -> None:
    who = absent(world)
    entry = enter(world, name="Tanudjaja Maria", signature=SIGNED)
    assert entry.marks == ["alike"]
    arrive(world, who, wib(6, 26, 9, 40))
    people = world.opened.participants.count()
    accept(world, entry, who, at=wib(6, 26, 9, 45))
    who.refresh_from_db()
    entry.refresh_from_db()
    assert who.arrived_at == NOW and entry.state == "merged" and entry.participant == who
    assert world.opened.participants.count() == people


def test_qr_twice_is_asked_about_but_a_signature_after_a_tick_is_not(world: World) -> None:
    ticked = present(world)
    assert enter(world, participant=ticked, signature=SIGNED).state == "merged"
    again = enter(world, participant=ticked, signature=SIGNED)
    assert (again.state, again.marks) == ("waiting", ["came_already"])


def test_by_one_phone_two_spellings_are_one(world: World) -> None:
    Participant.objects.filter(pk=absent(world).pk).update(phone="0812 5555 0177")
    entry = enter(world, name="Ibu Tanu", phone="+62 812-5555-0177")
    assert entry.marks == ["alike"]


def test_entries_of_one_person_are_decided_together(world: World) -> None:
    first = enter(world, name="Joko Susilo", code="")
    second = enter(world, wib(6, 26, 9, 28), name="Joko Susilo, S.H.", code="", signature=SIGNED)
    came = accept(world, first, together=[second])
    assert came.present and came.arrived_at == NOW
    assert sorted(CheckIn.objects.values_list("state", flat=True)) == ["accepted", "merged"]
    assert set(CheckIn.objects.values_list("participant", flat=True)) == {came.pk}


def test_the_second_yes_is_harmless(world: World) -> None:
    entry = enter(world, name="Joko Susilo", code="")
    came = accept(world, entry)
    people, told = world.opened.participants.count(), events("checkin.accepted")
    assert accept(world, entry) == came
    assert (world.opened.participants.count(), events("checkin.accepted")) == (people, told)


def test_a_refused_entry_stays_on_record(world: World) -> None:
    entry = enter(world, name="Joko Susilo", code="")
    for _again in range(2):
        with world.doing("notulis", NOW) as act:
            actions.refuse_checkin(act, world.opened, entry)
    entry.refresh_from_db()
    assert entry.state == "refused" and events("checkin.refused") == 1
    assert not world.opened.participants.filter(name="Joko Susilo").exists()


def test_who_stands_in_for_one_who_came_is_asked_about(world: World) -> None:
    entry = enter(world, represented=present(world), name="Rudi Hartono")
    assert entry.marks == ["stood_in_for"]
    free = absent(world)
    assert enter(world, represented=free, name="Rudi Hartono").state == "accepted"
    assert enter(world, represented=free, name="Agus Salim").marks == ["stood_in_for"]


def test_a_flood_from_afar_keeps_nobody_out_who_is_here(world: World) -> None:
    waiting = [
        CheckIn(meeting=world.opened, source="qr", state="waiting", name="x", at=NOW)
        for _ in range(door.MOST_WAITING)
    ]
    CheckIn.objects.bulk_create(waiting)
    with pytest.raises(RuleBroken, match=r"door\.full"):
        enter(world, name="Joko Susilo", code="")
    assert enter(world, name="Joko Susilo").state == "accepted"  # he knows the code: he is here
    at_the_desk = enter(world, name="Tini Wati", source="registrar", code="")
    assert at_the_desk.state == "accepted"


def test_many_typed_names_wait_for_the_registrar(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_TYPED", 1)
    assert enter(world, name="Joko Susilo").state == "accepted"
    assert enter(world, name="Tini Wati").marks == ["many"]


def test_a_new_door_closes_the_one_before(world: World) -> None:
    links = []
    for _each in range(2):
        with world.doing("notulis", NOW) as act:
            links.append(actions.record_door(act, world.opened, name="Pintu"))
    links[0].refresh_from_db()
    assert links[0].ended_at and links[1].ended_at is None
    assert links[1].valid_until == wib(7, 3, 12)


def test_a_session_without_a_day_has_no_door(world: World) -> None:
    with pytest.raises(RuleBroken, match="no_date"), world.doing("notulis", NOW) as act:
        actions.record_door(act, world.undated, name="Pintu")


def test_who_has_an_entry_is_not_taken_off_the_list(world: World) -> None:
    who = Participant.objects.create(
        meeting=world.planned, name="Ayu W", sector="agama", invited=True
    )
    enter(world, wib(9, 20), world.planned, participant=who)
    with pytest.raises(RuleBroken, match="signed_in"), world.doing("notulis", wib(9, 20)) as act:
        actions.withdraw_participant(act, world.planned, who)
    assert again(who).name == "Ayu W"

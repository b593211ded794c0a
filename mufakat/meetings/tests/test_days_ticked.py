"""The list that is ticked in a session of several days; a night that is no second day; who looked and then left."""

from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.meetings import actions, rules
from mufakat.meetings.models import Meeting, Participant
from tests.world import World, came, wib

pytestmark = pytest.mark.django_db
ZONE = "Asia/Jakarta"


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        (wib(7, 27, 19), wib(7, 28, 0, 30), 1),
        (wib(7, 27, 19), wib(7, 28, 0), 1),
        (wib(7, 27, 20), wib(7, 28, 5, 59), 1),
        (wib(7, 27, 13), wib(7, 28, 8), 2),
        (wib(7, 27, 13), wib(7, 29, 12), 3),
        (wib(7, 27, 9), wib(7, 29, 1), 2),
        (wib(7, 27, 1), wib(7, 27, 4), 1),
    ],
)
def test_a_night_is_no_second_day(starts: Any, ends: Any, days: int) -> None:
    assert len(rules.days_of(starts, ends, ZONE)) == days


@pytest.fixture
def meeting(world: World) -> Meeting:
    """The open session, of three days: 26 June 08.00 to 28 June 12.00."""
    Meeting.objects.filter(pk=world.opened.pk).update(
        starts_at=wib(6, 26, 8), ends_at=wib(6, 28, 12)
    )
    return Meeting.objects.get(pk=world.opened.pk)


def days_of(who: Participant) -> list[int]:
    who.refresh_from_db()
    return [day.day for day in rules.days_there(who, ZONE)]


def test_a_tick_on_the_second_day_is_of_the_second_day(world: World, meeting: Meeting) -> None:
    who, client = meeting.participants.get(name="Maria Tanudjaja"), world.client("notulis")
    url = f"{meeting.get_absolute_url()}kehadiran/catat/"
    with world.doing("notulis", wib(6, 26, 9)) as act:
        actions.record_arrival(act, meeting, who)
    hours = who.arrived_at
    with time_machine.travel(wib(6, 27, 9), tick=False):
        box = f'name="came" value="{who.pk}"'
        assert f"{box} checked" not in client.get(url).content.decode()
        for came_today, expected in ((True, [26, 27]), (False, [26]), (True, [26, 27])):
            was = [] if came_today else [str(who.pk)]
            sent = {"act_id": str(new_id()), "was": " ".join(was)}
            ticked = {"came": [str(who.pk)]} if came_today else {}
            assert client.post(url, {**sent, **ticked}).status_code == 303
            assert days_of(who) == expected and who.present
            assert (f"{box} checked" in client.get(url).content.decode()) is came_today
    who.refresh_from_db()
    assert who.arrived_at == hours
    with world.doing("notulis", wib(6, 28, 9)) as act:
        actions.record_attendance(act, meeting, came=[], did_not_come=[str(who.pk)])
    assert days_of(who) == [26, 27]  # he stood on no list of the third day


def test_who_is_unticked_on_his_only_day_did_not_come(world: World, meeting: Meeting) -> None:
    who = meeting.participants.get(name="Maria Tanudjaja")
    with world.doing("notulis", wib(6, 27, 9)) as act:
        actions.record_attendance(act, meeting, came=[str(who.pk)], did_not_come=[])
    assert days_of(who) == [27]
    with world.doing("notulis", wib(6, 27, 10)) as act:
        actions.record_attendance(act, meeting, came=[], did_not_come=[str(who.pk)])
    assert days_of(who) == [] and not who.present and who.days == {}


def test_everyone_came_on_each_day(world: World, meeting: Meeting) -> None:
    meeting.participants.update(present=False, arrived_at=None, left_at=None)
    for day in (26, 27):
        with world.doing("notulis", wib(6, day, 9)) as act:
            actions.fill_attendance(act, meeting)
    invited = meeting.participants.filter(invited=True)
    assert invited.count() > 2 and all(days_of(each) == [26, 27] for each in invited)


def test_who_looked_at_a_promise_was_there(world: World) -> None:
    camat = world.people["camat"]
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(priority="high")
    came(world, camat)
    with world.doing("notulis", wib(6, 26, 10)) as act:
        given = actions.give_verdict(
            act,
            world.opened,
            commitment=Commitment.objects.get(pk=world.promise_waiting.pk),
            verdict="kept",
            checked_by=camat,
            proof_seen=True,
        )
    row = world.opened.participants.get(person=camat)
    gone: Any = {"came": [], "did_not_come": [str(row.pk)]}
    with pytest.raises(RuleBroken, match=r"arrival\.looked"), world.doing("notulis") as act:
        actions.record_attendance(act, world.opened, **gone)
    with (
        pytest.raises(RuleBroken, match=r"arrival\.looked"),
        world.doing("notulis", wib(6, 26, 11)) as act,
    ):
        actions.withdraw_arrival(act, world.opened, row)
    with world.doing("notulis", wib(6, 26, 11)) as act:
        actions.withdraw_verdict(act, world.opened, Verdict.objects.get(pk=given.pk))
    with world.doing("notulis", wib(6, 26, 11)) as act:
        actions.record_attendance(act, world.opened, **gone)
    row.refresh_from_db()
    assert not row.present


def test_two_rows_whose_hours_do_not_fit_become_one(world: World) -> None:
    rows = []
    for name, hours in (
        ("Tetap", {"left_at": wib(6, 26, 10)}),
        ("Pergi", {"arrived_at": wib(6, 26, 11)}),
    ):
        with world.doing("notulis", wib(6, 26, 9)) as act:
            row = actions.record_participant(act, world.opened, name=name)
        Participant.objects.filter(pk=row.pk).update(**hours)
        rows.append(Participant.objects.get(pk=row.pk))
    with world.doing("notulis", wib(6, 26, 12)) as act:
        actions.merge_participant(act, world.opened, rows[1], who=rows[0])
    stays = Participant.objects.get(pk=rows[0].pk)
    assert (stays.arrived_at, stays.left_at) == (wib(6, 26, 11), None)


def test_the_days_end_with_the_session() -> None:
    assert rules.days_of(wib(7, 27, 13), wib(7, 29, 12), ZONE)[-1] == date(2026, 7, 29)

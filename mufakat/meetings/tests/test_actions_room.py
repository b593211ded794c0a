"""In the room: two sessions of one day, a new date after the year, everyone invited came."""

from datetime import date
from typing import Any

import pytest

from mufakat.commitments.models import Commitment
from mufakat.core.errors import RuleBroken
from mufakat.journal.models import Event
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Participant
from mufakat.meetings.queries import carried_into, obstacles
from tests.world import World, wib


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def table_of(meeting: Meeting) -> set[Commitment]:
    return set(carried_into(Meeting.objects.get(pk=meeting.pk)))


def session_of(world: World, hour: int) -> tuple[Meeting, Commitment]:
    """A session of 2 November, under way, with a promise and one who came."""
    with world.doing("notulis", wib(11, 2, hour)) as open_act:
        meeting = actions.record_meeting(
            open_act,
            forum=world.forum,
            kind="RAKOR",
            title=f"Rakor pukul {hour}",
            starts_at=wib(11, 2, hour),
            ends_at=wib(11, 2, hour + 1),
        )
        actions.open_meeting(open_act, meeting)
        actions.record_participant(open_act, meeting, name="Ani")
        promise = actions.record_commitment(
            open_act,
            meeting,
            what=f"Janji pukul {hour}",
            due_on=date(2026, 12, 1),
            owner_organisation=world.kua,
        )
    return meeting, promise


def judge(world: World, meeting: Meeting, promise: Commitment, verdict: str = "kept") -> None:
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act,
            Meeting.objects.get(pk=meeting.pk),
            commitment=Commitment.objects.get(pk=promise.pk),
            verdict=verdict,
            reason="x",
        )


def move(world: World, meeting: Meeting, day: int, hour: int) -> None:
    with world.doing("notulis") as open_act:
        now = Meeting.objects.get(pk=meeting.pk)
        actions.change_meeting(
            open_act, now, starts_at=wib(11, day, hour), ends_at=wib(11, day, hour + 1)
        )


def test_of_two_sessions_on_one_day_only_the_later_asks(world: World) -> None:
    later, of_later = session_of(world, 14)
    earlier, of_earlier = session_of(world, 8)  # planned second, held first
    assert of_later not in table_of(earlier)
    assert of_earlier in table_of(later)
    move(world, world.undated, 27, 9)
    assert {of_earlier, of_later} <= table_of(world.undated)
    with refused("verdict.made_here"):
        judge(world, earlier, of_later)
    judge(world, later, of_earlier)


def test_the_earlier_of_one_day_can_be_ratified_alone(world: World) -> None:
    judge(world, world.opened, world.promise_waiting, "partly")
    with world.doing("chair") as open_act:
        actions.ratify_meeting(open_act, Meeting.objects.get(pk=world.opened.pk))
    with world.doing("notulis") as open_act:
        meeting = Meeting.objects.get(pk=world.planned.pk)
        actions.cancel_meeting(open_act, meeting, reason="Banjir")
    earlier, _made = session_of(world, 8)
    session_of(world, 14)
    for promise in table_of(earlier):
        judge(world, earlier, promise, "partly")
    assert obstacles(Meeting.objects.get(pk=earlier.pk)) == []


def test_moved_hours_turn_the_tables(world: World) -> None:
    one, of_one = session_of(world, 8)
    two, of_two = session_of(world, 14)
    move(world, one, 2, 17)
    assert of_two in table_of(one) and of_one not in table_of(two)
    move(world, one, 3, 7)
    assert of_two in table_of(one) and of_one not in table_of(two)
    move(world, one, 2, 14)  # at the same hour neither is later: both ask
    assert of_two in table_of(one) and of_one in table_of(two)


def test_what_was_judged_stays_on_the_table_when_hours_move(world: World) -> None:
    _one, of_one = session_of(world, 8)
    two, _of_two = session_of(world, 14)
    judge(world, two, of_one)
    move(world, two, 2, 7)
    assert of_one in table_of(two)


@pytest.mark.parametrize("verdict", ["continued", "changed"])
def test_a_new_date_after_the_year_is_asked_about(world: World, verdict: str) -> None:
    fields = {"verdict": verdict, "reason": "x", "new_due_on": date(2027, 1, 31)}
    for confirmed in (False, True):
        with world.doing("notulis") as open_act:
            given: dict[str, Any] = {
                **fields,
                "due_confirmed": confirmed,
                "commitment": world.promise_waiting,
            }
            meeting = Meeting.objects.get(pk=world.opened.pk)
            if confirmed:
                verdict_given = actions.give_verdict(open_act, meeting, **given)
                assert verdict_given.due_after == date(2027, 1, 31)
            else:
                with refused("verdict.date_after_year"):
                    actions.give_verdict(open_act, meeting, **given)


# -- Everyone invited came --------------------------------------------------------------------


def fill(world: World, meeting: Meeting) -> int:
    with world.doing("notulis") as open_act:
        return actions.fill_attendance(open_act, Meeting.objects.get(pk=meeting.pk))


def test_everyone_invited_is_present_at_once(world: World) -> None:
    with world.doing("notulis") as open_act:
        meeting = Meeting.objects.get(pk=world.opened.pk)
        actions.record_participant(open_act, meeting, name="Tamu yang pulang", present=False)
    assert fill(world, world.opened) == 5
    assert Participant.objects.get(name="Tamu yang pulang").present is False
    event = Event.objects.order_by("-seq")[0]
    assert (event.verb, len(event.data["came"])) == ("attendance.filled", 1)
    absent = str(meeting.participants.filter(invited=True)[0].pk)
    with world.doing("notulis") as open_act:
        left = actions.record_attendance(open_act, meeting, came=[], did_not_come=[absent])
    assert left == 4


def test_everyone_came_only_to_a_session_under_way(world: World) -> None:
    for meeting, code in (
        (world.planned, "meeting.not_open"),
        (world.ratified, "meeting.ratified"),  # the absent would come into the addendum
    ):
        with refused(code):
            fill(world, meeting)
    with world.doing("notulis") as open_act:
        actions.cancel_meeting(open_act, Meeting.objects.get(pk=world.planned.pk), reason="x")
    with refused("meeting.cancelled"):
        fill(world, world.planned)


def test_somebody_must_be_invited(world: World) -> None:
    meeting, _ = session_of(world, 8)
    with refused("attendance.nobody_invited"):
        fill(world, meeting)

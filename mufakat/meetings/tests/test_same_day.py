"""Two sessions of a forum on one day: the later session has the last word, whichever is written down first."""

from datetime import date
from typing import Any

import pytest

from mufakat.commitments.history import overdue_then
from mufakat.commitments.models import Commitment
from mufakat.commitments.queries import timeline_of
from mufakat.core.errors import RuleBroken
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def session(world: World, title: str, hour: int) -> Meeting:
    with world.doing("notulis") as act:
        fields: dict[str, Any] = {"kind": "LM-TR", "title": title}
        fields |= {"starts_at": wib(7, 10, hour), "ends_at": wib(7, 10, hour + 2)}
        meeting = actions.record_meeting(act, forum=world.forum, **fields)
        actions.open_meeting(act, meeting)
    return meeting


def judge(world: World, meeting: Meeting, verdict: str, **fields: Any) -> Any:
    promise = Commitment.objects.get(pk=world.promise_waiting.pk)
    with world.doing("notulis") as act:
        return actions.give_verdict(act, meeting, commitment=promise, verdict=verdict, **fields)


def now(world: World) -> Commitment:
    return Commitment.objects.get(pk=world.promise_waiting.pk)


@pytest.fixture
def sessions(world: World) -> tuple[Meeting, Meeting]:
    return session(world, "Rapat pagi", 8), session(world, "Rapat siang", 13)


def test_the_morning_written_down_late_does_not_undo_the_afternoon(
    world: World, sessions: tuple[Meeting, Meeting]
) -> None:
    morning, afternoon = sessions
    judge(world, afternoon, "kept")
    assert world.promise_waiting in queries.carried_into(morning)
    judge(world, morning, "continued", new_due_on=date(2026, 8, 31))
    assert now(world).state == "kept"
    assert [m.verdict.verdict for m in timeline_of(now(world)).moments if m.verdict] == [
        "continued",
        "kept",
    ]
    late = overdue_then(Commitment.objects.all(), date(2026, 9, 30))
    assert world.promise_waiting not in late


def test_the_afternoon_that_continued_keeps_its_date(
    world: World, sessions: tuple[Meeting, Meeting]
) -> None:
    morning, afternoon = sessions
    judge(world, afternoon, "continued", new_due_on=date(2026, 10, 1))
    given = judge(world, morning, "continued", new_due_on=date(2026, 8, 31))
    assert given.due_before == date(2026, 5, 31)  # as the morning found it
    assert (now(world).state, now(world).due_on) == ("open", date(2026, 10, 1))
    late = overdue_then(Commitment.objects.all(), date(2026, 9, 15))
    assert world.promise_waiting not in late
    made = {m.commitment.id: m.due_on for m in queries.made_in(world.ratified)}
    assert made[world.promise_waiting.pk] == date(2026, 5, 31)


def test_what_the_morning_closed_does_not_come_in_the_afternoon(
    world: World, sessions: tuple[Meeting, Meeting]
) -> None:
    morning, afternoon = sessions
    judge(world, morning, "kept")
    assert world.promise_waiting not in queries.carried_into(afternoon)
    with pytest.raises(RuleBroken, match=r"verdict\.not_on_table"):
        judge(world, afternoon, "partly", reason="x")


def test_the_later_verdict_is_taken_back_first(
    world: World, sessions: tuple[Meeting, Meeting]
) -> None:
    morning, afternoon = sessions
    last = judge(world, afternoon, "kept")
    first = judge(world, morning, "continued", new_due_on=date(2026, 8, 31))
    with world.doing("notulis") as act:
        with pytest.raises(RuleBroken, match=r"verdict\.built_upon"):
            actions.withdraw_verdict(act, morning, first)
        actions.withdraw_verdict(act, afternoon, last)
    assert (now(world).state, now(world).due_on) == ("open", date(2026, 8, 31))


def test_a_corrected_hour_moves_the_last_word(
    world: World, sessions: tuple[Meeting, Meeting]
) -> None:
    """The session noted for the morning was the evening's."""
    morning, afternoon = sessions
    judge(world, afternoon, "kept")
    judge(world, morning, "continued", new_due_on=date(2026, 8, 31))
    with world.doing("notulis") as act:
        begin, end = wib(7, 10, 18), wib(7, 10, 20)
        actions.change_meeting(act, morning, starts_at=begin, ends_at=end)
    assert (now(world).state, now(world).due_on) == ("open", date(2026, 8, 31))

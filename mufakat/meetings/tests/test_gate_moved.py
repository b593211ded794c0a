"""A check is of what was promised and shown when somebody looked: what moves afterwards nobody has seen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.commitments import actions, queries
from mufakat.commitments.models import Check, Commitment, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Meeting
from tests.world import World, came, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def fresh(world: World) -> Commitment:
    return Commitment.objects.get(pk=world.promise_waiting.pk)


def looked_at(world: World) -> Commitment:
    """Of high priority, reported as done, and the chair was content with it."""
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(priority="high")
    with world.doing("partner", wib(6, 20)) as act:
        actions.record_update(act, commitment=fresh(world), text="Sudah.", says_done=True)
    with world.doing("chair", wib(6, 21)) as act:
        actions.record_check(act, commitment=fresh(world), adequate=True)
    return fresh(world)


def passes(world: World, who: str = "notulis") -> bool:
    gate = queries.gate_of(fresh(world), str(world.users[who].pk), date(2026, 9, 25))
    return not gate.needs_check


def judged(world: World, verdict: str, **more: Any) -> Verdict:
    with world.doing("notulis", wib(6, 26, 11)) as act:
        return meetings.give_verdict(
            act, world.opened, commitment=fresh(world), verdict=verdict, **more
        )


def changed(world: World, **fields: Any) -> None:
    with world.doing("notulis", wib(6, 22)) as act:
        actions.change_commitment(act, fresh(world), owner_confirmed=True, **fields)


def asked_for_later(world: World) -> None:
    with world.doing("partner", wib(6, 22)) as act:
        actions.request_date(
            act, commitment=fresh(world), wanted_on=date(2026, 9, 1), reason="belum"
        )


MOVES: dict[str, Callable[[World], Any]] = {
    "goes on": lambda world: judged(world, "continued", new_due_on=date(2026, 9, 15)),
    "changed": lambda world: judged(
        world, "changed", new_what="Melatih 200 kader", new_due_on=date(2026, 9, 15), reason="x"
    ),
    "words": lambda world: changed(world, what="Melatih 2.000 kader"),
    "day": lambda world: changed(world, due_on=date(2026, 12, 1)),
    "owner": lambda world: changed(world, owner_organisation=world.citarip),
    "another day is asked for": asked_for_later,
}


@pytest.mark.parametrize("move", list(MOVES))
def test_a_check_of_before_counts_no_more(world: World, move: str) -> None:
    looked_at(world)
    assert passes(world)
    MOVES[move](world)
    assert not passes(world)


def test_a_slip_that_is_put_right_moves_nothing(world: World) -> None:
    before = looked_at(world).what
    changed(world, what="Melatih 2.000 kader")
    changed(world, what=before)
    verdict = judged(world, "continued", new_due_on=date(2026, 9, 15))
    with world.doing("notulis", wib(6, 26, 12)) as act:
        meetings.withdraw_verdict(act, Meeting.objects.get(pk=world.opened.pk), verdict)
    assert passes(world)


def test_who_looked_and_holds_it_now_is_no_second(world: World) -> None:
    looked_at(world)
    with world.doing("notulis", wib(6, 25)) as act:
        actions.hand_commitment(
            act, fresh(world), person=world.people["camat"], reason="x", owner_confirmed=True
        )
    assert not passes(world)
    Check.objects.update(at=wib(6, 25, 11))  # nothing has moved since, but it is his own now
    assert not passes(world)
    Check.objects.update(looker=world.people["penghulu"])  # another
    assert passes(world)


def test_the_ball_lies_with_whom_the_gate_waits_for(world: World) -> None:
    """The owner's page says the same as the gate; a session that lets it go on gives the ball to the owner."""

    def holder() -> str:
        way = queries.timeline_of(fresh(world))
        found = queries.ball_of(fresh(world), date(2026, 6, 26), way, asked=False, carried=0)
        return found.holder

    looked_at(world)
    assert holder() == "session"
    assert not queries.to_check(world.users["chair"])
    asked_for_later(world)
    assert holder() == "checker"
    assert [each.what for each in queries.to_check(world.users["chair"])] == [fresh(world).what]
    judged(world, "continued", new_due_on=date(2026, 9, 15))
    assert holder() == "owner"
    assert not queries.to_check(world.users["chair"])


def test_a_second_person_is_another_also_in_a_session_written_down_late(world: World) -> None:
    """A later session has dropped it; the earlier one says "kept" now, by the same rules and with a check on record."""
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(priority="high")
    with time_machine.travel("2026-09-25T05:00:00Z"):
        with world.doing("notulis") as act:
            later = Meeting.objects.get(pk=world.planned.pk)
            meetings.record_participants(act, later)
            meetings.open_meeting(act, later)
            drop: Any = {"verdict": "dropped", "reason": "tidak jadi"}
            meetings.give_verdict(act, later, commitment=fresh(world), **drop)
        came(world, world.people["ngo"])
        with pytest.raises(RuleBroken) as broken:
            judged(world, "kept", checked_by=world.people["ngo"])
        assert (broken.value.code, Check.objects.count()) == ("check.owner", 0)
        judged(world, "kept", checked_by=world.people["camat"])
    assert Check.objects.get().person == world.people["camat"]


def test_a_verdict_that_is_taken_back_takes_its_second_person_along(world: World) -> None:
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(priority="high")
    with world.doing("partner", wib(6, 20)) as act:
        actions.record_update(act, commitment=fresh(world), text="Sudah.", says_done=True)
    given = judged(world, "kept", checked_by=world.users["chair"].person, proof_seen=True)
    assert Check.objects.filter(commitment=fresh(world)).count() == 1
    with world.doing("notulis", wib(6, 26, 12)) as act:
        meetings.withdraw_verdict(act, world.opened, given)
    assert not Check.objects.filter(commitment=fresh(world)).exists() and not passes(world)
    with pytest.raises(RuleBroken, match=r"verdict\.not_checked"):
        judged(world, "kept", proof_seen=True)

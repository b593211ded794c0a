"""How promises stood on a day of the past."""

from datetime import date, timedelta
from typing import Any

import pytest

from mufakat.commitments.history import overdue_then
from mufakat.commitments.models import Commitment, Verdict
from mufakat.commitments.queries import overdue
from mufakat.meetings.actions import change_meeting, give_verdict, open_meeting, withdraw_verdict
from tests.world import TODAY, World, wib

CLOSED = ("kept", "partly", "dropped")


def late_on(on: date) -> set[Commitment]:
    return set(overdue_then(Commitment.objects.all(), on))


def replayed(on: date) -> set[Commitment]:
    """The same by walking through the verdicts one after the other."""
    found = set()
    for promise in Commitment.objects.filter(made_on__lte=on):
        chain = list(promise.verdicts.order_by("session_at", "given_at"))
        due, is_open = (chain[0].due_before if chain else promise.due_on), True
        for verdict in (v for v in chain if v.session_on <= on):
            due, is_open = verdict.due_after, verdict.verdict not in CLOSED
        if is_open and due < on:
            found.add(promise)
    return found


def test_before_and_after_a_verdict(world: World) -> None:
    kept, continued, waiting = world.promise_kept, world.promise_continued, world.promise_waiting
    assert late_on(TODAY - timedelta(days=1)) == {kept, continued, waiting}
    assert late_on(TODAY) == {waiting}
    assert late_on(date(2026, 9, 16)) >= {continued, waiting}
    assert late_on(world.promise_kept.made_on) == set()


def test_a_verdict_taken_back_was_never_given(world: World) -> None:
    verdict = Verdict.objects.get(commitment=world.promise_kept)
    with world.doing("notulis") as act:
        withdraw_verdict(act, world.opened, verdict)
    assert late_on(TODAY) == {world.promise_kept, world.promise_waiting}


@pytest.mark.parametrize("answer", ["kept", "partly", "continued", "changed", "dropped"])
def test_every_day_as_if_replayed(world: World, answer: str) -> None:
    """Judged twice: continued in June, and something else in September."""
    with world.doing("notulis", wib(9, 25)) as act:
        open_meeting(act, world.planned)
        more: dict[str, Any] = {"new_what": "Lain"} if answer == "changed" else {}
        if answer in ("continued", "changed"):
            more["new_due_on"] = date(2026, 12, 1)
        give_verdict(
            act,
            world.planned,
            commitment=world.promise_continued,
            verdict=answer,
            reason="Sebab",
            **more,
        )
    for days in range(300):
        on = date(2026, 3, 20) + timedelta(days=days)
        assert late_on(on) == replayed(on), on
    last = date(2027, 1, 31)
    assert late_on(last) == set(overdue(Commitment.objects.all(), last))


def test_a_session_that_was_moved(world: World) -> None:
    """The verdicts of a session are of its day, also when that day is corrected later."""
    with world.doing("notulis") as act:
        change_meeting(act, world.opened, starts_at=wib(6, 24, 9), ends_at=wib(6, 24, 12))
    assert world.promise_kept not in late_on(date(2026, 6, 25))
    assert world.promise_kept in late_on(date(2026, 6, 23))

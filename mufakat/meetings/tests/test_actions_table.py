"""The loop: what is promised in one session stands on the table of the next until it is closed."""

from datetime import date
from typing import Any

import pytest

from mufakat.commitments.models import Commitment, Verdict
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Minutes
from mufakat.meetings.queries import obstacles, report_card
from tests.world import World, wib

from .test_actions import REASON, do, finish_second, hold, judge, ratify, refused, table_of


def test_what_is_open_stands_on_the_next_table_by_itself(world: World) -> None:
    assert table_of(world.opened) == {
        world.promise_kept,
        world.promise_continued,
        world.promise_waiting,
    }
    assert table_of(world.ratified) == set()
    assert table_of(world.planned) == {
        world.promise_continued,
        world.promise_waiting,
        world.promise_new,
    }
    finish_second(world)
    assert table_of(world.opened) == {
        world.promise_kept,
        world.promise_continued,
        world.promise_waiting,
    }


def test_not_ratified_while_one_waits(world: World) -> None:
    with refused("meeting.not_ready"):
        ratify(world, world.opened)
    assert not Minutes.objects.filter(meeting=world.opened).exists()
    finish_second(world)
    world.opened.refresh_from_db()
    assert (world.opened.state, world.opened.edition) == ("ratified", 1)
    assert world.opened.ratified_by == "Asep Gunawan, S.IP"


@pytest.mark.parametrize(
    ("verdict", "fields", "state", "due_on", "what"),
    [
        ("kept", {}, "kept", date(2026, 5, 31), "Melatih"),
        ("partly", {"reason": "x"}, "partly", date(2026, 5, 31), "Melatih"),
        ("dropped", {"reason": REASON}, "dropped", date(2026, 5, 31), "Melatih"),
        ("continued", {"new_due_on": date(2026, 9, 1)}, "open", date(2026, 9, 1), "Melatih"),
        (
            "changed",
            {"reason": REASON, "new_what": "Membeli", "new_due_on": date(2026, 9, 1)},
            "open",
            date(2026, 9, 1),
            "Membeli",
        ),
    ],
)
def test_verdicts_close_or_keep_open(
    world: World, verdict: str, fields: dict[str, Any], state: str, due_on: date, what: str
) -> None:
    given = judge(world, world.opened, world.promise_waiting, verdict, **fields)
    promise = Commitment.objects.get(pk=world.promise_waiting.pk)
    assert (promise.state, promise.due_on) == (state, due_on)
    assert promise.what.startswith(what)
    assert promise in table_of(world.opened)
    assert (promise in table_of(world.planned)) is (state == "open")
    assert obstacles(world.opened) == []
    do(
        world,
        "notulis",
        actions.withdraw_verdict,
        world.opened,
        verdict=Verdict.objects.get(pk=given.pk),
    )
    promise.refresh_from_db()
    assert (promise.state, promise.due_on) == ("open", date(2026, 5, 31))
    assert promise.what == world.promise_waiting.what
    assert promise in table_of(world.planned)
    assert len(obstacles(world.opened)) == 1


def test_one_verdict_for_each_session(world: World) -> None:
    with refused("verdict.given_already"):
        judge(world, world.opened, world.promise_kept, "dropped", reason=REASON)
    with refused("verdict.made_here"):
        judge(world, world.opened, world.promise_new, "kept")
    with refused("verdict.session_not_open"):
        judge(world, world.planned, world.promise_waiting, "kept")


def test_closed_is_not_judged_again(world: World) -> None:
    finish_second(world)
    hold(world, world.planned)
    with refused("verdict.not_on_table"):
        judge(world, world.planned, world.promise_kept, "dropped", reason=REASON)


def test_a_promise_of_another_forum_is_not_judged_here(world: World) -> None:
    with world.doing("neighbour") as open_act:
        meeting = actions.record_meeting(
            open_act,
            forum=world.neighbour_forum,
            kind="LM-TR",
            title="Soreang",
            starts_at=wib(6, 1),
            ends_at=wib(6, 1, 12),
        )
    hold(world, meeting)
    with refused("verdict.made_here"):
        judge(world, meeting, world.promise_waiting, "kept")
    assert table_of(meeting) == set()


def test_an_earlier_session_comes_first(world: World) -> None:
    hold(world, world.planned)
    for promise in table_of(world.planned):
        judge(world, world.planned, promise, "partly", reason="x")
    with refused("meeting.not_ready"):
        ratify(world, world.planned)
    judge(world, world.opened, world.promise_waiting, "partly", reason="x")
    ratify(world, world.opened)
    ratify(world, world.planned)


def test_an_earlier_session_written_down_late_does_not_undo_the_later(world: World) -> None:
    """The third session has spoken; only then does the note-taker write down what the second had said."""
    hold(world, world.planned)
    later = judge(
        world, world.planned, world.promise_waiting, "continued", new_due_on=date(2026, 12, 1)
    )
    judge(world, world.opened, world.promise_waiting, "continued", new_due_on=date(2026, 9, 1))
    promise = Commitment.objects.get(pk=world.promise_waiting.pk)
    assert (promise.state, promise.due_on) == ("open", date(2026, 12, 1))
    with world.doing("notulis") as open_act:
        actions.withdraw_verdict(open_act, world.planned, Verdict.objects.get(pk=later.pk))
    promise.refresh_from_db()
    assert promise.due_on == date(2026, 9, 1)


def test_the_report_card_adds_up(world: World) -> None:
    card = report_card(world.opened, date(2026, 6, 26))
    assert card.carried_in == sum(card.counts.values()) == 3
    assert (card.kept, card.waiting) == (1, 1)
    judge(world, world.opened, world.promise_waiting, "partly", reason="x")
    card = report_card(Meeting.objects.get(pk=world.opened.pk), date(2026, 6, 26))
    assert card.carried_in == sum(card.counts.values()) == 3
    assert (card.counts["partly"], card.waiting) == (1, 0)
    late = {line.commitment.id: line.days_late for line in card.lines}
    assert late[world.promise_waiting.pk] == 26
    assert late[world.promise_continued.pk] == 11  # as it was before it got a new date

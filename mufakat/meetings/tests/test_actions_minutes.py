"""Ratifying what one has read, and one writer at a time of the order of a forum's minutes."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections

from mufakat.commitments.models import Commitment
from mufakat.core.errors import RuleBroken
from mufakat.journal.queries import last_told
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting, Minutes
from tests import world as worlds
from tests.waiting import wait_until_it_waits
from tests.world import World, wib

ON_SQLITE = connection.vendor == "sqlite"


def judge_the_last(world: World) -> None:
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act,
            Meeting.objects.get(pk=world.opened.pk),
            commitment=Commitment.objects.get(pk=world.promise_waiting.pk),
            verdict="continued",
            new_due_on=date(2026, 9, 30),
        )


def ratify(world: World, seen: int | None) -> None:
    with world.doing("chair") as open_act:
        actions.ratify_meeting(open_act, Meeting.objects.get(pk=world.opened.pk), seen=seen)


def test_the_chair_ratifies_what_he_has_read(world: World) -> None:
    judge_the_last(world)
    seen = last_told(world.opened)
    with world.doing("notulis") as open_act:
        meeting = Meeting.objects.get(pk=world.opened.pk)
        actions.record_note(open_act, meeting, agenda_item=world.item, text="Air & <b>jamban</b>")
        actions.record_participant(open_act, meeting, name="Tamu")
    with pytest.raises(RuleBroken, match=r"meeting\.added_since") as broken:
        ratify(world, seen)
    said = str(broken.value.message)
    assert said.index("Air & <b>jamban</b>") < said.index("Tamu")  # plain words; the page escapes
    assert not Minutes.objects.filter(meeting=world.opened).exists()
    ratify(world, last_told(world.opened))
    assert Minutes.objects.get(meeting=world.opened).edition == 1


@pytest.mark.parametrize("what", ["note", "decision", "promise", "verdict", "plan", "attendance"])
def test_whatever_is_in_the_minutes_counts(world: World, what: str) -> None:
    judge_the_last(world)
    seen = last_told(world.opened)
    with world.doing("notulis") as open_act:
        meeting = Meeting.objects.select_related("forum", "cycle").get(pk=world.opened.pk)
        if what == "note":
            actions.change_note(open_act, world.note, text="Lain")
        elif what == "decision":
            actions.change_decision(open_act, world.decision, text="Lain")
        elif what == "promise":
            promise = Commitment.objects.get(pk=world.promise_new.pk)
            actions.change_commitment(open_act, meeting, promise, what="Lain")
        elif what == "verdict":
            actions.withdraw_verdict(open_act, meeting, world.verdict)
        elif what == "plan":
            actions.change_meeting(open_act, meeting, place="Lain")
        else:
            came = [str(p.pk) for p in meeting.participants.filter(present=False)]
            actions.record_attendance(open_act, meeting, came=came, did_not_come=[])
    with pytest.raises(RuleBroken, match=r"meeting\.added_since"):
        ratify(world, seen)


def test_what_is_not_in_the_minutes_does_not(world: World) -> None:
    judge_the_last(world)
    seen = last_told(world.opened)
    with world.doing("notulis") as open_act:
        meeting = Meeting.objects.get(pk=world.ratified.pk)
        actions.record_note(
            open_act, meeting, agenda_item=meeting.agenda.all()[0], text="Rapat yang lain"
        )
    ratify(world, seen)


# -- Two chairs at once -----------------------------------------------------------------------


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["reopens", "ratifies"])
def test_no_minutes_are_reopened_behind_later_ones(first: str) -> None:
    """One chair reopens session I while another ratifies session II: never both."""
    world = worlds.build()
    judge_the_last(world)
    refused: list[str] = []

    def reopen() -> None:
        with world.doing("chair", wib(7, 1)) as open_act:
            actions.reopen_meeting(
                open_act, Meeting.objects.get(pk=world.ratified.pk), reason="Salah tulis"
            )

    def in_thread(do: Any) -> None:
        try:
            do()
        except RuleBroken as broken:
            refused.append(broken.code)
        finally:
            connections.close_all()

    other = reopen if first == "ratifies" else lambda: ratify(world, None)
    thread = threading.Thread(target=in_thread, args=(other,))
    with world.doing("chair", wib(7, 1)) as open_act:
        if first == "reopens":
            meeting = Meeting.objects.get(pk=world.ratified.pk)
            actions.reopen_meeting(open_act, meeting, reason="Salah tulis")
        else:
            actions.ratify_meeting(open_act, Meeting.objects.get(pk=world.opened.pk))
        thread.start()
        wait_until_it_waits(thread)
    thread.join(30)
    states = dict(Meeting.objects.filter(tribulan__in=(1, 2)).values_list("tribulan", "state"))
    if first == "reopens":
        assert (refused, states) == (["meeting.not_ready"], {1: "open", 2: "open"})
    else:
        assert (refused, states) == (["meeting.not_last"], {1: "ratified", 2: "ratified"})


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_planners_fill_a_year_once() -> None:
    world = worlds.build()
    with world.doing("notulis") as open_act:
        actions.cancel_meeting(open_act, Meeting.objects.get(pk=world.planned.pk), reason="Banjir")
    refused: list[str] = []

    def plan() -> None:
        try:
            with world.doing("kepala_puskesmas") as open_act:
                actions.record_cycle(open_act, forum=world.forum, year=2026)
        except RuleBroken as broken:
            refused.append(broken.code)
        finally:
            connections.close_all()

    thread = threading.Thread(target=plan)
    with world.doing("notulis") as open_act:
        actions.record_cycle(open_act, forum=world.forum, year=2026)
        thread.start()
        wait_until_it_waits(thread)
    thread.join(30)
    assert refused == ["cycle.exists"]
    assert Meeting.objects.filter(tribulan=3, state="planned").count() == 1

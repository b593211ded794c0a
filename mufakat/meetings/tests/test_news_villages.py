"""A village hears what the lokmin answered to what it brought."""

from typing import Any

import pytest
import time_machine

from mufakat.delivery.actions import stop_messages
from mufakat.delivery.models import Part
from mufakat.directory.actions import record_membership
from mufakat.directory.models import Person
from mufakat.meetings import actions, jobs
from mufakat.meetings.models import Meeting
from tests.village import bring_wishes
from tests.world import World, wib

from .test_actions_minutes import judge_the_last


def answered_in_village(world: World, chair: Person | None = None) -> dict[str, str]:
    """The lokmin took up one input and declined another; ratified on Monday. What is told on Tuesday, by name."""
    bring_wishes(world)
    village = world.work["mmd"].forum
    if chair:
        with world.doing("administrator", wib(1, 6)) as act:
            record_membership(act, forum=village, person=chair, role="chair")
    with world.doing("notulis", wib(6, 26, 11)) as act:
        actions.take_input(act, world.opened, inputs=[world.work["wished"].pk])
    judge_the_last(world)
    with time_machine.travel("2026-06-29T02:00:00Z", tick=False):
        jobs.tell_news()
    assert not Part.objects.filter(forum=village).exists()  # not ratified yet
    with world.doing("chair", wib(6, 29, 15)) as act:
        actions.ratify_meeting(act, Meeting.objects.get(pk=world.opened.pk))
    with time_machine.travel("2026-06-30T02:00:00Z", tick=False):
        jobs.tell_news()
    return {part.message.name: part.text for part in Part.objects.filter(forum=village)}


def test_the_village_is_told_what_was_answered(world: World) -> None:
    told = answered_in_village(world)
    assert set(told) == {"Rina Marlina, M.K.M"}  # it has no chair: who leads its host
    (text,) = told.values()
    assert "Air bersih tidak mengalir" in text and world.opened.title in text
    assert "Lampu jalan mati" in text and "Dinas Perhubungan" in text
    assert "jamban" not in text  # not answered yet


def test_the_chair_of_the_village_comes_first(world: World) -> None:
    chair = world.people["penghulu"]
    assert set(answered_in_village(world, chair)) == {str(chair)}


@pytest.mark.parametrize("whose", ["person", "organisation"])
def test_a_head_who_asked_for_silence_is_left_alone(world: World, whose: str) -> None:
    """Himself, or for the body that he leads."""
    head: Any = {"person": world.people["head"], "organisation": world.bodies["citarip"]}
    with world.doing("notulis", wib(6, 25)) as act:
        stop_messages(act, **{whose: head[whose]})
    assert answered_in_village(world) == {}

"""F10: two devices without network; the session was opened on one of them, the other one sends first. What it wrote
waits, and is written down by itself once the session is open: once, under the name of its writer, with its hour."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from mufakat.core import clock
from mufakat.journal.models import Event
from mufakat.journal.worker import work_once
from mufakat.meetings.models import Cause, Note, Problem
from mufakat.offline.jobs import take_up
from mufakat.offline.models import Entry
from mufakat.offline.queries import is_settled
from mufakat.site.reactions import REACTIONS
from tests.world import World

from .device import Phone
from .writing import at, write_note

Phones = Callable[..., Phone]


@pytest.fixture
def clerk(world: World, phone: Phones) -> Phone:
    """Wrote a note, a problem and its cause, and has sent them before anybody else."""
    meeting = world.planned
    with time_machine.travel("2026-09-25T04:00:00Z", tick=False):
        device = phone("kepala_puskesmas")
        write_note(device, world, "Posyandu sore", meeting=meeting, item=meeting.agenda.first())
        problem = device.write(at(meeting, "masalah", "catat"), text="Jamban belum sehat")
        of_it = at(meeting, "masalah", problem)
        device.write(f"{of_it}sebab/catat/", text="Tanah sempit", category="lingkungan")
    with time_machine.travel("2026-09-25T09:00:00Z", tick=False):
        assert list(device.send().values()) == ["parked"] * 3
    assert Entry.objects.filter(~is_settled()).count() == 3
    return device


def work() -> None:
    while work_once(REACTIONS):
        pass


def test_the_opening_comes_later(world: World, phone: Phones, clerk: Phone) -> None:
    meeting = world.planned
    with time_machine.travel("2026-09-25T10:00:00Z", tick=False):
        notulis = phone("notulis")
        notulis.write(at(meeting, "buka"))
        assert list(notulis.send().values()) == ["done"]
        work()
        for event in Event.objects.filter(verb="meeting.opened", subject_id=str(meeting.pk)):
            take_up(event)  # a reaction may come twice
        now = clock.now()
    assert not Entry.objects.filter(~is_settled()).exists()
    note = Note.objects.get(text="Posyandu sore")
    assert note.by_name == str(clerk.user) and now - note.at == timedelta(hours=6)
    problem = Problem.objects.get(text="Jamban belum sehat")
    assert Cause.objects.get(text="Tanah sempit").problem == problem


def test_what_no_rule_lets_pass_still_waits(world: World, phone: Phones, clerk: Phone) -> None:
    meeting = world.planned
    with time_machine.travel("2026-09-25T10:00:00Z", tick=False):
        clerk.write(at(meeting, "catatan", "catat"), text="Tanpa butir")
        clerk.send()
        notulis = phone("notulis")
        notulis.write(at(meeting, "buka"))
        notulis.send()
        work()
    (left,) = Entry.objects.filter(~is_settled())
    assert ["text", "Tanpa butir"] in left.fields
    assert Note.objects.filter(meeting=meeting).count() == 1


def test_a_writer_who_lost_his_right(world: World, phone: Phones, clerk: Phone) -> None:
    """Rights are judged when it is written down; a person decides about the rest."""
    meeting = world.planned
    clerk.user.assignments.update(valid_to="2026-09-24")
    with time_machine.travel("2026-09-25T10:00:00Z", tick=False):
        notulis = phone("notulis")
        notulis.write(at(meeting, "buka"))
        notulis.send()
        work()
    assert Entry.objects.filter(~is_settled()).count() == 3

"""When the tests of sessions happen: after all sessions of the world, which can be opened therefore."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine

from mufakat.commitments.models import Commitment
from mufakat.directory.actions import (
    change_forum,
    record_assignment,
    record_forum,
    record_membership,
)
from mufakat.directory.models import Forum
from mufakat.meetings import actions
from mufakat.meetings.models import Escalation, Meeting, Participant
from tests.room import work_in_room
from tests.world import TODAY, World, wib


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2026-12-30T05:00:00Z"):
        yield


@pytest.fixture
def on_the_day(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The day of the open session; what is sent lies in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield


@dataclass
class Above:
    """A rakor of the city above the lokmin, hosted by a body that sees nothing below; `outsider` takes its notes."""

    world: World
    forum: Forum

    def session(self, month: int, day: int, *, opened: bool = True) -> Meeting:
        """A session of the rakor, with its host as present."""
        with self.world.doing("outsider", wib(month, day, 8)) as act:
            meeting = actions.record_meeting(
                act,
                forum=self.forum,
                kind="RAKOR",
                title=f"Rakor Kota {day}.{month}.",
                starts_at=wib(month, day, 9),
                ends_at=wib(month, day, 12),
                place="Balai Kota",
                chair="Wali Kota",
                notulis="Sumarno",
            )
            if opened:
                actions.record_participant(act, meeting, name="Sumarno", present=True)
                actions.open_meeting(act, meeting)
        return Meeting.objects.select_related("forum__region").get(pk=meeting.pk)

    def promise(self) -> Commitment:
        return Commitment.objects.select_related("forum__region").get(
            pk=self.world.promise_continued.pk
        )

    def raised(self, month: int = 7, day: int = 1, **more: Any) -> Escalation:
        """The chair of the lokmin raises a promise that was continued."""
        given: Any = {"to_forum": self.forum, "reason": "KUA tidak punya alat."} | more
        with self.world.doing("chair", wib(month, day)) as act:
            return actions.raise_escalation(act, self.promise(), **given)

    def answered(self, meeting: Meeting, escalation: Escalation, **more: Any) -> Any:
        given: Any = {"decision": "helps", "text": "Dinkes meminjamkan alat."} | more
        with self.world.doing("outsider") as act:
            return actions.answer_escalation(act, meeting, escalation=escalation, **given)


@pytest.fixture
def above(world: World) -> Above:
    with world.doing("administrator", wib(1, 6)) as act:
        forum = record_forum(act, name="Rakor Kota Bandung", kind="rakor", region=world.city)
        centre = world.bodies["crisis_centre"]
        record_membership(act, forum=forum, organisation=centre, role="host")
        record_assignment(act, user=world.users["outsider"], role="notulis", node=centre)
        change_forum(act, world.forum, base=None, parent=forum)
    world.forum.refresh_from_db()
    return Above(world, forum)


@pytest.fixture
def invited(world: World) -> Participant:
    """Everyone is invited and has a link; the KUA's is looked at."""
    with world.doing("notulis", wib(8, 20)) as open_act:
        actions.record_participants(open_act, world.planned)
        actions.record_links(open_act, world.planned)
    return world.planned.participants.get(organisation=world.kua)


@pytest.fixture
def worked(world: World) -> World:
    """Everything that a session can work out has been, by `tests/room.py`."""
    work_in_room(world)
    return world

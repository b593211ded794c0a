"""The end of a forum asks what becomes of its promises and sessions."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Forum
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions
from tests.world import World

ON = date(2026, 7, 1)


def end(world: World, forum: Forum, **fields: Any) -> Forum:
    with world.doing("administrator") as open_act:
        return actions.end_forum(open_act, Forum.objects.get(pk=forum.pk), on=ON, **fields)


def test_a_forum_with_nothing_unfinished_ends(world: World) -> None:
    end(world, world.neighbour_forum)
    event = Event.objects.get(verb="forum.ended")
    assert "form" not in event.data
    with pytest.raises(RuleBroken, match=r"period\.ended_already"):
        end(world, world.neighbour_forum)


def test_who_ends_a_forum_is_asked_what_becomes_of_its_promises(world: World) -> None:
    with pytest.raises(RuleBroken, match=r"forum\.unfinished") as broken:
        end(world, world.forum, reason="Bubar")
    assert "3" in str(broken.value.message)  # three promises, three sessions
    with pytest.raises(RuleBroken, match=r"forum\.no_reason"):
        end(world, world.forum, confirmed=True)
    assert Forum.objects.get(pk=world.forum.pk).valid_to is None
    end(world, world.forum, confirmed=True, reason="Kecamatan digabung")
    assert Forum.objects.get(pk=world.forum.pk).valid_to == ON
    event = Event.objects.get(verb="forum.ended")
    told = [event.data[name] for name in ("form", "promises", "sessions", "reason")]
    assert told == ["unfinished", 3, 3, "Kecamatan digabung"]
    assert "Kecamatan digabung" in sentence(event)

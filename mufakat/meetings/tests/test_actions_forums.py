"""The end of a forum asks what becomes of its promises and sessions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from mufakat.commitments.models import Commitment
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.models import Forum
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting
from tests.world import TODAY, WIB, World, ratify_second_session, wib

ON = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def on_the_next_day() -> Iterator[None]:
    with time_machine.travel(wib(7, 2, 10)):
        yield


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
    ratify_second_session(world)
    with pytest.raises(RuleBroken, match=r"forum\.unfinished") as broken:
        end(world, world.forum, reason="Bubar")
    assert "3" in str(broken.value.message)  # three promises, two sessions
    with pytest.raises(RuleBroken, match=r"forum\.no_reason"):
        end(world, world.forum, confirmed=True)
    assert Forum.objects.get(pk=world.forum.pk).valid_to is None
    end(world, world.forum, confirmed=True, reason="Kecamatan digabung")
    assert Forum.objects.get(pk=world.forum.pk).valid_to == ON
    event = Event.objects.get(verb="forum.ended")
    told = [event.data[name] for name in ("form", "promises", "sessions", "reason")]
    assert told == ["unfinished", 3, 2, "Kecamatan digabung"]
    assert "Kecamatan digabung" in sentence(event)


def refusal(world: World, on: date, at: Any = None, **fields: Any) -> str:
    forum = Forum.objects.get(pk=world.forum.pk)
    with pytest.raises(RuleBroken) as broken, world.doing("administrator", at) as open_act:
        actions.end_forum(open_act, forum, on=on, confirmed=True, reason="Digabung", **fields)
    return broken.value.code


def test_a_forum_is_not_ended_ahead(world: World) -> None:
    """Nothing is moved before its day; the day is that of the place: Bandung is seven hours ahead of UTC."""
    ratify_second_session(world)
    open_ones = Commitment.objects.filter(state="open", forum=world.forum)
    night = datetime(2026, 7, 1, 0, 30, tzinfo=WIB)  # still 30 June by UTC
    assert refusal(world, date(2026, 7, 2), night) == "forum.ahead"
    assert refusal(world, date(2026, 12, 31), night, successor=successor(world)) == "forum.ahead"
    assert open_ones.count() == 3
    assert not Event.objects.filter(verb__in=("forum.ended", "commitment.taken")).exists()
    with world.doing("administrator", night) as open_act:
        forum = Forum.objects.get(pk=world.forum.pk)
        actions.end_forum(open_act, forum, on=ON, confirmed=True, reason="Digabung")
    assert refusal(world, date(2026, 12, 31), night, successor=successor(world)) == "forum.ahead"
    early = ON - timedelta(days=1)
    assert refusal(world, early, successor=successor(world)) == "forum.taken_too_early"
    assert open_ones.count() == 3


def test_a_forum_did_not_end_before_it_met(world: World) -> None:
    ratify_second_session(world)
    assert refusal(world, date(2019, 1, 1)) == "forum.met_since"
    assert refusal(world, date(2026, 6, 25)) == "forum.met_since"
    with world.doing("administrator") as open_act:
        forum = Forum.objects.get(pk=world.forum.pk)
        actions.end_forum(open_act, forum, on=TODAY, confirmed=True, reason="Digabung")
    assert Forum.objects.get(pk=world.forum.pk).valid_to == TODAY


def test_not_while_a_session_is_under_way(world: World) -> None:
    """Also not when it is open again, nor to take over later: its table would lose its promises."""
    assert refusal(world, ON, successor=successor(world)) == "forum.under_way"
    table = queries.carried_into(world.opened).count()
    assert table == 3
    ratify_second_session(world)
    with world.doing("chair", wib(6, 28)) as open_act:
        actions.reopen_meeting(open_act, Meeting.objects.get(pk=world.opened.pk), reason="Salah")
    assert refusal(world, ON, successor=successor(world)) == "forum.under_way"
    with world.doing("chair", wib(6, 29)) as open_act:
        actions.ratify_meeting(open_act, Meeting.objects.get(pk=world.opened.pk))
    end(world, world.forum, confirmed=True, reason="Digabung")
    Meeting.objects.filter(pk=world.planned.pk).update(
        state="open"
    )  # as an earlier edition left it
    assert refusal(world, ON, successor=successor(world)) == "forum.under_way"


def successor(world: World) -> Forum:
    return Forum.objects.get(pk=world.neighbour_forum.pk)


def test_the_page_leads_to_the_session_that_is_under_way(world: World) -> None:
    url, client = f"{world.forum.get_absolute_url()}akhiri/", world.client("administrator")
    page = client.get(url).content.decode()
    assert f'href="{world.opened.get_absolute_url()}"' in page and 'name="confirmed"' not in page
    sent = {"act_id": str(new_id()), "on": "2026-07-01", "confirmed": "on", "reason": "Digabung"}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert str(world.opened) in answer.content.decode() and "Digabung" in answer.content.decode()
    ratify_second_session(world)
    page = client.get(url).content.decode()
    assert world.opened.get_absolute_url() not in page and 'name="confirmed"' in page
    ahead = client.post(url, {**sent, "act_id": str(new_id()), "on": "2031-01-01"})
    assert ahead.status_code == 422 and 'id="id_on_error"' in ahead.content.decode()

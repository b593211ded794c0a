"""A forum that has ended holds no session: what it planned is cancelled, and nothing of what it left comes back."""

from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Forum
from mufakat.journal.models import Event
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from mufakat.meetings.rules import forum_meets
from tests.world import World, ratify_second_session, wib

ON = date(2026, 7, 1)


@pytest.fixture
def ended(world: World) -> World:
    ratify_second_session(world)
    with world.doing("administrator", wib(7, 1)) as act:
        actions.end_forum(
            act, Forum.objects.get(pk=world.forum.pk), on=ON, confirmed=True, reason="Digabung"
        )
    return world


def refused(world: World, act: Any, who: str = "notulis", **fields: Any) -> str:
    with pytest.raises(RuleBroken) as broken, world.doing(who, wib(9, 25)) as open_act:
        act(open_act, **fields)
    return broken.value.code


def test_the_rule() -> None:
    forum_meets(None)
    with pytest.raises(RuleBroken, match=r"forum\.ended"):
        forum_meets(ON)


@pytest.mark.django_db
def test_what_was_planned_for_later_is_cancelled(ended: World) -> None:
    states = set(Meeting.objects.filter(forum=ended.forum).values_list("state", flat=True))
    assert states == {"ratified", "cancelled"}
    told = Event.objects.filter(verb="meeting.cancelled").values_list("data", flat=True)
    assert len(told) == 2 and all("1 Jul 2026" in each["reason"] for each in told)


@pytest.mark.django_db
def test_no_session_is_planned_moved_or_opened_any_more(ended: World) -> None:
    fields: Any = {"forum": ended.forum, "kind": "LM-TR", "title": "Sesudah bubar"}
    plan = actions.record_meeting
    assert refused(ended, plan, **fields) == "forum.ended"
    for month, day in ((9, 25), (6, 30)):  # not even for a day before it ended
        when: Any = {"starts_at": wib(month, day, 9), "ends_at": wib(month, day, 12)}
        assert refused(ended, plan, **fields, **when) == "forum.ended"
    assert refused(ended, actions.record_cycle, forum=ended.forum, year=2027) == "forum.ended"
    left = Meeting.objects.get(pk=ended.planned.pk)  # as an earlier edition of this house left it
    Meeting.objects.filter(pk=left.pk).update(state="planned")
    moved: Any = {"starts_at": wib(9, 26, 9), "ends_at": wib(9, 26, 12)}
    assert refused(ended, actions.change_meeting, meeting=left, **moved) == "forum.ended"
    assert refused(ended, actions.open_meeting, meeting=left) == "forum.ended"


@pytest.mark.django_db
def test_nothing_is_promised_in_it_any_more(ended: World) -> None:
    meeting = Meeting.objects.get(pk=ended.opened.pk)
    fields: Any = {
        "what": "Susulan",
        "owner_organisation": ended.citarip,
        "due_on": date(2026, 9, 1),
    }
    why = refused(ended, actions.record_commitment, meeting=meeting, **fields)
    assert why == "forum.ended"
    page = ended.client("notulis").get(meeting.get_absolute_url()).content.decode()
    assert "komitmen/catat/" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("day", [24, 25])
def test_a_session_whose_day_has_come_is_settled_first(world: World, day: int) -> None:
    ratify_second_session(world)
    planned = world.planned  # for 25 September
    on = date(2026, 9, day)

    def end() -> None:
        with world.doing("administrator", wib(9, day)) as act:
            forum = Forum.objects.get(pk=world.forum.pk)
            actions.end_forum(act, forum, on=on, confirmed=True, reason="Digabung")

    with time_machine.travel(wib(9, day, 15)):
        page = world.client("administrator").get(f"/forum/{world.forum.pk}/akhiri/")
        told = str(planned) in page.content.decode()
        if day == 24:
            assert not told
            end()
            planned.refresh_from_db()
            assert planned.state == "cancelled"
            return
        assert told
        with pytest.raises(RuleBroken, match=r"forum\.under_way"):
            end()
        with world.doing("notulis", wib(9, 25, 14)) as act:
            actions.cancel_meeting(act, Meeting.objects.get(pk=planned.pk), reason="Banjir")
        end()
    assert Forum.objects.get(pk=world.forum.pk).valid_to == on


@pytest.mark.django_db
def test_its_minutes_are_not_reopened(ended: World) -> None:
    meeting = Meeting.objects.get(pk=ended.opened.pk)
    why = refused(ended, actions.reopen_meeting, "chair", meeting=meeting, reason="Salah ketik")
    assert why == "meeting.forum_ended"


@pytest.mark.django_db
def test_its_page_offers_no_session(ended: World) -> None:
    page = ended.client("notulis").get(ended.forum.get_absolute_url()).content.decode()
    assert "rapat/catat/" not in page and "siklus/" not in page
    home = ended.client("notulis").get("/").content.decode()
    assert "Tetapkan hari dan tempat" not in home

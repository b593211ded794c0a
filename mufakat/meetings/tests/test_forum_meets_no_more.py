"""A forum that has ended holds no session: what it planned is cancelled, and nothing of what it left comes back."""

from datetime import date
from typing import Any

import pytest

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
    with world.doing("administrator") as act:
        actions.end_forum(
            act, Forum.objects.get(pk=world.forum.pk), on=ON, confirmed=True, reason="Digabung"
        )
    return world


def refused(world: World, act: Any, who: str = "notulis", **fields: Any) -> str:
    with pytest.raises(RuleBroken) as broken, world.doing(who, wib(9, 25)) as open_act:
        act(open_act, **fields)
    return broken.value.code


@pytest.mark.parametrize(
    ("last", "day", "meets"),
    [
        (None, None, True),
        (None, ON, True),
        (ON, ON, True),
        (ON, date(2026, 7, 2), False),
        (ON, None, False),
        (ON, date(2026, 6, 30), True),  # written down later
    ],
)
def test_on_which_days(last: date | None, day: date | None, meets: bool) -> None:
    if meets:
        forum_meets(last, day)
    else:
        with pytest.raises(RuleBroken, match=r"forum\.ended"):
            forum_meets(last, day)


@pytest.mark.django_db
def test_what_was_planned_for_later_is_cancelled(ended: World) -> None:
    states = set(Meeting.objects.filter(forum=ended.forum).values_list("state", flat=True))
    assert states == {"ratified", "cancelled"}
    told = Event.objects.filter(verb="meeting.cancelled").values_list("data", flat=True)
    assert len(told) == 2 and all("1 Jul 2026" in each["reason"] for each in told)


@pytest.mark.django_db
def test_no_session_is_planned_moved_or_opened_after_its_end(ended: World) -> None:
    fields: Any = {"forum": ended.forum, "kind": "LM-TR", "title": "Sesudah bubar"}
    plan = actions.record_meeting
    assert refused(ended, plan, **fields) == "forum.ended"
    late: Any = {"starts_at": wib(9, 25, 9), "ends_at": wib(9, 25, 12)}
    assert refused(ended, plan, **fields, **late) == "forum.ended"
    assert refused(ended, actions.record_cycle, forum=ended.forum, year=2027) == "forum.ended"
    with ended.doing("notulis") as act:  # held before its end, and written down now
        held = plan(act, **fields, starts_at=wib(6, 30, 9), ends_at=wib(6, 30, 12))
    assert refused(ended, actions.change_meeting, meeting=held, **late) == "forum.ended"
    Meeting.objects.filter(pk=held.pk).update(**late)
    held.refresh_from_db()
    assert refused(ended, actions.open_meeting, meeting=held) == "forum.ended"


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

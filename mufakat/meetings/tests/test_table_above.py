"""Where a promise that was raised comes up, said to those who wait; a session under way may answer it at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import gettext as _

from mufakat.core.errors import RuleBroken
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Escalation, Meeting
from mufakat.meetings.pages.table_above import words_of
from tests.world import World, wib

from .conftest import Above
from .test_pages_escalations import text_of


def read(world: World, url: str) -> str:
    return text_of(world.client("chair").get(url))


def test_both_pages_say_in_which_session_it_comes_up(world: World, above: Above) -> None:
    raised = above.raised()
    pages = (raised.get_absolute_url(), world.promise_continued.get_absolute_url())
    none = _("No coming session of %(forum)s is planned yet: it waits for one.")
    none %= {"forum": above.forum}
    assert all(none in read(world, url) for url in pages)
    meeting = above.session(8, 1, opened=False)
    assert all("Rakor Kota 1.8." in read(world, url) for url in pages)
    above.session(9, 1, opened=False)  # a later one: the first it is
    assert all("Rakor Kota 1.9." not in read(world, url) for url in pages)
    with world.doing("outsider", wib(7, 31)) as act:
        actions.cancel_meeting(act, meeting, reason="Banjir")
    assert all("Rakor Kota 1.9." in read(world, url) for url in pages)


def test_a_session_that_put_it_off_is_not_named(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    assert queries.table_of(raised) == meeting
    above.answered(meeting, raised, decision="deferred", text="Bulan depan.")
    assert queries.table_of(raised) is None
    above.answered(above.session(9, 1), raised)
    raised.refresh_from_db()
    assert words_of(raised) == ""


def test_the_forum_above_holds_it(world: World, above: Above) -> None:
    promise: Any = world.promise_continued
    assert "Menunggu Rakor Kota Bandung" not in read(world, promise.get_absolute_url())
    raised = above.raised()
    assert "Menunggu Rakor Kota Bandung" in read(world, promise.get_absolute_url())
    above.answered(above.session(8, 1), raised)
    assert "Menunggu Rakor Kota Bandung" not in read(world, promise.get_absolute_url())


def test_a_session_under_way_may_answer_and_need_not(world: World, above: Above) -> None:
    meeting = above.session(7, 1)  # since nine; the chair raises at ten
    raised = above.raised(7, 1)
    Escalation.objects.update(raised_at=wib(7, 1, 10))
    raised.refresh_from_db()
    assert raised.raised_at > (meeting.starts_at or raised.raised_at)
    (row,) = queries.from_below(meeting)
    assert row.id == raised.pk
    assert queries.unheard(meeting) == 0
    said = _("Lies on the table of %(session)s, %(when)s, which is under way.")
    assert said.partition("%(when)s")[2] in read(world, raised.get_absolute_url())
    above.answered(meeting, raised)
    raised.refresh_from_db()
    assert raised.state == "answered"


def test_a_session_of_another_day_does_not_take_it(world: World, above: Above) -> None:
    meeting = above.session(7, 1)
    raised = above.raised(7, 2)
    assert queries.from_below(meeting) == []
    assert queries.table_of(raised) is None
    ends = (meeting.ends_at or raised.raised_at) + timedelta(days=1)
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=ends)  # of two days
    meeting.refresh_from_db()
    assert [row.id for row in queries.from_below(meeting)] == [raised.pk]
    assert queries.table_of(raised) == meeting


def test_a_session_that_answered_is_not_cancelled(world: World, above: Above) -> None:
    """What it said is in force below: it took place."""
    meeting = above.session(7, 1)
    raised = above.raised(6, 30)
    above.answered(meeting, raised)
    with pytest.raises(RuleBroken) as refused, world.doing("dinkes_kabkota", wib(7, 1, 12)) as act:
        actions.cancel_meeting(act, meeting, reason="Batal")
    assert refused.value.code == "meeting.has_minutes"
    (hearing,) = meeting.heard.all()
    with world.doing("dinkes_kabkota", wib(7, 1, 12)) as act:
        actions.withdraw_hearing(act, meeting, hearing)
        actions.cancel_meeting(act, meeting, reason="Batal")
    raised.refresh_from_db()
    assert raised.state == "waiting"

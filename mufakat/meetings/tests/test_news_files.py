"""Three days before its deadline an accountability file that lacks something stands in the news of who keeps it."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.delivery.actions import stop_messages
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Part
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import news_files
from tests.reacting import catch_up
from tests.spj import TERMS
from tests.world import World, wib

from .test_news import tell

KEEPER = "Dewi Lestari, S.K.M"


@pytest.fixture(autouse=True)
def address(settings: Any, tmp_path: Any) -> None:
    settings.POST = Post(address="https://mufakat.example.go.id")
    settings.MEDIA_ROOT = tmp_path


def test_who_keeps_it_is_told_from_three_days_before(world: World) -> None:
    for day in (30, 1):
        month = 6 if day == 30 else 7
        assert KEEPER not in tell(f"2026-{month:02}-{day:02}T02:00:00Z")
    told = tell("2026-07-02T02:00:00Z")
    assert "2" in told[KEEPER] and "5 Jul 2026" in told[KEEPER]
    assert world.opened.title in told[KEEPER] and "Notulen" in told[KEEPER]
    assert tell("2026-07-02T02:10:00Z") == {}  # once a day
    assert KEEPER in tell("2026-07-03T02:00:00Z")
    assert KEEPER not in tell("2026-07-06T02:00:00Z")  # a Monday; its day has passed


def test_who_wants_no_news_hears_none(world: World) -> None:
    person = world.users["notulis"].person
    assert person is not None
    keepers = news_files.file_keepers([world.forum.pk], wib(7, 2).date())
    assert keepers[world.forum.pk].person == person
    with world.doing("notulis", wib(7, 1)) as act:
        stop_messages(act, person=person)
    keepers = news_files.file_keepers([world.forum.pk], wib(7, 2).date())
    assert keepers[world.forum.pk].name.startswith("Rina Marlina")  # the head of the host


def test_as_many_questions_for_one_as_for_many(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert news_files.files_due([world.forum.pk], wib(7, 2).date())
        return len(caught)

    few = asked()
    with time_machine.travel("2026-06-29T05:00:00Z"):
        for n in (1, 2, 3):
            with world.doing("notulis") as act:
                meeting = actions.record_meeting(
                    act,
                    forum=world.forum,
                    kind="LM-BR",
                    title=f"Bulanan {n}",
                    starts_at=wib(6, 28, 9),
                    ends_at=wib(6, 28, 11),
                    place="Puskesmas",
                    hosts=[world.citarip],
                )
                actions.open_meeting(act, Meeting.objects.get(pk=meeting.pk))
    assert len(news_files.files_due([world.forum.pk], wib(7, 2).date())) == 4
    assert asked() == few == 2


def test_what_waits_to_be_sent_says_what_is_true_now(world: World) -> None:
    tell("2026-07-02T02:00:00Z")
    part = Part.objects.get(message__name=KEEPER)
    assert "Kerangka acuan" in part.text
    with time_machine.travel("2026-07-02T02:05:00Z"):
        with world.doing("notulis") as act:
            actions.record_terms(act, world.opened, **TERMS)
        catch_up()
    part.refresh_from_db()
    assert "Kerangka acuan" not in part.text

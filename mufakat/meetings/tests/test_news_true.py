"""What waits to be told says what is true when it is read or sent."""

from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.commitments.actions import record_update
from mufakat.commitments.models import Verdict
from mufakat.core.ids import new_id
from mufakat.delivery import jobs as delivery
from mufakat.delivery.actions import stop_messages
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Message, Part
from mufakat.delivery.tests.conftest import Gateway, gateway  # noqa: F401 - a fixture
from mufakat.directory.models import Person
from mufakat.journal.worker import work_once
from mufakat.meetings import actions, jobs
from mufakat.meetings.models import Meeting
from tests.reacting import REACTIONS
from tests.world import World, wib

MORNING, LATER = "2026-06-29T02:00:00Z", "2026-06-29T05:00:00Z"
PASTE = 'id="t'  # a text to pass on


@pytest.fixture(autouse=True)
def by_hand(settings: Any) -> None:
    settings.POST = Post()


@pytest.fixture
def told(world: World) -> Message:
    """To the NGO's Maria: her promise of 31 May is late."""
    with time_machine.travel(MORNING, tick=False):
        jobs.tell_news()
    return Message.objects.get()


def judge(world: World, **more: Any) -> None:
    meeting = Meeting.objects.select_related("forum__region").get(pk=world.opened.pk)
    given = {"verdict": "continued", "new_due_on": date(2026, 11, 29), **more}
    with world.doing("notulis", wib(6, 29, 10)) as act:
        actions.give_verdict(act, meeting, commitment=world.promise_waiting, **given)
    catch_up()


def catch_up() -> None:
    with time_machine.travel(LATER, tick=False):
        while work_once(REACTIONS):
            pass


def page(world: World) -> str:
    with time_machine.travel(LATER, tick=False):
        return world.client("notulis").get("/kabar/").content.decode()


def test_what_was_judged_since_is_not_told_as_late(world: World, told: Message) -> None:
    assert "29 hari terlambat" in page(world) or "terlambat 29 hari" in page(world)
    judge(world)
    after = page(world)
    assert PASTE not in after
    assert "Maria Tanudjaja" in after.partition('id="selesai"')[2]  # no longer needed
    with world.doing("notulis", wib(6, 29, 11)) as act:
        meeting = Meeting.objects.select_related("forum__region").get(pk=world.opened.pk)
        verdict = Verdict.objects.get(commitment=world.promise_waiting)
        actions.withdraw_verdict(act, meeting, verdict)
    catch_up()
    assert PASTE in page(world)
    assert 'id="selesai"' not in page(world)


def test_the_rest_is_still_told(world: World, told: Message) -> None:
    """Two promises, one judged: the text speaks of the other."""
    row = world.promise_waiting
    what, pk = row.what, row.pk
    row.pk = row.id = new_id()
    row.what = "Menyediakan 40 oralit"
    row.save(force_insert=True)
    world.promise_waiting = type(row).objects.get(pk=pk)
    with world.doing("partner", wib(6, 29, 9)) as act:
        record_update(act, commitment=row, text="Baru separuh")
    catch_up()
    assert what in page(world) and "40 oralit" in page(world)
    judge(world)
    assert what not in page(world)
    assert "40 oralit" in page(world)


def test_nothing_false_is_sent(
    world: World,
    told: Message,
    settings: Any,
    gateway: Gateway,  # noqa: F811
) -> None:
    settings.POST = Post(webhook=f"http://127.0.0.1:{gateway.port}/kirim")
    Person.objects.filter(pk=str(told.person_id)).update(phone="081255550199")
    with world.doing("partner", wib(6, 29, 9)) as act:
        record_update(act, commitment=world.promise_waiting, text="Selesai", says_done=True)
    catch_up()
    with time_machine.travel(LATER, tick=False):
        delivery.send_due()
    assert gateway.got == []
    told.refresh_from_db()
    assert (told.sent_at, told.due_at) == (None, None)


def test_what_was_sent_stays(world: World, told: Message) -> None:
    text = Part.objects.get().text
    with time_machine.travel(LATER, tick=False):
        sent = {"act_id": str(new_id())}
        address = f"/kabar/{told.pk}/sampaikan/"
        assert world.client("notulis").post(address, sent).status_code == 303
    judge(world)
    assert Part.objects.get().text == text != ""


def test_what_is_settled_is_not_marked_as_passed_on(world: World, told: Message) -> None:
    judge(world)
    with time_machine.travel(LATER, tick=False):
        answer = world.client("notulis").post(
            f"/kabar/{told.pk}/sampaikan/", {"act_id": str(new_id())}
        )
    assert answer.status_code == 422
    assert Part.objects.get().told_at is None


def test_who_asks_for_silence_is_left_alone_at_once(world: World, told: Message) -> None:
    with world.doing("partner", wib(6, 29, 9)) as act:
        stop_messages(act, organisation=world.ngo)
    catch_up()
    assert PASTE not in page(world)

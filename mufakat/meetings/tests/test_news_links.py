"""What waits to be told carries the holder's personal link, and the way to end these messages."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.actions import record_promises_link
from mufakat.commitments.models import Commitment
from mufakat.delivery.channels import Post, _as_mail
from mufakat.delivery.models import Message
from mufakat.delivery.queries import letter_of
from mufakat.directory.links import token_of
from mufakat.directory.models import Link, Person
from mufakat.meetings import jobs
from tests.world import World, wib

MORNING = "2026-06-29T02:00:00Z"


@pytest.fixture
def told(world: World, settings: Any) -> Message:
    """To the NGO's Maria, by an office that has not said its address."""
    settings.POST = Post()
    with time_machine.travel(MORNING, tick=False):
        jobs.tell_news()
    return Message.objects.get()


def page(world: World) -> str:
    with time_machine.travel("2026-06-29T05:00:00Z", tick=False):
        return world.client("notulis").get("/kabar/").content.decode()


def test_the_text_carries_the_link_or_offers_one(world: World, told: Message) -> None:
    seat = world.memberships["ngo"]
    before = page(world)
    assert "/janji/" not in before
    assert f'href="/anggota/{seat.pk}/tautan/"' in before
    with world.doing("notulis", wib(6, 29, 10)) as act:
        link = record_promises_link(act, seat)
    after = page(world)
    assert f"http://testserver/janji/{token_of(link)}/" in after
    assert f"/anggota/{seat.pk}/tautan/" not in after


def test_without_a_number_whatsapp_asks_to_whom(world: World, told: Message) -> None:
    Person.objects.filter(pk=str(told.person_id)).update(phone="")
    assert 'href="https://wa.me/?text=' in page(world)
    Person.objects.filter(pk=str(told.person_id)).update(phone="081255550199")
    assert 'href="https://wa.me/6281255550199?text=' in page(world)


def test_the_mail_says_how_to_end_it(world: World, settings: Any) -> None:
    settings.POST = Post(address="https://mufakat.example.go.id")
    with time_machine.travel(MORNING, tick=False):
        jobs.tell_news()
    message = Message.objects.get()
    sent = letter_of(message, message.parts.all())
    token = token_of(Link.objects.get())
    assert sent.stop == f"https://mufakat.example.go.id/kabar/{token}/berhenti/"
    assert sent.stop in sent.text
    mail = _as_mail(Post(sender="a@example.go.id"), replace(sent, to="b@example.go.id"))
    assert mail["List-Unsubscribe"] == f"<{sent.stop}>"
    plain = _as_mail(Post(sender="a@example.go.id"), replace(sent, to="b@example.go.id", stop=""))
    assert plain["List-Unsubscribe"] is None


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_questions_for_one_and_three(world: World, settings: Any, many: int) -> None:
    settings.POST = Post()
    promises = (world.promise_waiting, world.promise_continued, world.promise_new)
    keys = [promise.pk for promise in promises[:many]]
    Commitment.objects.exclude(pk__in=keys).update(state="kept")
    Commitment.objects.filter(pk__in=keys).update(due_on="2026-06-29", made_on="2026-06-01")
    with time_machine.travel(MORNING, tick=False):
        jobs.tell_news()
        client = world.client("notulis")
        client.get("/kabar/")
        with CaptureQueriesContext(connection) as asked:
            shown = client.get("/kabar/").content.decode()
    assert shown.count('id="t') == many
    assert len(asked) == 9

"""Each message goes out once, by day, by one way; what cannot go waits for a person."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from mufakat.core import clock
from mufakat.delivery import jobs, queries
from mufakat.delivery.access import failed
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Kind, Message, Part
from mufakat.directory.actions import change_person
from tests.world import World

from .conftest import NOON, Gateway, Mailbox, letter


def with_mail(world: World) -> None:
    with world.doing("kepala_puskesmas") as act:
        change_person(act, world.people["camat"], base=None, email="asep@example.go.id")


def test_sent_once(world: World, settings: Any, gateway: Gateway, by_webhook: Post) -> None:
    settings.POST = by_webhook
    with time_machine.travel(NOON):
        letter(world)
        letter(world)  # the same key
        jobs.send_due()
        jobs.send_due()
        sent = Message.objects.get()
    assert [text["phone"] for text in gateway.texts] == ["6281255550100"]
    assert (sent.channel, sent.attempts, sent.due_at) == ("webhook", 1, None)
    assert sent.sent_at is not None
    assert Part.objects.get().told_by


def test_not_before_its_time(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post
) -> None:
    settings.POST = by_webhook
    with time_machine.travel(NOON, tick=False) as now:
        letter(world, not_before=clock.now() + timedelta(hours=1))
        jobs.send_due()
        assert gateway.got == []
        now.shift(timedelta(hours=1))
        jobs.send_due()
    assert len(gateway.got) == 1


def test_quiet_hours(world: World, settings: Any, gateway: Gateway, by_webhook: Post) -> None:
    settings.POST = by_webhook
    with time_machine.travel("2026-06-27T12:30:00Z", tick=False) as now:  # Saturday, 19.30
        letter(world, until=None)
        jobs.send_due()
        assert gateway.got == []
        now.move_to("2026-06-28T23:59:00Z")  # Sunday until Monday, 06.59
        jobs.send_due()
        assert gateway.got == []
        now.move_to("2026-06-29T00:00:00Z")
        jobs.send_due()
    assert len(gateway.got) == 1


def test_due_by_day_and_met_by_night(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post
) -> None:
    """The worker stood still from six until eight in the evening."""
    settings.POST = by_webhook
    with time_machine.travel("2026-06-26T11:00:00Z", tick=False) as now:
        letter(world)
        now.move_to("2026-06-26T13:00:00Z")
        jobs.send_due()
        assert gateway.got == []
        assert Message.objects.get().due_at == queries.hours().next_open(
            clock.now(), "Asia/Jakarta"
        )


def test_no_way_there_is_left_to_a_person(world: World, settings: Any) -> None:
    settings.POST = Post()
    with time_machine.travel(NOON):
        letter(world)
        jobs.send_due()
        message = Message.objects.get()
        assert (message.due_at, message.sent_at, message.attempts) == (None, None, 0)
        assert [p.message for p in queries.to_tell(_everywhere(), clock.now())] == [message]


def _everywhere() -> Any:
    from django.db.models import Q

    return Q(forum__isnull=False)


def test_an_outage_is_outlived(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post
) -> None:
    settings.POST = by_webhook
    gateway.status = 503
    with time_machine.travel("2026-06-26T01:00:00Z", tick=False) as now:
        letter(world, until=None)
        pauses = []
        while (message := Message.objects.get()).due_at:
            if wait := (message.due_at - clock.now()).total_seconds():
                pauses.append(wait)
            now.move_to(message.due_at)
            jobs.send_due()
        assert message.attempts == len(gateway.got) == 6
        assert pauses[:4] == [60, 300, 1800, 7200]
        assert list(failed()) == [message]
        assert message.error == "HTTP 503"


def test_a_lost_worker_is_outlived(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post, monkeypatch: Any
) -> None:
    settings.POST = by_webhook
    with time_machine.travel(NOON, tick=False) as now:
        letter(world)
        with monkeypatch.context() as falls:
            falls.setattr(jobs, "_send", lambda *_: (_ for _ in ()).throw(SystemExit))
            with pytest.raises(SystemExit):
                jobs.send_due()
        jobs.send_due()
        assert gateway.got == []  # taken: nobody else sends it meanwhile
        now.shift(jobs.LEASE)
        jobs.send_due()
        jobs.send_due()
    assert len(gateway.got) == 1


def test_what_the_gateway_never_takes_goes_by_mail(
    world: World, settings: Any, gateway: Gateway, by_webhook: Post, mailbox: Mailbox, by_mail: Post
) -> None:
    settings.POST = Post(by_mail.mail, by_mail.sender, by_webhook.webhook)
    gateway.status = 404
    with time_machine.travel(NOON):
        with_mail(world)
        letter(world)
        jobs.send_due()
        jobs.send_due()
    assert len(gateway.got) == 1
    assert mailbox.to == ["asep@example.go.id"]
    assert Message.objects.get().channel == "email"


def test_a_wrong_address_is_told_at_once(
    world: World, settings: Any, mailbox: Mailbox, by_mail: Post
) -> None:
    settings.POST = by_mail
    mailbox.refuses = {"asep@example.go.id": "550 nobody here"}
    with time_machine.travel(NOON):
        with_mail(world)
        letter(world)
        jobs.send_due()
        message = Message.objects.get()
    assert (message.due_at, message.error) == (None, "550 nobody here")


def test_overtaken(world: World, settings: Any, gateway: Gateway, by_webhook: Post) -> None:
    settings.POST = by_webhook
    with time_machine.travel(NOON, tick=False) as now:
        letter(world)
        now.shift(timedelta(days=3))  # Monday
        jobs.send_due()
        assert Message.objects.get().due_at is None
    assert gateway.got == []


def news(world: World, day: str, text: str = "Janji Bapak terlambat.") -> jobs.News:
    camat = world.people["camat"]
    return jobs.News(
        key=f"digest:{camat.pk}:{day}",
        name=str(camat),
        subject="Kabar",
        opening="Yth.",
        closing="Terima kasih.",
        zone="Asia/Jakarta",
        person=camat,
        parts=[(world.forum, text), (world.neighbour_forum, "Rahasia Soreang.")],
    )


def test_news_once_a_day_and_only_the_last(world: World) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        later = clock.now() + timedelta(days=1)
        assert jobs.queue_news([news(world, "26")], later) == 1
        assert jobs.queue_news([news(world, "26", "anders")], later) == 0
        now.shift(timedelta(days=1))
        assert jobs.queue_news([news(world, "27")], clock.now() + timedelta(days=1)) == 1
        first, second = Message.objects.filter(kind=Kind.DIGEST)
        assert (first.due_at, bool(second.due_at)) == (None, True)
        assert queries.text_of(second, second.parts.all()) == (
            "Yth.\n\nJanji Bapak terlambat.\n\nRahasia Soreang.\n\nTerima kasih."
        )


def test_a_forum_that_comes_later_is_added(world: World) -> None:
    with time_machine.travel(NOON):
        later, whole = clock.now() + timedelta(days=1), news(world, "26")
        halves = [[part] for part in whole.parts]
        for parts in (*halves, whole.parts):
            jobs.queue_news([dataclasses.replace(whole, parts=parts)], later)
        message = Message.objects.get()
        assert sorted(part.text for part in message.parts.all()) == [
            *("Janji Bapak terlambat.", "Rahasia Soreang.")
        ]


def test_nothing_to_say_nothing_sent(world: World) -> None:
    with time_machine.travel(NOON):
        empty = jobs.News("k", "Asep", "Kabar", "Yth.", "", "Asia/Jakarta")
        assert jobs.queue_news([empty], clock.now()) == 0
    assert not Message.objects.exists()


def test_old_ones_are_forgotten(world: World, settings: Any) -> None:
    settings.POST = Post()
    with time_machine.travel(NOON, tick=False) as now:
        letter(world)
        jobs.send_due()
        jobs.finish_round("Asia/Jakarta", clock.today(), clock.now())
        now.shift(jobs.KEPT)
        jobs.forget_old()
        assert Message.objects.count() == 1
        now.shift(timedelta(seconds=1))
        jobs.forget_old()
        assert not Message.objects.exists()
        assert jobs.last_round("Asia/Jakarta", clock.today()) is None

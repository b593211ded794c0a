"""Who left his office is told nothing more, and no link that reached him opens; nor does a forum that ended speak."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments.actions import record_commitment_link, record_promises_link
from mufakat.commitments.models import Commitment, Update
from mufakat.core.ids import new_id
from mufakat.delivery import jobs as delivery
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Message, Part
from mufakat.delivery.tests.conftest import Gateway, gateway  # noqa: F401 - a fixture
from mufakat.directory import actions as directory
from mufakat.directory.links import token_of
from mufakat.directory.models import Forum, Link, Office, Person
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.journal.worker import work_once
from mufakat.meetings import jobs
from tests.reacting import REACTIONS
from tests.world import World, wib

MORNING, LATER, WEEK = "2026-06-29T02:00:00Z", "2026-06-29T05:00:00Z", "2026-07-06T02:00:00Z"
PASTE = 'id="t'  # a text to pass on
YESTERDAY, TODAY = date(2026, 6, 28), date(2026, 6, 29)

Leave = Callable[[World, date], None]


def end_person(world: World, on: date) -> None:
    with world.doing("administrator", wib(6, 29, 11)) as act:
        directory.end_person(act, world.people["ngo"], on=on)


def end_office(world: World, on: date) -> None:
    with world.doing("administrator", wib(6, 29, 11)) as act:
        directory.end_office(act, Office.objects.get(person=world.people["ngo"]), on=on)


def end_forum(world: World, on: date) -> None:
    with world.doing("administrator", wib(6, 29, 11)) as act:
        directory.end_forum(act, Forum.objects.get(message_parts=Part.objects.get()), on=on)


def catch_up() -> None:
    while work_once(REACTIONS):
        pass


def page(world: World) -> str:
    return str(world.client("notulis").get("/kabar/").content.decode())


def opens(link: Link) -> int:
    return Client().get(f"/janji/{token_of(link)}/").status_code


@pytest.fixture(params=[end_person, end_office])
def leave(request: Any) -> Leave:
    whole: Leave = request.param
    return whole


@pytest.fixture
def by_hand(world: World, settings: Any) -> Message:
    """To the NGO's Maria, her promise is late; all that happened before has been reacted to."""
    settings.POST = Post()
    with time_machine.travel(MORNING, tick=False):
        catch_up()
        jobs.tell_news()
    return Message.objects.get()


@pytest.fixture
def sent(world: World, settings: Any, gateway: Gateway) -> Link:  # noqa: F811
    """The link of the NGO's seat has reached Maria through the gateway."""
    Person.objects.filter(pk=world.people["ngo"].pk).update(phone="081255550199")
    hook = f"http://127.0.0.1:{gateway.port}/kirim"
    settings.POST = Post(webhook=hook, address="https://mufakat.example.go.id")
    with time_machine.travel(MORNING, tick=False):
        catch_up()
        jobs.tell_news()
        delivery.send_due()
    link = Link.objects.get()
    assert f"/janji/{token_of(link)}/" in str(gateway.got)
    return link


@pytest.mark.parametrize("on", [YESTERDAY, TODAY])
def test_the_link_that_reached_him_ends_with_his_office(
    world: World, sent: Link, leave: Leave, on: date
) -> None:
    with time_machine.travel(LATER, tick=False):
        assert opens(sent) == 200
        leave(world, on)
        assert opens(sent) == 410
        where = f"/janji/{token_of(sent)}/{world.promise_waiting.pk}/kabar/"
        said = {"act_id": str(new_id()), "text": "Selesai", "says_done": "on", "percent": "100"}
        before = Update.objects.count()
        assert Client().post(where, said).status_code == 410
    assert Update.objects.count() == before
    ended = Event.objects.get(verb="link.ended", subject_id=str(sent.pk))
    assert ["forum", str(world.forum.pk)] in ended.about
    assert "Maria Tanudjaja" in sentence(ended)
    assert ended.act_id == Event.objects.get(verb="office.ended").act_id


def test_who_leaves_later_has_it_until_then(world: World, sent: Link, leave: Leave) -> None:
    with time_machine.travel(LATER, tick=False):
        leave(world, date(2026, 7, 10))
        assert opens(sent) == 200
    with time_machine.travel("2026-07-10T16:59:00Z", tick=False):  # the last minute of the day
        assert opens(sent) == 200
    with time_machine.travel("2026-07-10T17:01:00Z", tick=False):
        assert opens(sent) == 410


def test_one_given_before_a_known_end_lasts_no_longer(world: World, leave: Leave) -> None:
    leave(world, date(2026, 7, 10))
    with world.doing("notulis", wib(6, 30)) as act:
        given = record_promises_link(act, world.memberships["ngo"])
        single = record_commitment_link(act, world.promise_waiting)
        others = record_promises_link(act, world.memberships["kua"])
    assert given.valid_until == single.valid_until == wib(7, 11, 0)
    assert others.valid_until > wib(12, 31)


def test_the_term_of_a_newcomer_is_known_from_the_start(world: World, sent: Link) -> None:
    with world.doing("administrator", wib(6, 29, 11)) as act:
        directory.record_office(
            act,
            person=world.people["outsider"],
            organisation=world.ngo,
            title="Ketua",
            valid_to=date(2026, 7, 31),
        )
    sent.refresh_from_db()
    assert (sent.ended_at, sent.valid_until) == (None, wib(8, 1, 0))


def test_other_links_stay(world: World, leave: Leave) -> None:
    """Of another body, and of a person of his own."""
    with world.doing("notulis", wib(6, 26)) as act:
        others = record_promises_link(act, world.memberships["kua"])
        seat = directory.record_membership(
            act, forum=world.forum, organisation=world.ngo, person=world.people["outsider"]
        )
        own = record_promises_link(act, seat)
        single = record_commitment_link(act, world.promise_waiting)
    leave(world, YESTERDAY)
    ended = Link.objects.filter(ended_at__isnull=False)
    assert {link.pk for link in ended} == {single.pk}
    assert {others.pk, own.pk} < set(Link.objects.values_list("pk", flat=True))


def test_an_office_that_never_began_ends_no_link(world: World, sent: Link) -> None:
    with world.doing("administrator", wib(6, 29, 11)) as act:
        coming = directory.record_office(
            act,
            person=world.people["outsider"],
            organisation=world.ngo,
            title="Ketua",
            valid_from=TODAY + timedelta(days=30),
        )
        directory.end_person(act, world.people["outsider"], on=TODAY)
    assert not Office.objects.filter(pk=coming.pk).exists()
    sent.refresh_from_db()
    assert sent.ended_at is None


def test_the_successor_is_given_a_new_one(
    world: World,
    sent: Link,
    leave: Leave,
    gateway: Gateway,  # noqa: F811
) -> None:
    with time_machine.travel(LATER, tick=False):
        leave(world, YESTERDAY)
        with world.doing("administrator", wib(6, 29, 11)) as act:
            next_one = world.people["outsider"]
            directory.record_office(act, person=next_one, organisation=world.ngo, title="Ketua")
        catch_up()
    Person.objects.filter(pk=next_one.pk).update(phone="081255550198")
    gateway.got.clear()
    with time_machine.travel(WEEK, tick=False):
        jobs.tell_news()
        delivery.send_due()
        fresh = Link.objects.get(ended_at=None)
        assert f"/janji/{token_of(fresh)}/" in str(gateway.got)
        assert (opens(fresh), opens(sent)) == (200, 410)


def test_without_an_address_the_page_offers_a_new_one(
    world: World, by_hand: Message, leave: Leave
) -> None:
    offer = f'href="/anggota/{world.memberships["ngo"].pk}/tautan/"'
    with time_machine.travel(LATER, tick=False):
        with world.doing("notulis", wib(6, 29, 10)) as act:
            given = record_promises_link(act, world.memberships["ngo"])
        assert token_of(given) in page(world) and offer not in page(world)
        leave(world, YESTERDAY)
        with world.doing("administrator", wib(6, 29, 11)) as act:
            next_one = world.people["outsider"]
            directory.record_office(act, person=next_one, organisation=world.ngo, title="Ketua")
        catch_up()
        assert PASTE not in page(world)
    with time_machine.travel(WEEK, tick=False):
        jobs.tell_news()
        shown = page(world)
    assert "Omar Sastra" in shown and offer in shown and token_of(given) not in shown


@pytest.mark.parametrize("on", [YESTERDAY, TODAY])
@pytest.mark.parametrize("end", [end_person, end_office, end_forum])
def test_what_waits_is_told_no_more(world: World, by_hand: Message, end: Leave, on: date) -> None:
    with time_machine.travel(LATER, tick=False):
        assert PASTE in page(world)
        end(world, on)
        catch_up()
        shown = page(world)
    assert PASTE not in shown
    assert "Maria Tanudjaja" in shown.partition('id="selesai"')[2]


def test_who_sat_for_the_body_and_left_the_seat_is_told_no_more(
    world: World, settings: Any
) -> None:
    settings.POST = Post()
    with world.doing("administrator", wib(6, 1)) as act:
        seat = directory.record_membership(
            act, forum=world.forum, organisation=world.ngo, person=world.people["outsider"]
        )
    with time_machine.travel(MORNING, tick=False):
        catch_up()
        jobs.tell_news()
    with time_machine.travel(LATER, tick=False):
        assert "Omar Sastra" in page(world).partition('id="selesai"')[0]
        with world.doing("administrator", wib(6, 29, 11)) as act:
            directory.end_membership(act, seat, on=YESTERDAY)
        catch_up()
        assert PASTE not in page(world)


def test_who_had_no_office_and_takes_part_no_more_is_told_no_more(
    world: World, settings: Any
) -> None:
    settings.POST, owner = Post(), world.people["outsider"]
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(owner_person=owner)
    with time_machine.travel(MORNING, tick=False):
        catch_up()
        jobs.tell_news()
    with time_machine.travel(LATER, tick=False):
        assert "Omar Sastra" in page(world).partition('id="selesai"')[0]
        with world.doing("administrator", wib(6, 29, 11)) as act:
            directory.end_person(act, owner, on=YESTERDAY)
        catch_up()
        assert PASTE not in page(world)

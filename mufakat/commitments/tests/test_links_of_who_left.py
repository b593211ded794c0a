"""A link that somebody got for a body ends with his office there."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments import actions
from mufakat.commitments.models import Commitment
from mufakat.directory import actions as directory
from mufakat.directory.models import Link, Office
from tests.owners import home, report
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture(params=["promise", "seat"])
def named(request: Any, world: World) -> Link:
    """To Ahmad Fauzi of the KUA, by name: to one promise, or to all of his seat."""
    him = world.people["penghulu"]
    promise = Commitment.objects.get(pk=world.promise_continued.pk)
    Commitment.objects.filter(pk=promise.pk).update(owner_person=him)
    promise.refresh_from_db()
    with world.doing("administrator", wib(6, 1)) as act:
        seat = directory.record_membership(
            act, forum=world.forum, organisation=world.kua, person=him, role="member"
        )
    with world.doing("notulis", wib(6, 26)) as act:
        if request.param == "promise":
            return actions.record_commitment_link(act, promise)
        return actions.record_promises_link(act, seat)


def leave(world: World, on: date) -> None:
    with world.doing("administrator", wib(6, 26)) as act:
        directory.end_office(act, world.offices["penghulu"], on=on)


def test_who_left_reports_no_more(world: World, named: Link) -> None:
    assert Client().get(home(named)).status_code == 200
    leave(world, date(2026, 6, 25))
    named.refresh_from_db()
    assert named.ended_at
    assert Client().get(home(named)).status_code == 410
    one = "" if named.kind == "commitment" else f"{world.promise_continued.pk}/"
    assert report(Client(), f"{home(named)}{one}").status_code == 410


def test_who_leaves_later_has_it_until_then(world: World, named: Link) -> None:
    leave(world, date(2026, 6, 30))
    named.refresh_from_db()
    assert (named.ended_at, named.valid_until) == (None, wib(7, 1, 0))


def test_who_has_another_office_there_keeps_it(world: World, named: Link) -> None:
    with world.doing("administrator", wib(6, 25)) as act:
        directory.record_office(
            act, person=world.people["penghulu"], organisation=world.kua, title="Kepala KUA"
        )
    leave(world, date(2026, 6, 25))
    assert Client().get(home(named)).status_code == 200


def test_one_that_was_given_before_opens_no_door(world: World, named: Link) -> None:
    """Also where the office ended in another way, or before links ended with it; a seat is a standing of its own."""
    Office.objects.filter(pk=world.offices["penghulu"].pk).update(valid_to=date(2026, 6, 20))
    assert Client().get(home(named)).status_code == 200  # he sits in the forum for the KUA
    world.forum.memberships.filter(person=world.people["penghulu"]).update(valid_to=wib(6, 20))
    with time_machine.travel("2026-06-27T05:00:00Z"):
        assert Client().get(home(named)).status_code == 410


def test_his_new_link_lasts_as_long_as_his_office(world: World) -> None:
    leave(world, date(2026, 6, 30))
    promise = Commitment.objects.get(pk=world.promise_continued.pk)
    promise.owner_person = world.people["penghulu"]
    with world.doing("notulis", wib(6, 26)) as act:
        given = actions.record_commitment_link(act, promise)
    assert given.valid_until == wib(7, 1, 0)

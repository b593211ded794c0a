"""A link lives as long as what carries it: its seat; for one promise, its holder's offices and seats at the body."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext as _

from mufakat.commitments import actions
from mufakat.commitments.models import Commitment
from mufakat.directory import actions as directory
from mufakat.directory.models import Link, Membership, Office
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from tests.owners import home, report
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")
EARLIER, TODAY, LATER = date(2026, 6, 20), date(2026, 6, 26), date(2026, 6, 30)
AT_ITS_END = {"promise": wib(9, 30, 0), "seat": wib(1, 1, 0).replace(year=2027)}


def seated(world: World, valid_from: date | None = None) -> Membership:
    """Ahmad Fauzi of the KUA sits in the forum for it."""
    with world.doing("administrator", wib(6, 1)) as act:
        found: Membership = directory.record_membership(
            act,
            forum=world.forum,
            organisation=world.kua,
            person=world.people["penghulu"],
            role="member",
            valid_from=valid_from,
        )
    return found


def given(world: World, seat: Membership | None = None) -> Link:
    """To him: to one promise that he holds, or to all of his seat."""
    him = {"owner_person": world.people["penghulu"]}
    Commitment.objects.filter(pk=world.promise_continued.pk).update(**him)
    promise = Commitment.objects.get(pk=world.promise_continued.pk)
    with world.doing("notulis", wib(6, 26)) as act:
        if seat is None:
            return actions.record_commitment_link(act, promise)
        return actions.record_promises_link(act, seat)


def leave(world: World, *what: Any, on: date) -> None:
    """His offices end, or his seats."""
    with world.doing("administrator", wib(6, 26, 11)) as act:
        for each in what:
            end: Any = (
                directory.end_office if isinstance(each, Office) else directory.end_membership
            )
            end(act, each, on=on)


def opens(link: Link, day: str = "2026-06-26") -> int:
    with time_machine.travel(f"{day}T05:00:00Z"):
        return Client().get(home(link)).status_code


@pytest.mark.parametrize("on", [EARLIER, TODAY])
@pytest.mark.parametrize("kind", ["promise", "seat"])
def test_who_left_reports_no_more(world: World, kind: str, on: date) -> None:
    seat = seated(world) if kind == "seat" else None
    link = given(world, seat)
    assert opens(link) == 200
    leave(world, seat or world.offices["penghulu"], on=on)
    link.refresh_from_db()
    assert link.ended_at
    assert opens(link) == 410
    one = f"{world.promise_continued.pk}/" if seat else ""
    assert report(Client(), f"{home(link)}{one}").status_code == 410
    told = sentence(Event.objects.get(verb="link.ended", subject_id=str(link.pk)))
    assert "Ahmad Fauzi" in told


@pytest.mark.parametrize("kind", ["promise", "seat"])
def test_who_leaves_later_has_it_until_then(world: World, kind: str) -> None:
    seat = seated(world) if kind == "seat" else None
    before = given(world, seat)
    leave(world, seat or world.offices["penghulu"], on=LATER)
    before.refresh_from_db()
    after = given(world, seat)  # the end is known now
    assert before.ended_at is after.ended_at is None
    assert before.valid_until == after.valid_until == wib(7, 1, 0)
    assert (opens(after, "2026-06-30"), opens(after, "2026-07-01")) == (200, 410)


@pytest.mark.parametrize("kind", ["promise", "seat"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_who_keeps_his_seat_keeps_his_links(world: World, kind: str, when: str) -> None:
    """Given before he leaves the office, on his last day there, or the day after: it is the same."""
    seat = seated(world)
    wanted = seat if kind == "seat" else None
    if when == "before":
        link = given(world, wanted)
        leave(world, world.offices["penghulu"], on=TODAY)
    else:
        leave(world, world.offices["penghulu"], on=TODAY)
        link = given(world, wanted)
    link.refresh_from_db()
    assert (link.ended_at, link.valid_until) == (None, AT_ITS_END[kind])
    assert opens(link, "2026-06-29") == 200
    leave(world, seat, on=TODAY)
    link.refresh_from_db()
    assert link.ended_at and opens(link) == 410


def test_who_keeps_his_office_keeps_what_it_carries(world: World) -> None:
    """The link to one promise; that of the seat ends with the seat."""
    seat = seated(world)
    one, all_of_it = given(world), given(world, seat)
    leave(world, seat, on=TODAY)
    assert (opens(one), opens(all_of_it)) == (200, 410)


def test_who_has_another_office_there_keeps_it(world: World) -> None:
    link = given(world)
    with world.doing("administrator", wib(6, 25)) as act:
        directory.record_office(
            act, person=world.people["penghulu"], organisation=world.kua, title="Kepala KUA"
        )
    leave(world, world.offices["penghulu"], on=EARLIER)
    assert opens(link) == 200


# -- Who holds a promise on purpose, without an office there ---------------------------------------


def test_who_left_before_and_holds_it_all_the_same_has_a_link_that_opens(world: World) -> None:
    leave(world, world.offices["penghulu"], on=EARLIER)
    link = given(world)
    assert (link.valid_until, opens(link)) == (AT_ITS_END["promise"], 200)
    assert report(Client(), home(link)).status_code == 303


@pytest.mark.parametrize("kind", ["office", "seat"])
def test_who_comes_later_has_a_link_that_opens_at_once(world: World, kind: str) -> None:
    leave(world, world.offices["penghulu"], on=EARLIER)
    if kind == "office":
        with world.doing("administrator", wib(6, 26)) as act:
            him = world.people["penghulu"]
            days = {"valid_from": date(2026, 6, 29), "valid_to": date(2026, 8, 31)}
            directory.record_office(
                act, person=him, organisation=world.kua, title="Kepala KUA", **days
            )
    link = given(world, seated(world, date(2026, 6, 29)) if kind == "seat" else None)
    assert link.valid_until == (wib(9, 1, 0) if kind == "office" else AT_ITS_END["seat"])
    assert (opens(link), opens(link, "2026-06-29")) == (200, 200)


@pytest.mark.parametrize("ends", [False, True])
def test_the_page_says_until_when_and_why(world: World, ends: bool) -> None:
    if ends:
        leave(world, world.offices["penghulu"], on=LATER)
    given(world)
    where = f"/komitmen/{world.promise_continued.pk}/tautan/"
    page = world.client("notulis").get(where).content.decode()
    his = _("It ends with the office or seat of %(name)s.") % {"name": world.people["penghulu"]}
    own = _(
        "It ends a fortnight after the due date, or after it was given late; before that, when the office or seat "
        "that carries it ends."
    )
    assert ((his in page), (own in page)) == (ends, not ends)
    assert ("30 Juni 2026" if ends else "29 September 2026") in page

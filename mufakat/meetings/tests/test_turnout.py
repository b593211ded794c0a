"""Who stands in for an invited one fills that seat, everywhere where it is counted; old minutes stay as printed."""

from typing import Any

import pytest
from django.utils.translation import override

from mufakat.meetings import actions, pages, queries, rules, snapshot
from mufakat.meetings.papers.attendance import attendance_facts
from mufakat.meetings.papers.minutes import minutes_facts
from mufakat.meetings.rules import Seat, Turnout
from tests.world import World, wib

HERE = [Seat(True, True), Seat(False, True), Seat(True, False)]


@pytest.mark.parametrize(
    ("seats", "met"),
    [
        ([], Turnout(0, 0, 0)),
        (HERE, Turnout(2, 1, 1)),
        ([Seat(True, False, True), Seat(False, True, False, True)], Turnout(1, 1, 0, 1)),
        # He came after all: the one he sent is nobody's extra guest, and the seat counts once.
        ([Seat(True, True, True), Seat(False, True, False, True)], Turnout(1, 1, 0)),
        # Invited himself, and sitting for another, too.
        ([Seat(True, False, True), Seat(True, True, False, True)], Turnout(2, 2, 0, 1)),
    ],
)
def test_each_seat_counts_once(seats: list[Seat], met: Turnout) -> None:
    assert rules.turnout_of(seats) == met


@pytest.fixture
def represented(world: World) -> World:
    """In the open session the NGO is represented, and one came uninvited."""
    who = world.opened.participants.get(name="Maria Tanudjaja")
    with world.doing("notulis", wib(6, 26, 9)) as act:
        actions.record_representative(act, world.opened, who, name="Rudi Hartono")
        actions.record_checkin(
            act, world.opened, source="registrar", name="Tamu Lewat", sector="pkk"
        )
    return world


@pytest.mark.django_db
def test_every_place_counts_the_same(represented: World) -> None:
    meeting = represented.opened
    people = queries.listed_in(meeting)
    met = rules.turnout_of(rules.seats_of(people))
    assert (met.sent, met.uninvited) == (1, 1)
    figures = queries.figures_of([meeting])[meeting.pk]
    assert Turnout(*(figures[name] for name in Turnout._fields)) == met
    listed = attendance_facts(meeting, empty=False)["finding"]
    assert listed == (
        f"{met.came} dari {met.invited} yang diundang hadir (1 diwakili); 1 hadir tanpa undangan"
    )
    assert (
        minutes_facts(snapshot.of_meeting(meeting), digest="", addendum=[])["attendance"]["finding"]
        == listed
    )
    user = represented.users["notulis"]
    assert pages.meeting_page(user, meeting, on=wib(6, 26).date())["session"].met == met
    with override("en"):
        by_sector = {g.code: g.told for g in pages.by_sector(meeting.participants.all())}
    assert by_sector["lsm_nasional"] == "1 of 1 invited came (1 by another)"


@pytest.mark.django_db
def test_minutes_that_were_frozen_before_keep_their_numbers(represented: World) -> None:
    frozen: dict[str, Any] = snapshot.of_meeting(represented.opened)
    for person in frozen["participants"]:
        del person["filled"], person["instead"]
    told = minutes_facts(frozen, digest="", addendum=[])["attendance"]["finding"]
    assert "diwakili" not in told and told.endswith("2 hadir tanpa undangan")


@pytest.mark.django_db
def test_everyone_came_does_not_tick_who_is_represented(represented: World) -> None:
    meeting = represented.opened
    with represented.doing("notulis", wib(6, 26, 10)) as act:
        actions.fill_attendance(act, meeting)
    assert not meeting.participants.get(name="Maria Tanudjaja").present
    met = rules.turnout_of(rules.seats_of(queries.listed_in(meeting)))
    assert (met.came, met.sent, met.uninvited) == (met.invited, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reply", "came"), [("", True), ("coming", True), ("represented", False), ("unable", False)]
)
def test_everyone_came_but_for_who_answered_otherwise(world: World, reply: str, came: bool) -> None:
    invited = world.opened.participants.filter(invited=True)
    one = invited.order_by("pk")[0]
    invited.filter(pk=one.pk).update(answer=reply, present=False)
    with world.doing("notulis", wib(6, 26, 10)) as act:
        actions.fill_attendance(act, world.opened)
    one.refresh_from_db()
    assert one.present is came


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["hadir/", "kehadiran/catat/"])
def test_no_page_calls_him_uninvited(represented: World, page: str) -> None:
    url = f"{represented.opened.get_absolute_url()}{page}"
    shown = represented.client("notulis").get(url).content.decode()
    row = next(part for part in shown.split("<tr>") if "Rudi Hartono" in part)
    assert "mewakili" in row
    assert "tanpa undangan" not in row.partition("</tr>")[0]

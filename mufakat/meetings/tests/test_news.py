"""The news of the day: one for each holder and day, by the clock of the place, only when there is news."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.actions import record_check, record_update
from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.delivery.actions import stop_messages
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Message, Part, Round
from mufakat.delivery.queries import letter_of
from mufakat.directory.actions import record_membership
from mufakat.directory.links import id_in
from mufakat.directory.models import Link, LinkKind, Region
from mufakat.meetings import actions, jobs
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import news
from tests.world import World, wib

from .conftest import Above

HERE = Post(address="https://mufakat.example.go.id")


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.POST = HERE


def tell(at: str) -> dict[str, str]:
    """What each holder hears at this instant: name → text of his new message."""
    before = set(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(at, tick=False):
        jobs.tell_news()
    fresh = Message.objects.exclude(pk__in=before)
    return {m.name: "\n".join(p.text for p in m.parts.all()) for m in fresh}


def sent() -> dict[str, str]:
    """What the worker would send of each last message: name → text."""
    rows = Message.objects.order_by("made_at")
    return {m.name: letter_of(m, m.parts.all()).text for m in rows}


def test_who_holds_a_promise_is_told(world: World) -> None:
    # promise_waiting of the NGO was due on 31 May; promise_continued of the KUA is due on 15 September.
    told = tell("2026-06-28T17:00:00Z")  # midnight, and Sunday before it: nobody
    assert told == {}
    told = tell("2026-06-29T02:00:00Z")  # Monday, 9.00; the session of the 26th is not ratified
    assert set(told) == {"Maria Tanudjaja"}
    assert "Melatih 20 kader" in told["Maria Tanudjaja"]
    assert "Memeriksakan" not in told["Maria Tanudjaja"]


def test_nobody_but_the_holder_is_nagged(world: World) -> None:
    """Of all that is late or due: one message to who holds it; none to the secretariat, the chair, or others."""
    Commitment.objects.filter(state="open").update(due_on=date(2026, 6, 28))
    told = tell("2026-06-29T02:00:00Z")
    running = list(Commitment.objects.filter(state="open"))
    holders = news.holders_of(running, date(2026, 6, 29))
    assert set(told) == {holder.name for holder in holders.values()}
    for commitment in running:  # each promise is told to one, and by one message
        heard = [name for name, text in told.items() if commitment.what in text]
        assert heard == [holders[commitment.pk].name]
    others = {str(user.person) for user in world.users.values() if user.person} - set(told)
    assert str(world.users["notulis"].person) in others
    assert str(world.users["chair"].person) in others


def test_once_a_day_however_often_the_job_runs(world: World) -> None:
    assert tell("2026-06-29T02:00:00Z")
    for again in ("2026-06-29T02:10:00Z", "2026-06-29T11:50:00Z"):
        assert tell(again) == {}
    assert Round.objects.filter(day="2026-06-29", zone="Asia/Jakarta").count() == 1
    Round.objects.all().delete()  # cut off before it was written down
    assert tell("2026-06-29T03:00:00Z") == {}
    assert Part.objects.count() == 1


def test_only_when_there_is_news(world: World) -> None:
    """Of a late promise one hears on the next day, and then once a week."""
    told = [bool(tell(f"2026-06-{day:02}T02:00:00Z")) for day in (1, 2, 3, 8, 9, 15, 16)]
    assert told == [True, False, False, True, False, True, False]  # the 7th is a Sunday
    assert bool(tell("2026-05-24T02:00:00Z")) is False  # Sunday; a week before
    Round.objects.all().delete()
    assert "31 Mei 2026" in tell("2026-05-25T02:00:00Z")["Maria Tanudjaja"]  # made up for


def test_the_hours_of_each_zone(world: World) -> None:
    for zone, opens in (
        ("Asia/Jakarta", "2026-06-29T00:00:00Z"),
        ("Asia/Makassar", "2026-06-28T23:00:00Z"),
        ("Asia/Jayapura", "2026-06-28T22:00:00Z"),
    ):
        Region.objects.filter(pk=world.kecamatan.pk).update(timezone=zone)
        Message.objects.all().delete()
        Round.objects.all().delete()
        with time_machine.travel(opens, tick=False) as now:
            now.shift(timedelta(seconds=-1))
            jobs.tell_news()
            assert not Message.objects.exists()
            now.shift(timedelta(seconds=1))
            jobs.tell_news()
            message = Message.objects.get()
        assert message.key.endswith(":2026-06-29")
        assert (message.timezone, message.made_at.isoformat()) == (
            zone,
            opens.replace("Z", "+00:00"),
        )


def test_who_reported_is_left_alone(world: World) -> None:
    with world.doing("partner", wib(6, 27)) as act:
        record_update(act, commitment=world.promise_waiting, text="Selesai", says_done=True)
    assert tell("2026-06-29T02:00:00Z") == {}


def test_proof_that_is_not_adequate_is_told(world: World) -> None:
    with world.doing("partner", wib(6, 27)) as act:
        record_update(act, commitment=world.promise_waiting, text="Selesai", says_done=True)
    with world.doing("chair", wib(6, 28, 15)) as act:
        record_check(
            act, commitment=world.promise_waiting, adequate=False, reason="Daftar hadir belum ada"
        )
    assert "Daftar hadir belum ada" in tell("2026-06-29T02:00:00Z")["Maria Tanudjaja"]


def test_what_a_session_decided_once_it_is_ratified(world: World) -> None:
    meeting = Meeting.objects.select_related("forum", "region").get(pk=world.opened.pk)
    with world.doing("notulis", wib(6, 26, 11)) as act:
        actions.give_verdict(
            act,
            meeting,
            commitment=world.promise_waiting,
            verdict="continued",
            new_due_on=date(2026, 9, 30),
        )
    with world.doing("chair", wib(6, 29, 15)) as act:
        actions.ratify_meeting(act, meeting)
    told = tell("2026-06-30T02:00:00Z")
    assert set(told) == {"Maria Tanudjaja", "Ahmad Fauzi, S.Ag", "Asep Gunawan, S.IP", HEAD}
    assert "30 Sep 2026" in told["Maria Tanudjaja"]
    assert "Membuka Posyandu sore" in told[HEAD]  # what it promised there
    assert tell("2026-07-01T02:00:00Z") == {}  # once


HEAD = "Rina Marlina, M.K.M"  # of the three in office at Puskesmas Citarip, who leads it


def test_answers_from_above(world: World, above: Above) -> None:
    raised, meeting = above.raised(), above.session(8, 1)
    with world.doing("outsider", wib(8, 3, 15)) as act:
        actions.answer_escalation(
            act, meeting, escalation=raised, decision="helps", text="Dinkes meminjamkan alat."
        )
    told = tell("2026-08-04T02:00:00Z")
    assert "Rakor Kota Bandung" in told["Ahmad Fauzi, S.Ag"]
    assert "Dinkes meminjamkan alat." in told["Ahmad Fauzi, S.Ag"]


def test_who_sits_for_the_body_holds_it(world: World) -> None:
    with world.doing("administrator", wib(6, 1)) as act:
        record_membership(
            act, forum=world.forum, organisation=world.ngo, person=world.people["outsider"]
        )
    assert set(tell("2026-06-29T02:00:00Z")) == {"Omar Sastra"}


def test_the_owner_himself_holds_it(world: World) -> None:
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(
        owner_person=world.people["second_head"]
    )
    assert set(tell("2026-06-29T02:00:00Z")) == {"Budi Santoso"}


def test_a_body_without_people_is_not_forgotten(world: World) -> None:
    """Who held it left; nobody is in office: the text is for the body, to be passed on by hand."""
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(
        owner_person=world.people["ministry"], owner_organisation=world.bodies["posyandu"]
    )
    world.people["ministry"].valid_to = date(2026, 6, 1)
    world.people["ministry"].save()
    assert set(tell("2026-06-29T02:00:00Z")) == {"Posyandu Melati"}


def test_with_the_personal_link(world: World) -> None:
    tell("2026-06-29T02:00:00Z")
    text = sent()["Maria Tanudjaja"]
    token = text.partition("https://mufakat.example.go.id/janji/")[2].partition("/")[0]
    link = Link.objects.get()
    assert id_in(token, LinkKind.PROMISES) == link.pk
    assert (link.thing_id, link.organisation) == (str(world.memberships["ngo"].pk), world.ngo)
    assert f"https://mufakat.example.go.id/kabar/{token}/berhenti/" in text
    tell("2026-07-05T17:30:00Z")
    assert set(tell("2026-07-06T02:00:00Z")) == {"Maria Tanudjaja"}
    assert token in sent()["Maria Tanudjaja"]  # the same link
    assert Link.objects.count() == 1


def test_without_an_address_there_are_no_links(world: World, settings: Any) -> None:
    settings.POST = Post()
    tell("2026-06-29T02:00:00Z")
    assert "http" not in sent()["Maria Tanudjaja"]
    assert not Link.objects.exists()


@pytest.mark.parametrize("whose", ["person", "organisation"])
def test_who_asked_for_silence(world: World, whose: str) -> None:
    given: Any = (
        {"person": world.people["ngo"]} if whose == "person" else {"organisation": world.ngo}
    )
    with world.doing("partner", wib(6, 27)) as act:
        stop_messages(act, **given)
    assert tell("2026-06-29T02:00:00Z") == {}


def test_many_promises_are_one_short_message(world: World) -> None:
    rows = list(Commitment.objects.filter(pk=world.promise_waiting.pk))
    for number in range(30):
        row = rows[0]
        row.pk, row.what = None, f"Janji {number} " + "x" * 400
        row.id = new_id()
        row.save(force_insert=True)
    text = tell("2026-06-29T02:00:00Z")["Maria Tanudjaja"]
    assert len(text) < 2000
    assert "23" in text  # and 23 more


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_questions_for_one_and_three(world: World, many: int) -> None:
    promises = (world.promise_waiting, world.promise_continued, world.promise_new)
    keys = [promise.pk for promise in promises[:many]]
    Commitment.objects.exclude(pk__in=keys).update(state="kept")
    Commitment.objects.filter(pk__in=keys).update(due_on="2026-06-29", made_on="2026-06-01")
    with time_machine.travel("2026-06-29T02:00:00Z", tick=False):
        with CaptureQueriesContext(connection) as asked:
            jobs.tell_news()
        assert Message.objects.count() == many
    reads = [q["sql"] for q in asked if q["sql"].startswith("SELECT")]
    # Each link that is given asks for itself: is there one, until when does he hold office or seat.
    links = ("directory_link", "journal", 'SELECT "directory_office"."valid_to"')
    seats = 'SELECT "directory_membership"."valid_to"'
    assert len([sql for sql in reads if not any(each in sql for each in (*links, seats))]) <= 24

"""Who hears of an assessment, when, once; and that what waits to be told says what is true."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.delivery.actions import stop_messages
from mufakat.delivery.channels import Post
from mufakat.delivery.models import Message, Part
from mufakat.delivery.queries import letter_of
from mufakat.delivery.rules import Span
from mufakat.directory import actions as directory
from mufakat.directory.models import Person
from mufakat.indicators.actions.accepting import (
    accept_assessment,
    return_assessment,
    verify_assessment,
)
from mufakat.indicators.actions.calls import excuse_obligation, record_obligation
from mufakat.indicators.models import Assessment, Call
from mufakat.indicators.pages.reminders import news_of
from mufakat.journal.worker import work_once
from mufakat.web.jobs import tell_news
from tests.assessing import BODY, begin, call_for, centre_of, fill, instrument_of, send
from tests.reacting import REACTIONS
from tests.world import World, wib


@pytest.fixture(autouse=True)
def by_hand(settings: Any) -> None:
    settings.POST = Post()


@pytest.fixture
def call(world: World) -> Call:
    centre_of(world)
    with time_machine.travel("2026-06-01T01:00:00Z", tick=False):
        return call_for(world, instrument_of())


def tell(day: str, hour: str = "02:00") -> dict[str, str]:
    """What each hears on this day of assessments: name → text of these parts of his new message."""
    before = set(Part.objects.values_list("pk", flat=True))
    with time_machine.travel(f"{day}T{hour}:00Z", tick=False):
        tell_news()
    fresh = Part.objects.exclude(pk__in=before).filter(organisation__isnull=False)
    return {part.message.name: part.text for part in fresh.select_related("message")}


def name_of(world: World, who: str) -> str:
    return str(world.users[who].person)


def test_who_owes_hears_of_it_on_its_days_and_no_oftener(world: World, call: Call) -> None:
    head = name_of(world, "kepala_puskesmas")
    heard = {}
    for day in (
        "06-01",
        "06-02",
        "06-13",
        "06-18",
        "06-19",
        "06-20",
        "06-22",
        "06-29",
        "07-06",
        "07-11",
    ):
        if said := tell(f"2026-{day}"):
            heard[f"2026-{day}"] = list(said)
            assert tell(f"2026-{day}", "03:00") == {}
    assert heard == {
        day: [head]
        for day in (
            "2026-06-01",
            "2026-06-13",
            "2026-06-19",
            "2026-06-22",
            "2026-06-29",
            "2026-07-06",
        )
    }
    texts = [
        p.text for p in Part.objects.filter(organisation__isnull=False).order_by("message__made_at")
    ]
    assert "20 Jun" in texts[0] and re.search("2 (hari|days)", texts[3])


def test_one_message_a_day_with_promises_in_it(world: World, call: Call) -> None:
    """The head who also holds a promise hears of both in one message."""
    world.promise_waiting.owner_organisation = world.citarip
    world.promise_waiting.save()
    tell("2026-06-22")
    mine = Message.objects.filter(name=name_of(world, "kepala_puskesmas"))
    parts = list(mine.get().parts.all())
    assert [bool(part.forum_id) for part in parts] == [True, False]


def test_sent_back_and_accepted(world: World, call: Call) -> None:
    tell("2026-06-01")
    with time_machine.travel("2026-06-02T05:00:00Z", tick=False):
        assessment = send(world, fill(world, begin(world, call.instrument)))
        with world.doing("mentor") as act:
            return_assessment(act, assessment, reason="Foto antropometri belum ada")
    head = name_of(world, "kepala_puskesmas")
    assert "Foto antropometri belum ada" in tell("2026-06-03")[head]
    assert head not in tell("2026-06-04")
    with time_machine.travel("2026-06-04T05:00:00Z", tick=False):
        send(world, assessment)
        with world.doing("mentor") as act:
            verify_assessment(act, assessment)
        with world.doing("dinkes_kabkota") as act:
            accept_assessment(act, assessment)
    said = tell("2026-06-05")
    assert re.search("4 (dari|of) 4", said[head]) and list(said) == [head]
    assert tell("2026-06-06") == {}


def test_who_verifies_and_who_accepts(world: World, call: Call) -> None:
    """The mentor has no name in the directory: so it waits for the Dinkes; never for who filled it in."""
    dinkes, province = name_of(world, "dinkes_kabkota"), world.users["dinkes_provinsi"]
    tell("2026-06-01")
    with time_machine.travel("2026-06-02T05:00:00Z", tick=False):
        send(world, fill(world, begin(world, call.instrument)))
    said = tell("2026-06-03")
    assert list(said) == [dinkes] and "Citarip" in said[dinkes]
    assert tell("2026-06-04") == {}
    assert list(tell("2026-06-09")) == [dinkes]  # it has waited a week
    person = Person.objects.exclude(
        pk__in=[u.person_id for u in world.users.values() if u.person_id]
    )
    mentor = world.users["mentor"]
    mentor.person = person.first() or world.people["ngo"]
    mentor.save()
    assert list(tell("2026-06-16")) == [str(mentor.person)]  # the nearest who only verifies
    with time_machine.travel("2026-06-16T05:00:00Z", tick=False), world.doing("mentor") as act:
        verify_assessment(act, Assessment.objects.get())
    assert list(tell("2026-06-17")) == [dinkes]
    assert province.person is None or str(province.person) not in tell("2026-06-24")


def test_own_hands_do_not_judge(world: World, call: Call) -> None:
    with time_machine.travel("2026-06-02T05:00:00Z", tick=False):
        assessment = begin(world, call.instrument, who="dinkes_kabkota")
        send(world, fill(world, assessment, who="dinkes_kabkota"), "dinkes_kabkota")
    tell("2026-06-01")
    assert name_of(world, "dinkes_kabkota") not in tell("2026-06-03")


def test_without_account_and_without_anybody(world: World) -> None:
    """Of Sukapakir nobody signs in: who leads it is told; of a body that nobody leads, the body itself, by hand."""
    plain = instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"})
    with world.doing("administrator", wib(5, 1)) as act:
        body = directory.record_facility(
            act, name="Puskesmas Baru", kind="puskesmas", region=world.village
        )
    with time_machine.travel("2026-06-01T01:00:00Z", tick=False):
        call_for(world, plain)
    said = tell("2026-06-01")
    assert str(body) in said
    assert len(said) == 3 and name_of(world, "kepala_puskesmas") in said
    with time_machine.travel("2026-06-01T03:00:00Z", tick=False):
        page = world.client("dinkes_kabkota").get("/kabar/").content.decode()
        own = world.client("kepala_puskesmas").get("/kabar/").content.decode()
        other = world.client("neighbour").get("/kabar/").content.decode()
    assert "Puskesmas Baru" in page and "Citarip" in own
    assert "Puskesmas Baru" not in own and "Citarip" not in other


def test_who_wants_no_news_gets_none(world: World, call: Call) -> None:
    with world.doing("kepala_puskesmas") as act:
        stop_messages(act, person=world.users["kepala_puskesmas"].person)
    assert tell("2026-06-01") == {}


def test_what_waits_says_what_is_true(world: World, call: Call) -> None:
    tell("2026-06-22")
    part = Part.objects.get(organisation=world.citarip.pk)
    assert part.text
    with time_machine.travel("2026-06-22T02:10:00Z", tick=False):
        assessment = send(world, fill(world, begin(world, call.instrument)))
        while work_once(REACTIONS):
            pass
    part.refresh_from_db()
    assert part.text == ""
    with time_machine.travel("2026-06-22T02:20:00Z", tick=False):
        with world.doing("mentor") as act:
            return_assessment(act, assessment, reason="Angka keliru")
        while work_once(REACTIONS):
            pass
    part.refresh_from_db()
    assert part.text  # it is late again; the reason is told tomorrow
    assert "Angka keliru" in "".join(tell("2026-06-23").values())


def test_the_excused_hear_nothing(world: World, call: Call) -> None:
    with world.doing("dinkes_kabkota") as act:
        excuse_obligation(act, call.obligations.get(), reason="Sedang dibangun")
    assert tell("2026-06-01") == {}


def test_passed_on_by_hand_it_is_not_sent_again(world: World, call: Call) -> None:
    tell("2026-06-01")
    message = Message.objects.get(parts__organisation=world.citarip.pk)
    assert "Instrumen uji COE" in letter_of(message, message.parts.all()).text
    with time_machine.travel("2026-06-01T03:00:00Z", tick=False):
        url = f"/kabar/{message.pk}/sampaikan/"
        for who, status in (("neighbour", 404), ("mentor", 403), ("dinkes_kabkota", 303)):
            assert world.client(who).post(url, {"act_id": str(new_id())}).status_code == status
        assert (
            world.client("dinkes_kabkota").post(url, {"act_id": str(new_id())}).status_code == 422
        )
    part = Part.objects.get(organisation=world.citarip.pk)
    assert part.told_by == str(world.users["dinkes_kabkota"]) and part.message.sent_at


def test_it_costs_the_same_for_any_number(world: World) -> None:
    plain = instrument_of("uji-puskesmas", BODY | {"level": "puskesmas"})
    counts: list[int] = []
    with time_machine.travel("2026-06-01T01:00:00Z", tick=False):
        made = call_for(world, plain)
    for day in ("2026-06-01", "2026-06-13"):
        if counts:
            _three_more(world, made)
        with (
            time_machine.travel(f"{day}T02:00:00Z", tick=False),
            CaptureQueriesContext(connection) as counted,
        ):
            news_of(
                Q(), Span(date.fromisoformat(day), date.fromisoformat(day) - DAY, *_instants(day))
            )
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 14


DAY = timedelta(days=1)


def _instants(day: str) -> tuple[datetime, datetime]:
    until = datetime.fromisoformat(f"{day}T02:00:00+00:00")
    return until - DAY, until


def _three_more(world: World, call: Call) -> None:
    for n in range(3):
        with world.doing("dinkes_kabkota", wib(6, 12)) as act:
            body = directory.record_facility(
                act, name=f"Puskesmas {n}", kind="puskesmas", region=world.village
            )
            record_obligation(act, call, organisation=body)

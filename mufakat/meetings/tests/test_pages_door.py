"""Behind the QR code, without an account: right and wrong codes, hours, links, signatures, names."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import end_link
from mufakat.directory.links import token_of
from mufakat.directory.models import Link, Person
from mufakat.meetings import actions, rules
from mufakat.meetings.models import CheckIn, Participant
from tests.world import World, wib

pytestmark = pytest.mark.django_db
NOW = wib(6, 26, 9, 25)
SIGNED = [[10, 10, 200, 100], [5, 5]]


@pytest.fixture(autouse=True)
def on_the_day(after_the_year: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def link(world: World) -> Link:
    with world.doing("notulis", NOW - timedelta(hours=1)) as act:
        return actions.record_door(act, world.opened, name="Pintu")


def url(link: Link) -> str:
    return f"/hadir/{token_of(link)}/"


def send(link: Link, query: str = "", client: Client | None = None, **values: Any) -> Any:
    values = {"act_id": str(new_id()), "code": rules.place_code(_meeting(link), NOW), **values}
    return (client or Client()).post(url(link) + query, values, follow=True)


def _meeting(link: Link) -> Any:
    from uuid import UUID

    return UUID(link.thing_id)


def maria(world: World) -> Participant:
    return world.opened.participants.get(name="Maria Tanudjaja")


def test_the_list_is_searched_and_tells_only_names_and_offices(world: World, link: Link) -> None:
    Person.objects.filter(name="Maria Tanudjaja").update(phone="081255550123")
    Participant.objects.filter(pk=maria(world).pk).update(phone="081255550124", email="m@x.id")
    client = Client()
    assert "Maria" not in client.get(url(link)).content.decode()
    assert "Maria" not in client.get(url(link), {"cari": "ma"}).content.decode()
    text = client.get(url(link), {"cari": "maria"}).content.decode()
    assert "Maria Tanudjaja" in text and "Koordinator Program" in text
    assert not [word for word in ("0812", "m@x.id", "Ahmad Fauzi") if word in text]


def test_who_came_uninvited_is_not_offered_to_others(world: World, link: Link) -> None:
    send(link, "?baru=1", name="Joko Susilo")
    assert "Joko" not in Client().get(url(link), {"cari": "susilo"}).content.decode()


def test_who_chooses_himself_is_present_with_his_signature(world: World, link: Link) -> None:
    answer = send(link, f"?peserta={maria(world).pk}", signature=json.dumps(SIGNED))
    assert maria(world).present and maria(world).arrived_at == NOW
    assert CheckIn.objects.get().signature == SIGNED
    text = answer.content.decode()
    assert "Maria Tanudjaja" in text and "M10 10L200 100M5 5L5 5" in text


def test_without_javascript_the_signature_follows_on_paper(world: World, link: Link) -> None:
    text = send(link, "?baru=1", name="Joko Susilo", sector="agama").content.decode()
    assert world.opened.participants.get(name="Joko Susilo").present
    assert "<svg" not in text


def test_the_same_form_twice_is_one_entry(world: World, link: Link) -> None:
    act_id = str(new_id())
    for _each in range(2):
        assert send(link, "?baru=1", act_id=act_id, name="Joko Susilo").status_code == 200
    assert CheckIn.objects.count() == 1


def test_in_anothers_stead(world: World, link: Link) -> None:
    send(link, f"?mewakili={maria(world).pk}", name="Rudi Hartono")
    came = world.opened.participants.get(name="Rudi Hartono")
    assert came.represented == maria(world) and not maria(world).present


@pytest.mark.parametrize("code", ["", "000000", "9" * 12])
def test_a_photographed_code_waits_and_says_so(world: World, link: Link, code: str) -> None:
    answer = send(link, f"?peserta={maria(world).pk}", code=code)
    entry = CheckIn.objects.get()
    assert entry.state == "waiting" and not maria(world).present
    assert rules.in_words(entry.marks)[0] in answer.content.decode()


def test_from_home_in_the_evening_waits(world: World, link: Link) -> None:
    at = wib(6, 26, 21)
    with time_machine.travel(at, tick=False):
        code = rules.place_code(world.opened.pk, at)
        send(link, f"?peserta={maria(world).pk}", code=code)
    assert CheckIn.objects.get().marks == ["outside_hours"]


def test_the_code_of_the_screen_comes_along_with_the_address(world: World, link: Link) -> None:
    code = rules.place_code(world.opened.pk, NOW)
    text = Client().get(url(link), {"cari": "maria", "kode": code}).content.decode()
    assert f"&amp;kode={code}" in text or f"&kode={code}" in text
    form = Client().get(url(link), {"baru": "1", "kode": code}).content.decode()
    assert f'value="{code[:3]} {code[3:]}"' in form


def test_a_link_that_is_revoked_over_or_guessed(world: World, link: Link) -> None:
    guessed = token_of(link)[:-1] + ("A" if token_of(link)[-1] != "A" else "B")
    assert Client().get(f"/hadir/{guessed}/").status_code == 404
    with time_machine.travel(wib(7, 4)):
        assert send(link, "?baru=1", name="Joko Susilo").status_code == 410
    with world.doing("notulis", NOW) as act:
        end_link(act, link)
    assert send(link, "?baru=1", name="Joko Susilo").status_code == 410
    assert not CheckIn.objects.exists()


def test_a_link_of_another_kind_opens_no_door(world: World, link: Link) -> None:
    Link.objects.filter(pk=link.pk).update(kind="calendar")
    link.refresh_from_db()
    assert Client().get(url(link)).status_code == 404


@pytest.mark.parametrize(
    "signature",
    ["x" * 1_000_000, '[["<script>alert(1)</script>",1]]', "[[1,2", '{"a":1}', "[[1e9,1]]"],
)
def test_a_signature_that_is_none_is_refused_and_not_sent_back(
    world: World, link: Link, signature: str
) -> None:
    answer = send(link, "?baru=1", name="Joko Susilo", signature=signature)
    assert answer.status_code == 422 and len(answer.content) < 50_000
    assert "<script>alert" not in answer.content.decode()
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("name", ["", "😊", "\u202e\u200b", "a\0b", "x" * 161])
def test_names_that_are_none_come_back(world: World, link: Link, name: str) -> None:
    assert send(link, "?baru=1", name=name).status_code == 422
    assert not CheckIn.objects.exists()


def test_names_are_data(world: World, link: Link) -> None:
    answer = send(link, "?baru=1", name="<b>Joko</b>\u202e Susilo")
    assert "&lt;b&gt;Joko&lt;/b&gt; Susilo" in answer.content.decode()


def test_two_of_one_name_on_the_list_are_told_apart_by_their_office(
    world: World, link: Link
) -> None:
    twin = Participant.objects.create(
        meeting=world.opened,
        name="Maria Tanudjaja",
        title="Bidan",
        sector="kesehatan",
        invited=True,
    )
    text = Client().get(url(link), {"cari": "maria"}).content.decode()
    assert "Bidan" in text and "Koordinator Program" in text
    for one in (twin, world.opened.participants.get(person__name="Maria Tanudjaja")):
        send(link, f"?peserta={one.pk}")
    assert world.opened.participants.filter(name="Maria Tanudjaja", present=True).count() == 2


def test_a_session_that_was_cancelled_meanwhile_says_so(world: World) -> None:
    with world.doing("notulis", NOW) as act:
        link = actions.record_door(act, world.planned, name="Pintu")
    with world.doing("notulis", NOW) as act:
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    answer = send(link, "?baru=1", name="Joko Susilo")
    assert answer.status_code == 422 and not CheckIn.objects.exists()


def test_a_session_that_is_not_opened_yet_takes_entries_in_its_hours(world: World) -> None:
    with world.doing("notulis", NOW) as act:
        link = actions.record_door(act, world.planned, name="Pintu")
    at = wib(9, 25, 8, 30)
    with time_machine.travel(at, tick=False):
        send(link, "?baru=1", name="Joko Susilo", code=rules.place_code(world.planned.pk, at))
    assert world.planned.participants.get(name="Joko Susilo").present


def test_one_signed_in_to_mufakat_may_sign_in_at_the_door(world: World, link: Link) -> None:
    send(link, f"?peserta={maria(world).pk}", client=world.client("partner"))
    assert maria(world).present


def test_a_receipt_of_another_session_is_not_shown(world: World, link: Link) -> None:
    with world.doing("notulis", NOW) as act:
        entry = actions.record_checkin(act, world.planned, source="qr", name="Joko Susilo")
    assert "Joko" not in Client().get(url(link), {"entri": str(entry.pk)}).content.decode()
    for odd in ("x", "a\0b", "1"):
        assert Client().get(url(link), {"entri": odd, "peserta": odd}).status_code in (200, 400)


def test_the_screen_shows_code_and_way(world: World, link: Link) -> None:
    client = world.client("notulis")
    text = client.get(f"{world.opened.get_absolute_url()}pintu/").content.decode()
    code = rules.place_code(world.opened.pk, NOW)
    assert f"{code[:3]} {code[3:]}" in text and code not in text.partition("</svg>")[2]
    assert url(link) in text and "<svg" in text
    pdf = client.get(f"{world.opened.get_absolute_url()}pintu.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert client.get(f"{world.planned.get_absolute_url()}pintu.pdf").status_code == 404


def test_the_door_costs_few_queries(world: World, link: Link) -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get(url(link), {"cari": "maria"})
    assert len(asked) <= 6


def test_the_door_of_a_cancelled_session_says_so(world: World) -> None:
    with world.doing("notulis", NOW) as act:
        link = actions.record_door(act, world.planned, name="Pintu")
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    for query in ("", "?baru=1", "?cari=maria"):
        page = Client().get(url(link) + query).content.decode()
        assert "dibatalkan" in page
        assert "<form" not in page.partition("<main")[2].partition("</main>")[0]

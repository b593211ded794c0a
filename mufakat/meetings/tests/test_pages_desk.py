"""The registrar's desk by its addresses."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.journal.models import Act, Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions
from mufakat.meetings.models import CheckIn, Participant
from tests.world import World, wib

pytestmark = pytest.mark.django_db
NOW = "2026-06-26T02:25:00Z"  # 09.25 WIB


@pytest.fixture(autouse=True)
def on_the_day(after_the_year: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values}, follow=True)


def desk(world: World) -> str:
    return f"{world.opened.get_absolute_url()}pendaftaran/"


def absent(world: World) -> Participant:
    return world.opened.participants.get(name="Maria Tanudjaja")


def waiting(world: World, name: str = "Tanudjaja Maria") -> CheckIn:
    with world.doing("notulis", wib(6, 26, 9, 20)) as act:
        return actions.record_checkin(act, world.opened, source="qr", name=name)


def test_the_desk_finds_by_name_office_and_sector(world: World) -> None:
    client = world.client("notulis")
    everybody = client.get(desk(world)).content.decode()
    assert "Maria Tanudjaja" in everybody and "Ahmad Fauzi" in everybody
    for text in ("tanud", "sehat bersama", "koordinator", "LSM"):
        found = client.get(desk(world), {"cari": text}).content.decode()
        assert "Maria Tanudjaja" in found and "Ahmad Fauzi" not in found, text
    nobody = client.get(desk(world), {"cari": "zzz"}).content.decode()
    assert "Ahmad Fauzi" not in nobody and f"{desk(world)}tambah/" in nobody


def test_one_tap_and_the_hour_is_told_with_late(world: World) -> None:
    client = world.client("notulis")
    text = send(client, f"{desk(world)}{absent(world).pk}/hadir/").content.decode()
    assert "09.25" in text and absent(world).arrived_at == wib(6, 26, 9, 25)
    shown = client.get(desk(world), {"cari": "maria"}, headers={"accept-language": "en"})
    assert "came 09:25, late" in shown.content.decode()


def test_a_tap_that_arrives_twice_is_one(world: World) -> None:
    client, act_id, url = (
        world.client("notulis"),
        new_id(),
        f"{desk(world)}{absent(world).pk}/hadir/",
    )
    assert client.post(url, {"act_id": str(act_id)}).headers["Act"] == f"{act_id} done"
    assert client.post(url, {"act_id": str(act_id)}).headers["Act"] == f"{act_id} already"
    assert Act.objects.filter(pk=act_id).count() == 1


def test_a_wrong_hour_comes_back_with_the_reason(world: World) -> None:
    url = f"{desk(world)}{absent(world).pk}/hadir/"
    assert send(world.client("notulis"), url, hour="23:00").status_code == 422
    assert send(world.client("notulis"), url, hour="sore").status_code == 422
    assert not absent(world).present


def test_undo_departure_and_representative(world: World) -> None:
    client, who = world.client("notulis"), absent(world)
    send(client, f"{desk(world)}{who.pk}/hadir/", hour="09:10")
    send(client, f"{desk(world)}{who.pk}/pulang/")
    assert absent(world).left_at == wib(6, 26, 9, 25)
    send(client, f"{desk(world)}{who.pk}/pulang/batal/")
    assert absent(world).left_at is None
    assert send(client, f"{desk(world)}{who.pk}/diwakili/", name="Rudi").status_code == 422
    send(client, f"{desk(world)}{who.pk}/hadir/batal/")
    send(client, f"{desk(world)}{who.pk}/diwakili/", name="Rudi Hartono", title="Staf")
    came = world.opened.participants.get(name="Rudi Hartono")
    assert (came.represents, came.organisation_id) == (who.name, who.organisation_id)


def test_a_representative_who_was_named_before_is_filled_in(world: World) -> None:
    Participant.objects.filter(pk=absent(world).pk).update(represented_by="Rudi Hartono")
    url = f"{desk(world)}{absent(world).pk}/diwakili/"
    assert 'value="Rudi Hartono"' in world.client("notulis").get(url).content.decode()


def test_somebody_unlisted_is_added_or_asked_about(world: World) -> None:
    client = world.client("notulis")
    send(client, f"{desk(world)}tambah/", name="Joko Susilo", sector="agama")
    assert world.opened.participants.get(name="Joko Susilo").present
    send(client, f"{desk(world)}tambah/", name="dr. Maria Tanudjaja")
    assert CheckIn.objects.get(state="waiting").name == "dr. Maria Tanudjaja"
    assert send(client, f"{desk(world)}tambah/", name="😊").status_code == 422


def test_what_waits_stands_first_with_who_it_may_be(world: World) -> None:
    entry, client = waiting(world), world.client("notulis")
    text = client.get(desk(world)).content.decode()
    assert text.index("Tanudjaja Maria") < text.index('id="daftar"')
    assert f'name="who" value="{absent(world).pk}"' in text
    send(client, f"{desk(world)}entri/{entry.pk}/terima/", who=str(absent(world).pk))
    assert absent(world).present
    assert "Tanudjaja Maria" not in client.get(desk(world)).content.decode()


def test_no_keeps_both_and_refusal_keeps_the_entry(world: World) -> None:
    client = world.client("notulis")
    send(client, f"{desk(world)}entri/{waiting(world).pk}/terima/", who="new")
    assert world.opened.participants.get(name="Tanudjaja Maria").present
    assert not absent(world).present
    other = waiting(world, "Joko Susilo")
    send(client, f"{desk(world)}entri/{other.pk}/tolak/")
    assert CheckIn.objects.get(pk=other.pk).state == "refused"


def test_of_another_session_nobody_is_taken(world: World) -> None:
    client, elsewhere = world.client("notulis"), world.ratified.participants.all()[0]
    assert send(client, f"{desk(world)}{elsewhere.pk}/hadir/").status_code == 404
    url = f"{desk(world)}entri/{waiting(world).pk}/terima/"
    assert send(client, url, who=str(elsewhere.pk)).status_code == 422


def test_the_desk_costs_the_same_for_one_entry_and_for_many(world: World) -> None:
    client, counts = world.client("notulis"), []
    for names in (["Tanudjaja Maria"], ["Joko Susilo", "Tini Wati", "Ahmad Fauzi"]):
        for name in names:
            waiting(world, name)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(desk(world))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_the_page_of_the_session_says_what_waits(world: World) -> None:
    waiting(world)
    text = world.client("notulis").get(world.opened.get_absolute_url()).content.decode()
    assert desk(world) in text and "daftar-hadir.pdf" in text


def test_one_written_down_twice_becomes_one(world: World) -> None:
    """By the old form of the list, which asks nothing: the desk sees it, and makes it one."""
    client, who = world.client("notulis"), absent(world)
    with world.doing("notulis", wib(6, 26, 9, 5)) as act:
        twin = actions.record_participant(act, world.opened, name="Tanudjaja, Maria")
    link = f"{desk(world)}{twin.pk}/gabung/"
    assert f"{link}?sama={who.pk}" in client.get(desk(world)).content.decode()
    act_id = new_id()
    for receipt in ("done", "already"):
        answer = client.post(link, {"act_id": str(act_id), "who": str(who.pk)})
        assert answer.headers["Act"] == f"{act_id} {receipt}"
    assert absent(world).present
    assert not world.opened.participants.filter(pk=twin.pk).exists()
    assert link not in client.get(desk(world)).content.decode()


def test_who_was_invited_is_not_merged_away(world: World) -> None:
    other = world.opened.participants.filter(present=True)[0]
    url = f"{desk(world)}{absent(world).pk}/gabung/"
    assert send(world.client("notulis"), url, who=str(other.pk)).status_code == 422
    assert absent(world).name == "Maria Tanudjaja"


# -- Several entries in one go ------------------------------------------------------------------


def settle(world: World, entries: list[CheckIn], act_id: object = None, **values: Any) -> Any:
    ids = [str(entry.pk) for entry in entries]
    return send(world.client("notulis"), f"{desk(world)}entri/", act_id, entries=ids, **values)


def states(entries: list[CheckIn]) -> list[str]:
    return [CheckIn.objects.get(pk=entry.pk).state for entry in entries]


def test_the_ticked_are_refused_with_one_reason(world: World) -> None:
    entries = [waiting(world, name) for name in ("Joko Susilo", "Tini Wati", "Udin Saputra")]
    client = world.client("notulis")
    assert 'form="banyak"' in client.get(desk(world)).content.decode()
    asked = {"entri": [f"{entries[0].pk}", f"{entries[1].pk}"]}
    shown = client.get(f"{desk(world)}entri/", asked).content.decode()
    assert "Joko Susilo" in shown and "Tini Wati" in shown and "Udin Saputra" not in shown
    refused = settle(world, entries[:2], answer="refused", reason="Foto kode dari rumah")
    assert refused.status_code == 200
    assert states(entries) == ["refused", "refused", "waiting"]
    told = Event.objects.get(verb="checkins.settled")
    assert "Foto kode dari rumah" in sentence(told) and "Tini Wati" in sentence(told)
    assert not world.opened.participants.filter(name="Joko Susilo").exists()


def test_without_a_reason_or_an_answer_nothing_is_settled(world: World) -> None:
    entries = [waiting(world, name) for name in ("Joko Susilo", "Tini Wati")]
    for values in ({"answer": "refused", "reason": "  "}, {"reason": "x"}, {"answer": "ya"}):
        answer = settle(world, entries, **values)
        assert answer.status_code == 422 and "Joko Susilo" in answer.content.decode(), values
    assert settle(world, [], answer="accepted").status_code == 422
    assert states(entries) == ["waiting", "waiting"]


def test_all_that_wait_are_accepted_once(world: World) -> None:
    """Two entries of one person make one on the list; who chose his own name stays that one."""
    entries = [waiting(world, name) for name in ("Joko Susilo", "Tini Wati", "Joko Susilo")]
    shown = world.client("notulis").get(f"{desk(world)}entri/?semua").content.decode()
    assert all(str(entry.pk) in shown for entry in entries)
    act_id, before = new_id(), world.opened.participants.count()
    for _ in range(2):
        assert settle(world, entries, act_id, answer="accepted").status_code == 200
    assert world.opened.participants.filter(present=True, name="Joko Susilo").count() == 1
    assert world.opened.participants.count() == before + 2
    assert states(entries) == ["accepted", "accepted", "merged"]
    assert settle(world, entries, answer="refused", reason="?").status_code == 200
    assert states(entries) == ["accepted", "accepted", "merged"]  # settled stays settled


def test_who_chose_himself_comes_in_as_himself(world: World) -> None:
    with world.doing("notulis", wib(6, 26, 9, 20)) as act:
        own = actions.record_checkin(act, world.opened, source="qr", participant=absent(world))
    assert own.state == "waiting"  # without the code of the place
    settle(world, [own, waiting(world, "Tini Wati")], answer="accepted")
    assert absent(world).present


def test_somebody_like_one_on_the_list_is_decided_singly(world: World) -> None:
    entries = [waiting(world, "Tini Wati"), waiting(world)]
    answer = settle(world, entries, answer="accepted")
    assert answer.status_code == 422 and "Tanudjaja Maria" in answer.content.decode()
    assert states(entries) == ["waiting", "waiting"]


def test_entries_of_another_session_are_not_settled_here(world: World) -> None:
    with world.doing("notulis", wib(6, 26, 9, 20)) as act:
        other = actions.record_checkin(act, world.ratified, source="qr", name="Joko Susilo")
    refused = settle(world, [other], answer="refused", reason="?")
    assert refused.status_code == 422 and states([other]) == ["waiting"]

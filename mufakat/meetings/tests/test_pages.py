"""The pages of forums and sessions, by their addresses: works, refused by rule, refused by role, arrives twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.ids import new_id
from mufakat.journal.models import Act
from mufakat.meetings.models import AgendaItem, Cycle, Decision, Meeting, Note, Participant
from tests.world import World

pytestmark = pytest.mark.django_db


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


# -- Reading ----------------------------------------------------------------------------------


def test_forum_page_shows_the_year_and_what_is_open(world: World) -> None:
    answer = world.client("notulis").get(f"/forum/{world.forum.pk}/?tahun={world.cycle.year}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Tribulan IV" in text
    assert world.promise_waiting.what in text


def test_forum_page_of_a_year_without_plan_offers_to_plan_it(world: World) -> None:
    text = world.client("notulis").get(f"/forum/{world.forum.pk}/?tahun=2030").content.decode()
    assert f"/forum/{world.forum.pk}/siklus/catat/" in text


def test_forum_list_shows_only_own_forums(world: World) -> None:
    text = world.client("notulis").get("/forum/").content.decode()
    assert world.forum.name in text and world.neighbour_forum.name not in text


def test_meeting_page_opens_with_the_report_card(world: World) -> None:
    answer = world.client("notulis").get(world.opened.get_absolute_url())
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.index(world.promise_waiting.what) < text.index(world.promise_new.what)


def test_the_chair_sees_why_the_minutes_cannot_be_ratified(world: World) -> None:
    text = world.client("chair").get(world.opened.get_absolute_url()).content.decode()
    assert 'aria-disabled="true"' in text and 'id="why-not"' in text


def test_lists_cost_the_same_queries_with_one_row_and_with_many(world: World) -> None:
    client = world.client("notulis")
    url, forum = world.opened.get_absolute_url(), f"/forum/{world.forum.pk}/"
    pages = [url, forum, "/forum/", f"{url}kehadiran/catat/", f"{url}riwayat/"]
    few = {page: _queries(client, page) for page in pages}
    due = world.opened.ends_on
    assert due is not None
    for n in range(3):
        send(client, f"{url}catatan/catat/", agenda_item=world.item.pk, text=f"catatan {n}")
        send(client, f"{url}peserta/catat/", name=f"Tamu {n}", present="on")
        owner = str(world.kua.pk)
        send(
            client, f"{url}komitmen/catat/", what=f"janji {n}", owner_organisation=owner, due_on=due
        )
    assert Commitment.objects.filter(what__startswith="janji ").count() == 3
    assert {page: _queries(client, page) for page in pages} == few
    assert few[url] <= 15 and few[forum] <= 15


def _queries(client: Client, page: str) -> int:
    assert client.get(page).status_code == 200  # shows the messages and fills the crumbs
    with CaptureQueriesContext(connection) as caught:
        client.get(page)
    return len(caught)


def test_history_reads_as_sentences(world: World) -> None:
    text = (
        world.client("notulis").get(f"{world.opened.get_absolute_url()}riwayat/").content.decode()
    )
    assert world.note.text in text and "verdict.given" not in text


# -- Writing: one row for each page ------------------------------------------------------------

Case = tuple[
    str, Callable[[World], str], Callable[[World], dict[str, Any]], Any, Callable[[World], int]
]
CASES: dict[str, Case] = {
    "record_cycle": (
        "notulis",
        lambda w: f"/forum/{w.forum.pk}/siklus/catat/",
        lambda w: {"year": 2027},
        {"year": 1827},
        lambda w: Cycle.objects.count(),
    ),
    "record_meeting": (
        "notulis",
        lambda w: f"/forum/{w.forum.pk}/rapat/catat/",
        lambda w: {
            "kind": "RAKOR",
            "title": "Rakor",
            "starts_at": "2026-08-03T09:00",
            "ends_at": "2026-08-05T12:00",
        },
        {"ends_at": "2026-08-01T12:00"},
        lambda w: Meeting.objects.count(),
    ),
    "change_meeting": (
        "notulis",
        lambda w: f"{w.planned.get_absolute_url()}ubah/",
        lambda w: {
            "title": "Judul baru",
            "starts_at": "2026-09-24T09:00",
            "ends_at": "2026-09-24T12:00",
            "base": w.planned.version,
        },
        {"starts_at": "2026-12-24T09:00", "ends_at": "2026-12-24T12:00"},
        lambda w: Meeting.objects.filter(title="Judul baru").count(),
    ),
    "cancel_meeting": (
        "notulis",
        lambda w: f"{w.planned.get_absolute_url()}batalkan/",
        lambda w: {"reason": "banjir"},
        {"reason": ""},
        lambda w: Meeting.objects.filter(state="cancelled").count(),
    ),
    "record_agenda": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}acara/catat/",
        lambda w: {"title": "Lain-lain", "phase": "process"},
        {"title": ""},
        lambda w: AgendaItem.objects.filter(title="Lain-lain").count(),
    ),
    "fill_attendance": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}kehadiran/semua/",
        lambda w: {},
        None,
        lambda w: w.opened.participants.filter(present=True).count(),
    ),
    "record_participant": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}peserta/catat/",
        lambda w: {"name": "Tamu", "present": "on"},
        {"name": ""},
        lambda w: Participant.objects.filter(name="Tamu").count(),
    ),
    "record_note": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}catatan/catat/",
        lambda w: {"agenda_item": w.item.pk, "text": "Sebuah catatan"},
        {"text": ""},
        lambda w: Note.objects.filter(text="Sebuah catatan").count(),
    ),
    "record_decision": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}keputusan/catat/",
        lambda w: {"agenda_item": w.item.pk, "text": "Sebuah keputusan"},
        {"text": " "},
        lambda w: Decision.objects.filter(text="Sebuah keputusan").count(),
    ),
    "change_note": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}catatan/{w.note.pk}/ubah/",
        lambda w: {"text": "Catatan diubah", "base": 1},
        {"text": ""},
        lambda w: Note.objects.filter(text="Catatan diubah").count(),
    ),
    "change_decision": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}keputusan/{w.decision.pk}/ubah/",
        lambda w: {"text": "Keputusan diubah", "base": 1},
        {"text": ""},
        lambda w: Decision.objects.filter(text="Keputusan diubah").count(),
    ),
    "record_commitment": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}komitmen/catat/",
        lambda w: {
            "what": "Janji uji",
            "owner_organisation": str(w.kua.pk),
            "due_on": "2026-08-31",
        },
        {"due_on": "2026-01-31"},
        lambda w: Commitment.objects.filter(what="Janji uji").count(),
    ),
    "change_commitment": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}komitmen/{w.promise_new.pk}/ubah/",
        lambda w: {
            "what": "Janji benar",
            "owner_organisation": str(w.kua.pk),
            "due_on": "2026-08-31",
            "base": 1,
        },
        {"amount_idr": "1000", "funding_source": ""},
        lambda w: Commitment.objects.filter(what="Janji benar").count(),
    ),
    "give_verdict": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}putusan/{w.promise_waiting.pk}/beri/",
        lambda w: {"verdict": "kept"},
        {"verdict": "dropped", "reason": ""},
        lambda w: Verdict.objects.count(),
    ),
    "withdraw_verdict": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}putusan/{w.verdict.pk}/tarik/",
        lambda w: {},
        None,
        lambda w: -Verdict.objects.count(),
    ),
    "withdraw_commitment": (
        "notulis",
        lambda w: f"{w.opened.get_absolute_url()}komitmen/{w.promise_new.pk}/tarik/",
        lambda w: {"reason": "dicatat dua kali"},
        {"reason": ""},
        lambda w: -Commitment.objects.count(),
    ),
    "open_meeting": (
        "notulis",
        lambda w: f"{w.planned.get_absolute_url()}buka/",
        lambda w: {},
        None,
        lambda w: Meeting.objects.filter(state="open").count(),
    ),
    "reopen_meeting": (
        "chair",
        lambda w: f"{w.ratified.get_absolute_url()}buka-kembali/",
        lambda w: {"reason": "salah tulis"},
        {"reason": ""},
        lambda w: Meeting.objects.filter(state="open").count(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_works_and_arrives_twice(world: World, name: str) -> None:
    who, url, values, _, count = CASES[name]
    client, before, act_id = world.client(who), count(world), new_id()
    address, sent = url(world), values(world)
    assert client.get(address).status_code == 200
    first = send(client, address, act_id, **sent)
    assert (first.status_code, first.headers["Act"]) == (303, f"{act_id} done"), first.content
    assert count(world) > before
    after = count(world)
    second = send(client, address, act_id, **sent)
    if second.status_code != 404:  # a verdict that was taken back is not there any more
        assert (second.status_code, second.headers["Act"]) == (303, f"{act_id} already")
    assert count(world) == after


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case[3] is not None])
def test_refused_by_rule_keeps_what_was_typed(world: World, name: str) -> None:
    who, url, values, wrong, _ = CASES[name]
    acts, act_id = Act.objects.count(), new_id()
    sent = {**values(world), **wrong}
    answer = send(world.client(who), url(world), act_id, **sent)
    assert answer.status_code == 422
    assert answer.headers["Act"] == f"{act_id} refused"
    assert Act.objects.count() == acts
    kept = [
        str(v)
        for k, v in sent.items()
        if k in ("title", "what", "name", "text", "reason") and str(v).strip()
    ]
    assert all(text in answer.content.decode() for text in kept)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("who", ["sector_member", "neighbour", "outsider", ""])
def test_refused_by_role(world: World, name: str, who: str) -> None:
    _, url, values, _, _ = CASES[name]
    acts = Act.objects.count()
    answer = send(world.client(who), url(world), **values(world))
    assert answer.status_code in (403, 404) or (
        who == "" and "/akun/login/" in answer.headers["Location"]
    )
    assert Act.objects.count() == acts
    assert world.forum.name not in answer.content.decode()

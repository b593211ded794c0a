"""Pages that ask before they do: what was added since, what is unfinished, a date after the year, too early."""

import html
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.directory.models import Forum
from mufakat.journal.models import Act
from mufakat.journal.queries import last_told
from mufakat.meetings.models import Meeting
from tests.world import World, ratify_second_session


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def sent_by(answer: Any, name: str) -> str:
    """The value of a field, as a browser would send it back."""
    tags = [t for t in re.findall(r"<input[^>]*>", said(answer)) if f'name="{name}"' in t]
    found = re.search(r'value="([^"]*)"', " ".join(tags[:1]))
    return found[1] if found else ""


# -- Ratify -----------------------------------------------------------------------------------


def ready(world: World) -> str:
    url = world.opened.get_absolute_url()
    verdict = f"{url}putusan/{world.promise_waiting.pk}/beri/"
    send(world.client("notulis"), verdict, verdict="kept")
    return f"{url}sahkan/"


def note(world: World, text: str) -> None:
    url = f"{world.opened.get_absolute_url()}catatan/catat/"
    send(world.client("notulis"), url, agenda_item=world.item.pk, text=text)


def test_a_note_that_came_after_the_page_is_shown_before_the_minutes_are_locked(
    world: World,
) -> None:
    url, chair, act_id = ready(world), world.client("chair"), new_id()
    base = sent_by(chair.get(url), "base")
    note(world, "Masuk belakangan")
    answer = send(chair, url, act_id, base=base)
    assert (answer.status_code, answer.headers["Act"]) == (422, f"{act_id} refused")
    assert "Masuk belakangan" in said(answer)
    assert Meeting.objects.get(pk=world.opened.pk).state == "open"
    assert sent_by(answer, "base") == str(last_told(world.opened))  # now he has been told
    note(world, "Dan satu lagi")
    again = send(chair, url, act_id, base=sent_by(answer, "base"))
    assert again.status_code == 422
    assert "Dan satu lagi" in said(again)
    done = send(chair, url, act_id, base=sent_by(again, "base"))
    assert (done.status_code, done.headers["Act"]) == (303, f"{act_id} done")
    assert send(chair, url, act_id, base=base).headers["Act"] == f"{act_id} already"


@pytest.mark.parametrize("base", [None, "", "x"])
def test_ratifying_without_having_read_is_refused(world: World, base: str | None) -> None:
    url, acts = ready(world), Act.objects.count()
    values = {} if base is None else {"base": base}
    assert send(world.client("chair"), url, **values).status_code == 422
    assert Act.objects.count() == acts


@pytest.mark.parametrize("read", ["0", "x", "9" * 30, "²", ""])
def test_the_page_that_was_read_is_told_by_its_number(world: World, read: str) -> None:
    assert world.client("chair").get(f"{ready(world)}?dilihat={read}").status_code == 200


# -- End a forum ------------------------------------------------------------------------------


@time_machine.travel("2026-07-01T03:00:00Z")
def test_the_end_of_a_forum_with_open_promises_is_confirmed_with_a_reason(world: World) -> None:
    url, client, act_id = (
        f"/forum/{world.forum.pk}/akhiri/",
        world.client("administrator"),
        new_id(),
    )
    ratify_second_session(world)
    assert 'name="confirmed"' in said(client.get(url))
    for values in ({}, {"reason": "Digabung"}, {"confirmed": "on"}):
        answer = send(client, url, act_id, on="2026-07-01", **values)
        assert (answer.status_code, answer.headers["Act"]) == (422, f"{act_id} refused")
        assert all(text in said(answer) for text in values.values())
    assert Forum.objects.get(pk=world.forum.pk).valid_to is None
    sent = {"on": "2026-07-01", "confirmed": "on", "reason": "Digabung"}
    assert send(client, url, act_id, **sent).status_code == 303
    assert send(client, url, act_id, **sent).headers["Act"] == f"{act_id} already"


def test_a_forum_with_nothing_unfinished_is_not_asked_about(world: World) -> None:
    url, client = f"/forum/{world.neighbour_forum.pk}/akhiri/", world.client("neighbour")
    page = said(client.get(url))
    assert 'name="confirmed"' not in page and 'name="reason"' not in page
    assert send(client, url, on="2026-07-01").status_code == 303


@pytest.mark.parametrize(
    ("who", "status"), [("chair", 403), ("notulis", 403), ("neighbour", 404), ("outsider", 404)]
)
def test_who_may_not_end_a_forum(world: World, who: str, status: int) -> None:
    url = f"/forum/{world.forum.pk}/akhiri/"
    sent = {"on": "2026-07-01", "confirmed": "on", "reason": "x"}
    assert send(world.client(who), url, **sent).status_code == status


# -- Plan -------------------------------------------------------------------------------------


def test_a_cancelled_tribulan_is_planned_anew_by_the_same_page(world: World) -> None:
    client, year = world.client("notulis"), f"/forum/{world.forum.pk}/siklus/catat/"
    assert send(client, year, year=2026).status_code == 422
    send(client, f"{world.planned.get_absolute_url()}batalkan/", reason="Banjir")
    assert sent_by(client.get(f"{year}?tahun=2026"), "year") == "2026"
    act_id = new_id()
    assert send(client, year, act_id, year=2026).headers["Act"] == f"{act_id} done"
    assert send(client, year, act_id, year=2026).headers["Act"] == f"{act_id} already"
    assert Meeting.objects.filter(tribulan=3, state="planned").count() == 1
    assert client.get(f"/forum/{world.forum.pk}/?tahun=2026").status_code == 200


def test_a_session_of_the_future_is_not_opened(world: World) -> None:
    url, act_id = f"{world.planned.get_absolute_url()}buka/", new_id()
    with time_machine.travel("2026-09-24T10:00:00Z"):
        answer = send(world.client("notulis"), url, act_id)
    assert (answer.status_code, answer.headers["Act"]) == (422, f"{act_id} refused")
    assert "25 Sep 2026" in said(answer)
    with time_machine.travel("2026-09-25T01:00:00Z"):
        assert send(world.client("notulis"), url, act_id).status_code == 303


def test_hosts_and_a_title_changed_at_once(world: World) -> None:
    """The title is asked about; what only the other moved is kept, also once the title is decided."""
    client, url = world.client("notulis"), f"{world.planned.get_absolute_url()}ubah/"
    citarip, sukapakir = (str(world.bodies[key].pk) for key in ("citarip", "sukapakir"))
    at = {"starts_at": "2026-09-25T09:00", "ends_at": "2026-09-25T12:00"}
    base = sent_by(client.get(url), "base")
    sent, place = {**at, "base": base}, world.planned.place
    theirs = {"title": "Judul satu", "hosts": [citarip], "place": "Pendopo"}
    assert send(client, url, **theirs, **sent).status_code == 303
    mine = {"title": "Judul dua", "hosts": [citarip, sukapakir], "place": place}
    answer = send(client, url, **mine, **sent)
    assert answer.status_code == 409
    assert "Judul satu" in said(answer) and "Judul dua" in said(answer)
    ticked = [t for t in re.findall(r"<input[^>]*>", said(answer)) if " checked" in t]
    hosts = [re.search(r'value="([^"]*)"', t)[1] for t in ticked if 'name="hosts"' in t]  # type: ignore[index]
    assert hosts == [citarip]  # what the other took out is out, and shown so
    place = sent_by(answer, "place")
    decided = {"conflicts": "title", "base_after": str(int(base) + 1), "keep_title": "mine"}
    shown = {"title": "Judul dua", "hosts": hosts, "place": place}
    assert send(client, url, **shown, **sent, **decided).status_code == 303
    now = Meeting.objects.get(pk=world.planned.pk)
    assert (now.title, now.place) == ("Judul dua", "Pendopo")
    assert [str(h.pk) for h in now.hosts.all()] == [citarip]


def test_who_decides_on_one_text_undoes_nothing_else(world: World) -> None:
    """Wording asked about; owner, place, money and date, which only the other moved, come back as he left them."""
    client = world.client("notulis")
    url = f"{world.opened.get_absolute_url()}komitmen/{world.promise_new.pk}/ubah/"
    first = client.get(url)
    names = ("owner_organisation", "owner_person", "region", "due_on", "amount_idr")
    boxes = [n for n in names if n not in ("due_on", "amount_idr")]
    sent = {n: sent_by(first, n) for n in (*names, *(f"{n}_id" for n in boxes), "base")}
    sent |= {"funding_source": "bok", "what": "Kata saya"}
    theirs = {
        "what": "Kata mereka",
        "owner_organisation": str(world.kua.pk),
        "owner_organisation_id": "",
        "region": world.kecamatan.code,
        "region_id": "",
        "due_on": "2026-10-31",
        "amount_idr": "4000000",
        "funding_source": "apbd_kabkota",
    }
    assert send(client, url, **(sent | theirs)).status_code == 303
    after = Commitment.objects.get(pk=world.promise_new.pk)
    answer = send(client, url, **sent)
    assert answer.status_code == 409
    shown = {n: sent_by(answer, n) for n in sent if n not in ("what", "funding_source", "base")}
    funds = re.search(r'<option value="([^"]*)" selected', said(answer))
    assert funds
    decided = {"conflicts": "what", "base_after": str(after.version), "keep_what": "mine"}
    again = {**shown, "funding_source": funds[1], "what": "Kata saya", "base": sent["base"]}
    assert send(client, url, **again, **decided).status_code == 303
    now = Commitment.objects.get(pk=after.pk)
    assert now.what == "Kata saya"
    fields = ("owner_organisation_id", "region_id", "due_on", "amount_idr", "funding_source")
    assert [getattr(now, n) for n in fields] == [getattr(after, n) for n in fields]


# -- Verdict ----------------------------------------------------------------------------------


def verdict_url(world: World) -> str:
    return f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"


@pytest.mark.parametrize(
    ("asked", "ticked"),
    [("", ""), ("?putusan=dropped", ""), ("?putusan=x", ""), ("?putusan=continued", "continued")],
)
def test_other_verdicts_preselect_nothing(world: World, asked: str, ticked: str) -> None:
    page = said(world.client("notulis").get(verdict_url(world) + asked))
    radios = [t for t in re.findall(r"<input[^>]*>", page) if 'name="verdict"' in t]
    assert len(radios) == 5
    chosen = [t for t in radios if " checked" in t]
    assert [f'value="{ticked}"' in t for t in chosen] == ([True] if ticked else [])


def test_a_new_date_after_the_year_is_confirmed_by_a_tick(world: World) -> None:
    client, url = world.client("notulis"), verdict_url(world)
    assert 'name="due_confirmed"' not in said(client.get(url))
    sent = {"verdict": "continued", "new_due_on": "2027-01-31", "reason": "Menunggu anggaran"}
    answer = send(client, url, **sent)
    assert answer.status_code == 422
    assert 'name="due_confirmed"' in said(answer) and "Menunggu anggaran" in said(answer)
    assert send(client, url, **sent, due_confirmed="on").status_code == 303
    assert str(Commitment.objects.get(pk=world.promise_waiting.pk).due_on) == "2027-01-31"


def test_a_person_without_office_at_the_organisation_is_confirmed_by_a_tick(world: World) -> None:
    client, url = world.client("notulis"), f"{world.opened.get_absolute_url()}komitmen/catat/"
    assert 'name="owner_confirmed"' not in said(client.get(url))
    sent = {
        "what": "Meminjamkan aula",
        "owner_organisation": str(world.kua.pk),
        "owner_person": str(world.people["camat"].pk),
        "due_on": "2026-09-01",
        "amount_idr": "1.000.000",
        "funding_source": "swadaya",
    }
    answer = send(client, url, **sent)
    assert answer.status_code == 422
    assert 'name="owner_confirmed"' in said(answer) and 'value="1.000.000"' in said(answer)
    assert not Commitment.objects.filter(what="Meminjamkan aula").exists()
    act_id = new_id()
    for _arrival in range(2):
        assert send(client, url, act_id, **sent, owner_confirmed="on").status_code == 303
    made = Commitment.objects.get(what="Meminjamkan aula")
    assert made.owner_person == world.people["camat"]
    correct = f"{world.opened.get_absolute_url()}komitmen/{made.pk}/ubah/"
    again = sent | {"what": "Meminjamkan aula besar", "base": "1"}
    assert send(client, correct, **again).status_code == 303  # not asked about again


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"owner_organisation": "Entah", "due_on": "2026-01-31"}, {"owner_organisation", "due_on"}),
        (
            {"amount_idr": "5,5", "due_on": "2026-01-31"},
            {"amount_idr", "owner_organisation", "due_on"},
        ),
        ({"due_on": ""}, {"due_on", "owner_organisation"}),
        (
            {"due_on": "2026-01-31", "amount_idr": "5"},
            {"owner_organisation", "due_on", "funding_source"},
        ),
        ({"owner_organisation": "Entah", "due_on": "2027-02-01"}, {"owner_organisation", "due_on"}),
        (
            {"owner_organisation": "Entah", "due_on": "2027-02-01", "due_confirmed": "on"},
            {"owner_organisation"},
        ),
    ],
)
def test_all_refusals_of_a_promise_come_in_one_round(
    world: World, sent: dict[str, str], fields: set[str]
) -> None:
    url = f"{world.opened.get_absolute_url()}komitmen/catat/"
    answer: Any = send(world.client("notulis"), url, new_id(), what="Janji", **sent)
    assert answer.status_code == 422
    form = answer.context_data["form"]
    assert set(form.errors) == fields
    assert all(len(told) == 1 for told in form.errors.values())
    # The box to confirm a year stands only with the sentence that asks.
    assert ("due_confirmed" in form.fields) == (sent["due_on"] > "2027")

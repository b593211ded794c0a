"""What was typed when the session had expired is kept with its labels, as a person reads it."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mufakat.core import clock, typed
from mufakat.core.ids import new_id
from mufakat.indicators.actions.assessments import record_assessment
from mufakat.indicators.queries.assessments import sheet_of
from tests.assessing import centre_of, instrument_of
from tests.world import World, wib

MEETINGS = "mufakat.meetings.views.room"


@pytest.fixture(autouse=True)
def english() -> Any:
    import_module("mufakat.site.urls")  # as in a running server: all forms are known
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("room", "fields", "shown"),
    [
        (
            MEETINGS,
            {"act_id": "x", "agenda_item": str(new_id()), "text": " Catatan "},
            [["Text", "Catatan"]],
        ),
        (
            MEETINGS,
            {
                "act_id": "x",
                "base": "3",
                "made_at": "2026-06-26T10:00:00+07:00",
                "what": "Papan jadwal",
                "owner_organisation": "KUA — Kec. Bojongloa Kaler",
                "owner_organisation_id": str(new_id()),
                "owner_person": "",
                "due_on": "2026-09-30",
                "amount_idr": "1000",
                "funding_source": "bok",
            },
            [
                ["What is promised", "Papan jadwal"],
                ["Organisation that promises", "KUA — Kec. Bojongloa Kaler"],
                ["Due", "30 September 2026"],
                ["Amount in rupiah", "1000"],
                ["Source of funds", None],
            ],
        ),
        (
            MEETINGS,
            {"act_id": "x", "verdict": "dropped", "reason": "Tidak ada dana", "new_due_on": "lusa"},
            [["Verdict", "dropped"], ["New date", "lusa"], ["Reason", "Tidak ada dana"]],
        ),
        (
            "mufakat.commitments.views",
            {"act_id": "x", "text": "Baru separuh", "progress": "50", "says_done": "on"},
            [
                ["What has been done, and what has not", "Baru separuh"],
                ["Progress in percent", "50"],
                ["It is done", "✓"],
            ],
        ),
        (
            "mufakat.nowhere",
            {"act_id": "x", "unknown": "kata", "id": str(new_id())},
            [["", "kata"]],
        ),
    ],
)
def test_labels_and_values(room: str, fields: dict[str, str], shown: list[Any]) -> None:
    found = typed.shown(room, {name: [value] for name, value in fields.items()})
    assert [label for label, _value in found] == [label for label, _value in shown]
    for (_label, value), (_same, wanted) in zip(found, shown, strict=True):
        assert wanted is None or value == wanted


def test_no_password_is_kept_or_shown(world: World) -> None:
    client = Client()
    sent = {"act_id": str(new_id()), "username": "budi", "password": "rahasia panjang 9"}
    path = f"/orang/{world.people['second_head'].pk}/akun/"
    assert client.post(path, sent).headers["Location"].endswith("next=/lanjutkan/")
    assert "rahasia" not in str(dict(client.session.items()))


def test_an_expired_session_keeps_labels_with_the_entry(world: World) -> None:
    client = Client(headers={"Accept-Language": "en"})
    sent = {"act_id": str(new_id()), "agenda_item": str(world.item.pk), "text": "Catatan panjang"}
    answer = client.post(reverse("record_note", args=[world.opened.pk]), sent)
    assert answer.headers["Location"].endswith("next=/lanjutkan/")
    assert client.session["typed"]["shown"] == [["Text", "Catatan panjang"]]


def test_who_signs_in_again_reads_the_questions(world: World) -> None:
    """Nobody is signed in when the answers of an assessment are kept: their questions are told after it."""
    centre_of(world)
    with world.doing("notulis", wib(6, 26)) as act:
        begun = record_assessment(
            act, instrument=instrument_of(), organisation=world.citarip, month="2026-06"
        )
    sheet = sheet_of(begun)
    asked = sheet.of_domain(sheet.form.domains[0].code)[0]
    client = Client(headers={"Accept-Language": "en"})
    address = f"{begun.get_absolute_url()}isi/{sheet.form.domains[0].code}/"
    sent = {"act_id": str(new_id()), "base": "1", asked.key: "yes"}
    answer = client.post(address, sent)
    login = client.get(answer.headers["Location"]).content.decode()
    assert "What you wrote is kept" in login
    assert "What you wrote is kept" not in client.get("/akun/login/").content.decode()
    kept = client.session["typed"]
    for who, reads in (("outsider", False), ("notulis", True)):
        again = Client(headers={"Accept-Language": "en"})
        again.force_login(world.users[who], settings.AUTHENTICATION_BACKENDS[0])
        session = again.session
        session["typed"] = kept
        session.save()
        page = again.get("/lanjutkan/").content.decode()
        assert (asked.indicator.title in page) == reads


@pytest.fixture
def careful(world: World) -> Client:
    """A browser whose tokens are looked at, signed in as the note-taker."""
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    client.force_login(world.users["notulis"], settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_all_cookies_gone_and_the_entry_is_kept(world: World, careful: Client) -> None:
    """Who clears his cookies with a form open loses neither the session's entry nor his way."""
    address = reverse("record_note", args=[world.opened.pk])
    sent = {"act_id": str(new_id()), "agenda_item": str(world.item.pk), "text": "Catatan panjang"}
    careful.cookies.clear()
    answer = careful.post(address, sent, headers={"Origin": "http://testserver"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lanjutkan/")
    assert careful.session["typed"]["shown"] == [["Text", "Catatan panjang"]]
    assert careful.get("/lanjutkan/").headers["Location"].endswith("?next=/lanjutkan/")
    assert not world.opened.notes.filter(text="Catatan panjang").exists()


def test_a_token_of_an_earlier_sign_in_is_asked_about(world: World, careful: Client) -> None:
    address = reverse("record_note", args=[world.opened.pk])
    sent = {"act_id": str(new_id()), "agenda_item": str(world.item.pk), "text": "Catatan panjang"}
    sent["csrfmiddlewaretoken"] = "a" * 64
    answer = careful.post(address, sent, headers={"Origin": "http://testserver"})
    assert answer.headers["Location"] == "/lanjutkan/"
    page = careful.get("/lanjutkan/").content.decode()
    assert "Catatan panjang" in page


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_what_another_site_sends_is_not_kept(
    world: World, careful: Client, origin: str | None
) -> None:
    address = reverse("record_note", args=[world.opened.pk])
    sent = {"act_id": str(new_id()), "text": "Bukan dari kami"}
    answer = careful.post(address, sent, headers={"Origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()
    assert "typed" not in careful.session


def test_the_sign_in_page_keeps_nothing(careful: Client) -> None:
    sent = {"act_id": str(new_id()), "login": "notulis", "password": "rahasia panjang 9"}
    answer = careful.post("/akun/login/", sent, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert "typed" not in careful.session


def test_a_session_ends_on_its_day(world: World) -> None:
    client = world.client("notulis")
    assert client.get("/").status_code == 200
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert client.get("/").headers["Location"].startswith("/akun/login/")


def test_strangers_store_nothing_large(world: World) -> None:
    """Neither as what was typed nor as the name of a field."""
    path = reverse("record_note", args=[world.opened.pk])
    for sent in ({"text": "x" * 50_001}, {"x" * 50_001: "v"}):
        client = Client()
        client.post(path, {"act_id": str(new_id()), **sent})
        assert "typed" not in client.session

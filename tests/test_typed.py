"""What was typed when the session had expired is kept with its labels, as a person reads it."""

from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mufakat.core.ids import new_id
from mufakat.site import typed
from tests.world import World

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

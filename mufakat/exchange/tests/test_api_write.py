"""Promises and reports that arrive by the API: the same rules, once, by the right people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from mufakat.commitments.models import Commitment, Update
from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.journal.models import Act, Event
from mufakat.meetings.models import Resolution
from tests.world import World

from .conftest import Caller

Call = Callable[[str], Caller]


@pytest.fixture
def promise(world: World) -> dict[str, Any]:
    return {
        "meeting": str(world.opened.pk),
        "what": "Menyediakan  ruang laktasi",
        "due_on": "2026-09-01",
        "owner_organisation": str(world.kua.pk),
    }


def test_a_promise_is_written_down(world: World, call: Call, promise: dict[str, Any]) -> None:
    more: dict[str, Any] = {
        "owner_person": str(world.people["penghulu"].pk),
        "region": "32.73.04.1003",
        "amount_idr": 250_000,
        "funding_source": "swadaya",
        "proof_asked": "Foto",
        "agenda_item": str(world.item.pk),
        "made_at": "2026-06-26T10:15:00+07:00",
    }
    act_id = str(new_id())
    told = call("notulis").post("/commitments", act_id=act_id, **promise, **more)
    commitment = Commitment.objects.get(pk=told["id"])
    assert told["owner"]["person"]["name"] == "Ahmad Fauzi, S.Ag"
    assert (told["state"], told["amount_idr"], told["verdicts"]) == ("open", 250_000, [])
    assert told["made_at_meeting"]["id"] == str(world.opened.pk)
    assert commitment.region == world.village
    assert Resolution.objects.get(commitment=commitment).agenda_item == world.item
    act = Act.objects.get(pk=act_id)
    assert (act.via, act.by_id) == ("api", str(world.users["notulis"].pk))
    assert act.made_at.isoformat() == "2026-06-26T03:15:00+00:00"
    assert act.answer == commitment.get_absolute_url()


def test_sent_again_it_is_the_same(call: Call, promise: dict[str, Any]) -> None:
    caller, act_id = call("notulis"), str(new_id())
    first = caller.post("/commitments", act_id=act_id, **promise)
    again = caller.post("/commitments", 200, act_id=act_id, **promise)
    assert again == first
    assert Commitment.objects.count() == 5
    assert call("notulis").post("/commitments", **promise)["id"] != first["id"]


def test_an_act_id_of_somebody_else(call: Call, promise: dict[str, Any]) -> None:
    act_id = str(new_id())
    call("notulis").post("/commitments", act_id=act_id, **promise)
    told = call("kepala_puskesmas").post("/commitments", 409, act_id=act_id, **promise)
    assert (told["code"], told["field"]) == ("act.not_yours", "act_id")
    assert Commitment.objects.count() == 5


def test_an_act_id_that_did_something_else(
    world: World, call: Call, promise: dict[str, Any]
) -> None:
    caller, act_id = call("notulis"), str(new_id())
    caller.post("/commitments", act_id=act_id, **promise)
    address = f"/commitments/{world.promise_waiting.pk}/updates"
    told = caller.post(address, 409, act_id=act_id, text="Mulai")
    assert told["code"] == "act.other"
    caller.post(address, act_id=str(new_id()), text="Mulai")
    assert Update.objects.count() == 2


def test_an_act_id_with_another_text(world: World, call: Call, promise: dict[str, Any]) -> None:
    caller, act_id = call("notulis"), str(new_id())
    first = caller.post("/commitments", act_id=act_id, **promise)
    other = promise | {"what": "Menyediakan dua ruang laktasi"}
    told = caller.post("/commitments", 409, act_id=act_id, **other)
    assert (told["code"], told["field"]) == ("act.other", "act_id")
    with override("id"):
        assert told["title"] == gettext("In conflict")
    # The same text, spelt otherwise, is the same.
    more: dict[str, Any] = {"amount_idr": None, "proof_asked": " ", "due_confirmed": False}
    again = caller.post("/commitments", 200, act_id=act_id, **promise, **more)
    assert again == first
    assert Commitment.objects.count() == 5

    address, act_id = f"/commitments/{world.promise_waiting.pk}/updates", str(new_id())
    report = caller.post(address, act_id=act_id, text="Mulai", progress=0)
    told = caller.post(address, 409, act_id=act_id, text="Mulai", progress=10)
    assert told["code"] == "act.other"
    elsewhere = f"/commitments/{world.promise_continued.pk}/updates"
    caller.post(elsewhere, 409, act_id=act_id, text="Mulai", progress=0)
    assert caller.post(address, 200, act_id=act_id, text="Mulai", progress=0) == report
    assert Update.objects.count() == 2


REFUSED_PROMISES_LEAVE_NOTHING: Any = [
    ({"due_on": "2026-06-25"}, "commitment.due_before_meeting", "due_on"),
    ({"due_on": "2027-01-01"}, "commitment.due_after_year", "due_on"),
    ({"amount_idr": -1, "funding_source": "bok"}, "commitment.negative", "amount_idr"),
    ({"amount_idr": 5}, "commitment.no_funding", "funding_source"),
    ({"owner_organisation": None}, "commitment.no_owner", "owner_organisation"),
    ({"region": "5308"}, "region.code_without_dots", "region"),
    ({"region": "32.99"}, "region.unknown", "region"),
    ({"owner_organisation": str(new_id())}, "reference.unknown", "owner_organisation"),
    ({"owner_person": str(new_id())}, "reference.unknown", "owner_person"),
    ({"agenda_item": str(new_id())}, "reference.unknown", "agenda_item"),
    ({"due_on": "01-09-2026"}, "invalid", "due_on"),
    ({"due_on": None}, "invalid", "due_on"),
    ({"what": "  "}, "invalid", "what"),
    ({"what": "x" * 501}, "invalid", "what"),
    ({"what": "a\x00b"}, "invalid", "what"),
    ({"what": 5}, "invalid", "what"),
    ({"amount_idr": 2**63}, "invalid", "amount_idr"),
    ({"amount_idr": "banyak"}, "invalid", "amount_idr"),
    ({"funding_source": "kas"}, "invalid", "funding_source"),
    ({"made_at": "2026-06-26T10:15:00"}, "invalid", "made_at"),
    ({"made_at": "2999-01-01T10:15:00Z"}, "invalid", "made_at"),
    ({"made_at": "1999-01-01T10:15:00Z"}, "invalid", "made_at"),
    ({"act_id": "1"}, "invalid", "act_id"),
    ({"owner": "KUA"}, "invalid", "owner"),
]


def test_refused_promises_leave_nothing(
    call: Call, promise: dict[str, Any], subtests: pytest.Subtests
) -> None:
    for fields, code, field in REFUSED_PROMISES_LEAVE_NOTHING:
        with subtests.test(fields=fields, code=code, field=field):
            caller = call("notulis")
            before = (Commitment.objects.count(), Act.objects.count(), Event.objects.count())
            told = caller.post("/commitments", 422, **(promise | fields))
            assert (told["code"], told["field"]) == (code, field)
            after = (Commitment.objects.count(), Act.objects.count(), Event.objects.count())
            assert before == after


def test_a_due_date_after_the_year_can_be_confirmed(call: Call, promise: dict[str, Any]) -> None:
    promise |= {"due_on": "2027-01-31", "due_confirmed": True}
    assert call("notulis").post("/commitments", **promise)["due_on"] == "2027-01-31"


def test_a_person_without_office_can_be_confirmed(
    world: World, call: Call, promise: dict[str, Any]
) -> None:
    promise |= {"owner_person": str(world.people["camat"].pk)}
    told = call("notulis").post("/commitments", 422, **promise)
    found = (told["code"], told["field"])
    assert found == ("commitment.person_without_office", "owner_confirmed")
    assert "owner_confirmed: true" in told["detail"]
    told = call("notulis").post("/commitments", **promise, owner_confirmed=True)
    assert told["owner"]["person"]["id"] == promise["owner_person"]


def test_all_that_is_wrong_is_told_at_once(call: Call, promise: dict[str, Any]) -> None:
    told = call("notulis").post("/commitments", 422, **(promise | {"what": "", "due_on": "x"}))
    assert {e["field"] for e in told["errors"]} == {"what", "due_on"}


def test_a_planned_session_takes_no_promise(
    world: World, call: Call, promise: dict[str, Any]
) -> None:
    promise["meeting"] = str(world.planned.pk)
    assert call("notulis").post("/commitments", 422, **promise)["code"] == "meeting.not_open"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 201) for who in ("notulis", "kepala_puskesmas")),
        *((who, 403) for who in ("chair", "sector_member", "partner", "ministry", "auditor")),
        *((who, 404) for who in ("outsider", "neighbour", "administrator")),
    ],
)
def test_who_writes_promises(call: Call, promise: dict[str, Any], who: str, status: int) -> None:
    call(who).post("/commitments", status, **promise)
    assert Commitment.objects.count() == (5 if status == 201 else 4)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 201) for who in ("notulis", "chair", "sector_member")),
        *((who, 403) for who in ("partner", "dinkes_kabkota", "auditor")),
        *((who, 404) for who in ("outsider", "neighbour", "administrator")),
    ],
)
def test_who_reports(world: World, call: Call, who: str, status: int) -> None:
    address = f"/commitments/{world.promise_continued.pk}/updates"
    call(who).post(address, status, text="Sudah 18 pasangan", progress=90)
    assert Update.objects.count() == (2 if status == 201 else 1)


def test_a_report_sent_again_is_the_same(world: World, call: Call) -> None:
    caller, act_id = call("sector_member"), str(new_id())
    address = f"/commitments/{world.promise_continued.pk}/updates"
    first = caller.post(address, act_id=act_id, text="Selesai", says_done=True)
    assert (first["progress"], first["says_done"]) == (100, True)
    assert first["by"] == "Ahmad Fauzi, S.Ag"
    assert caller.post(address, 200, act_id=act_id, text="Selesai", says_done=True) == first
    assert Update.objects.count() == 2


def test_refused_reports(world: World, call: Call, subtests: pytest.Subtests) -> None:
    address = f"/commitments/{world.promise_continued.pk}/updates"
    caller = call("sector_member")
    for fields, code, field in (
        ({"progress": 101}, "update.percent", "progress"),
        ({"progress": 2**70}, "update.percent", "progress"),
        ({"text": ""}, "invalid", "text"),
        ({"text": None}, "invalid", "text"),
        ({"says_done": "kira-kira"}, "invalid", "says_done"),
    ):
        with subtests.test(fields=fields):
            told = caller.post(address, 422, **({"text": "Mulai"} | dict[str, Any](fields)))
            assert (told["code"], told["field"]) == (code, field)
    assert Update.objects.count() == 1


def test_a_closed_promise_takes_no_report(world: World, call: Call) -> None:
    address = f"/commitments/{world.promise_kept.pk}/updates"
    assert call("notulis").post(address, 422, text="…")["code"] == "commitment.closed"


BODIES_THAT_CANNOT_BE_READ: Any = [
    (b"{", 400),
    (b"\xff\xfe", 400),
    (b'["x"]', 422),
    (b"", 422),
    (b'{"what": "\\ud800"}', 422),
]


def test_bodies_that_cannot_be_read(call: Call, subtests: pytest.Subtests) -> None:
    for body, status in BODIES_THAT_CANNOT_BE_READ:
        with subtests.test(body=body, status=status):
            answer = Client().post(
                "/api/v1/commitments", body, "application/json", headers=call("notulis").headers
            )
            assert answer.status_code in (400, 422)
            assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_program_is_told_what_it_can_send(call: Call, promise: dict[str, Any]) -> None:
    told = call("notulis").post("/commitments", 422, **(promise | {"due_on": "2027-01-31"}))
    assert "due_confirmed: true" in told["detail"]


def test_the_clock_of_a_writer_may_be_a_little_ahead(call: Call, promise: dict[str, Any]) -> None:
    ahead = (clock.now() + timedelta(hours=20)).isoformat()
    call("notulis").post("/commitments", **promise, made_at=ahead)
    too_far = (clock.now() + timedelta(hours=25)).isoformat()
    told = call("notulis").post("/commitments", 422, **promise, made_at=too_far)
    assert str(clock.now().year) in told["detail"]

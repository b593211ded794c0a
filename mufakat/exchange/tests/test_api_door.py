"""Who gets in, how refusals look, and what the description says."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from mufakat.directory.models import Token
from mufakat.exchange.api.urls import api
from tests.world import World

from .conftest import Caller

Call = Callable[[str], Caller]
MISSING = "01890000-0000-7000-8000-000000000000"
PATHS = [
    *("/regions/stats", "/regions", "/regions/32.73.04", "/regions/32.73.04/rates?year=2026"),
    *("/organisations", f"/organisations/{MISSING}", "/facilities", f"/facilities/{MISSING}"),
    *("/forums", f"/forums/{MISSING}", "/meetings", f"/meetings/{MISSING}"),
    *(f"/meetings/{MISSING}/report-card", "/commitments", f"/commitments/{MISSING}"),
]


@pytest.mark.django_db
def test_nothing_without_a_key(subtests: pytest.Subtests) -> None:
    for address in PATHS:
        with subtests.test(address=address):
            assert Caller().get(address, 401)["code"] == "unauthenticated"
            Caller("not-a-key").get(address, 401)
            answer = Client().get(f"/api/v1{address}")
            assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_nothing_is_written_without_a_key(world: World) -> None:
    # A session of the browser is no key.
    client = world.client("notulis")
    for address in ("/commitments", f"/commitments/{MISSING}/updates"):
        Caller().post(address, 401)
        assert client.post(f"/api/v1{address}", {}, "application/json").status_code == 401


def test_a_key_that_was_taken_back(world: World, call: Call) -> None:
    caller = call("notulis")
    caller.get("/meetings")
    Token.objects.update(ended_at=timezone.now())
    caller.get("/meetings", 401)


def test_a_user_who_left(world: World, call: Call) -> None:
    caller = call("notulis")
    world.users["notulis"].is_active = False
    world.users["notulis"].save()
    caller.get("/meetings", 401)


def test_the_outsider_learns_nothing(call: Call, subtests: pytest.Subtests) -> None:
    caller = call("outsider")
    for address in (p for p in PATHS if MISSING not in p):
        with subtests.test(address=address):
            if address in ("/forums", "/meetings", "/commitments"):
                assert caller.get(address) == {"items": [], "next": None}
            else:
                assert caller.get(address, 403)["code"] == "forbidden"


WHAT_IS_NOT_THERE: Any = [p for p in PATHS if MISSING in p]


def test_what_is_not_there(call: Call, subtests: pytest.Subtests) -> None:
    for address in WHAT_IS_NOT_THERE:
        with subtests.test(address=address):
            assert call("ministry").get(address, 404)["code"] == "not_found"


ADDRESSES_THAT_DO_NOT_EXIST: Any = ["/nothing", "/", "/meetings/not-an-id", "/regions/32.73.04/x"]


def test_addresses_that_do_not_exist(call: Call, subtests: pytest.Subtests) -> None:
    for address in ADDRESSES_THAT_DO_NOT_EXIST:
        with subtests.test(address=address):
            assert call("ministry").get(address, 404)["code"] == "not_found"


def test_other_methods(world: World) -> None:
    answer = Client().delete("/api/v1/commitments")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


UNCLEAR_QUESTIONS_ARE_ASKED_BACK: Any = [
    ("/meetings", {"year": "dua"}, "year"),
    ("/meetings", {"year": "1999"}, "year"),
    ("/meetings", {"tribulan": "5"}, "tribulan"),
    ("/meetings", {"state": "late"}, "state"),
    ("/meetings", {"forum": "x"}, "forum"),
    ("/commitments", {"state": "late"}, "state"),
    ("/commitments", {"overdue_on": "31-12-2026"}, "overdue_on"),
    ("/commitments", {"sector": "angkasa"}, "sector"),
    ("/organisations", {"sector": "angkasa"}, "sector"),
    ("/facilities", {"kind": "klinik"}, "kind"),
    ("/regions", {"level": "x"}, "level"),
    ("/regions/32.73.04/rates", {}, "year"),
    *((a, {"after": "x~y~z"}, "after") for a in ("/regions", "/meetings", "/forums")),
    *((a, {"after": "\x00"}, "after") for a in ("/regions", "/meetings", "/commitments")),
    *(
        (address, {"region": code}, "region")
        for address in ("/regions", "/organisations", "/facilities", "/forums", "/meetings")
        for code in ("5308", "53.1", "99.99", "\x00")
    ),
    ("/commitments", {"region": "5308"}, "region"),
    ("/regions", {"parent": "5308"}, "region"),
]


def test_unclear_questions_are_asked_back(call: Call, subtests: pytest.Subtests) -> None:
    for address, query, field in UNCLEAR_QUESTIONS_ARE_ASKED_BACK:
        with subtests.test(address=address, query=query, field=field):
            told = call("dinkes_provinsi").get(address, 422, **query)
            assert told["field"] == field


def test_a_failure_is_a_problem_too(
    call: Call, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: Any) -> None:
        raise ZeroDivisionError("secret")

    caller = call("notulis")
    monkeypatch.setattr("mufakat.exchange.api.meetings.figures_of", fail)
    told = caller.get("/meetings", 500)
    assert "secret" not in str(told)
    assert "secret" in caplog.text


def test_refusals_speak_the_readers_language(call: Call) -> None:
    caller = call("notulis")
    answers = {
        language: Client().get(
            "/api/v1/meetings",
            {"year": "x"},
            headers={**caller.headers, "Accept-Language": language},
        )
        for language in ("id", "en")
    }
    assert answers["en"].json()["errors"][0]["detail"] == "Enter a whole number."
    assert {a.json()["code"] for a in answers.values()} == {"invalid"}
    for language, answer in answers.items():
        with override(language):
            assert answer.json()["title"] == gettext("Cannot be done like this")
            assert answer.json()["errors"][0]["detail"] == gettext("Enter a whole number.")


def test_nothing_of_other_peoples_english(call: Call, subtests: pytest.Subtests) -> None:
    """Neither pydantic's nor ninja's sentences, nor the phrases of HTTP, in whatever language one reads."""
    caller, client = call("notulis"), Client(headers={"Accept-Language": "en"})
    states = "Choose one of: open, kept, partly, dropped"
    for method, address, body, status, detail in (
        ("get", "/commitments?state=late", b"", 422, f"state: {states}"),
        ("put", "/meetings", b"", 405, "This address does not know PUT. It knows: GET, HEAD."),
        (
            "post",
            "/commitments",
            b"[]",
            422,
            "body: Send one JSON object, with the names that the ",
        ),
        (
            "post",
            "/commitments",
            b"null",
            422,
            "body: Send one JSON object, with the names that the ",
        ),
        ("post", "/commitments", b"{", 400, "The body of the request is not JSON."),
    ):
        with subtests.test(method=method, address=address, body=body):
            answer = getattr(client, method)(
                f"/api/v1{address}",
                **({} if method == "get" else {"data": body, "content_type": "application/json"}),
                headers=caller.headers,
            )
            told = answer.json()
            assert (answer.status_code, told["status"]) == (status, status)
            assert told["detail"].startswith(detail)
            assert told["title"] != HTTPStatus(status).phrase


def test_the_description_lists_every_address(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    described = answer.json()
    prefix = "/api/v1"
    expected = {
        *("/regions/stats", "/regions", "/regions/{code}", "/regions/{code}/rates"),
        *("/organisations", "/organisations/{pk}", "/facilities", "/facilities/{pk}"),
        *("/forums", "/forums/{pk}", "/meetings", "/meetings/{pk}", "/meetings/{pk}/report-card"),
        *(
            "/commitments",
            "/commitments/{pk}",
            "/commitments/{pk}/updates",
            "/snapshots/{instrument}",
        ),
    }
    assert set(described["paths"]) == {prefix + path for path in expected}
    operations = [o for path in described["paths"].values() for o in path.values()]
    assert len({o["operationId"] for o in operations}) == len(operations) == 18
    for operation in operations:
        assert operation["security"]
        refused = {s: a for s, a in operation["responses"].items() if int(s) >= 400}
        assert {"401", "403", "404", "422"} <= set(refused)
        assert all(list(a["content"]) == ["application/problem+json"] for a in refused.values())
    assert api.docs_url is None


def test_head_is_answered_like_get_without_the_body(world: World, call: Call) -> None:
    client = Client(headers=call("notulis").headers)
    paths = ("/regions?level=1", "/forums", f"/meetings/{world.opened.pk}", "/openapi.json", "/nix")
    for path in paths:
        get, head = client.get(f"/api/v1{path}"), client.head(f"/api/v1{path}")
        assert (head.status_code, head.content) == (get.status_code, b""), path
        assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert Client().head("/api/v1/forums").status_code == 401
    posted_only = f"/api/v1/commitments/{world.promise_new.pk}/updates"
    answer = client.head(posted_only)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert client.delete("/api/v1/forums").headers["Allow"] == "GET, HEAD"


def test_a_body_that_is_too_big(world: World, call: Call, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    told = call("notulis").post(
        f"/commitments/{world.promise_new.pk}/updates", 413, text="x" * 2_000
    )
    assert told["code"] == "request.too_big"
    assert not world.promise_new.updates.exists()

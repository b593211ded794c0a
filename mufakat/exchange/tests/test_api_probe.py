"""Whatever is sent below /api/, the answer is JSON, a refusal a problem document, and never a failure of ours.

The questions are made from the description (`openapi.json`): every address with every parameter, right and wrong.
"""

import json
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from mufakat.core.ids import new_id
from mufakat.exchange.api.urls import api
from tests.world import World

from .conftest import Caller

Call = Callable[[str], Caller]
PROBES = int(os.environ.get("MUFAKAT_PROBES", "15"))
MISSING = "01890000-0000-7000-8000-000000000000"
ODD = [
    *(
        "",
        " ",
        "0",
        "-1",
        "1e5",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
        "%",
        "%00",
        "..",
        "/",
        "'",
        '"',
    ),
    *(
        "\x00",
        "a\x00",
        "\ud7ff",
        "\U0001f600",
        "é",
        "e\u0301",
        "\u202e",
        "<b>",
        "{{ 1 }}",
        "x" * 600,
    ),
    *("9" * 30, "-" + "9" * 30, "2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "1-1-1"),
    *("2026-06-26", "2026-06-26T09:00:00+07:00", "2026", "4", "open", "kept", "kesehatan", "agama"),
    *(
        "32",
        "32.73",
        "32.73.04",
        "ID",
        "53.1",
        "5308",
        "puskesmas",
        "lokmin_lintas_sektor",
        MISSING,
    ),
    *(f"{MISSING}~x", "~", "2026-06-26T00:00:00+00:00~" + MISSING, "~" + MISSING),
]
VALUES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from(ODD)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
# Every operation in one draw would be little of each: each is asked for by its own number.
calm = settings(
    max_examples=PROBES,
    deadline=None,
    derandomize="MUFAKAT_PROBES" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def described() -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get_openapi_schema()["paths"]
    return [
        (method, path, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]


def check(answer: Any, asked: object) -> None:
    told = answer.content.decode()
    assert answer.status_code < 500, (asked, told)
    kind = "application/problem+json" if answer.status_code >= 400 else "application/json"
    assert answer.headers["Content-Type"].split(";")[0] == kind, (asked, answer.headers)
    document = json.loads(told)
    if answer.status_code >= 400:
        assert document["status"] == answer.status_code
        assert document["title"] and document["detail"] and document["code"]
        assert "Input should" not in told  # pydantic speaks English only


def whole(path: str, chosen: Callable[[], str]) -> str:
    """The address with something in each of its gaps."""
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + quote(chosen(), safe="") + rest.partition("}")[2]
    return path


@pytest.mark.parametrize(("method", "path", "operation"), described())
def test_questions(
    world: World, call: Call, method: str, path: str, operation: dict[str, Any]
) -> None:
    caller = call("ministry" if method == "get" else "notulis")
    ids = [str(x.pk) for x in (world.opened, world.planned, world.promise_waiting, world.forum)]
    names = [p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"]
    known = st.sampled_from([*ids, str(world.kua.pk), str(world.item.pk)])
    promise = {"meeting": ids[0], "what": "a", "due_on": "2026-09-01", "text": "a"}
    promise |= {"owner_organisation": str(world.kua.pk), "progress": "1"}
    fields = [*promise, "made_at", "amount_idr", "funding_source", "region", "says_done", "x"]

    @calm
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        client = Client()
        address = whole(path, lambda: data.draw(st.sampled_from(ODD) | known))
        query = {
            n: data.draw(st.sampled_from(ODD) | known) for n in names if data.draw(st.booleans())
        }
        if method == "get":
            answer = client.get(address, query, headers=caller.headers)
            check(answer, (address, query))
            return
        body: Any = {"act_id": str(new_id()), **promise}
        for name in data.draw(st.lists(st.sampled_from(fields), max_size=3)):
            body[name] = data.draw(VALUES | known)
        body = data.draw(st.just(body) | VALUES) if data.draw(st.integers(0, 9)) == 0 else body
        sent = json.dumps(body).encode()
        answer = client.post(address, sent, "application/json", headers=caller.headers)
        check(answer, (address, sent))

    ask()


@calm
@given(
    st.text(max_size=12) | st.sampled_from(ODD), st.sampled_from(["get", "post", "put", "options"])
)
def test_addresses(db: None, text: str, method: str) -> None:
    for start in ("/api/v1/", "/api/", "/api/v1/regions/", "/api/v1/meetings/"):
        address = start + quote(text.encode("utf-8", "surrogatepass"), safe="/")
        check(getattr(Client(), method)(address), (method, address))


BODIES: list[bytes] = [
    *(
        b"",
        b"{",
        b"[",
        b"null",
        b"[]",
        b"[{}]",
        b'"x"',
        b"1",
        b"{}",
        b"\xff",
        b"\x00",
        b"[" * 10_000,
    ),
    *(
        b'{"what": "\\ud800"}',
        b'{"act_id": NaN}',
        b'{"amount_idr": 1e999}',
        b'{"a": ' + b"9" * 5000,
    ),
    b'{"amount_idr": ' + b"9" * 4000 + b"}",
]


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"]
)
def test_bodies(world: World, call: Call, kind: str, subtests: pytest.Subtests) -> None:
    caller = call("notulis")
    for address in ("/commitments", f"/commitments/{world.promise_waiting.pk}/updates"):
        for body in BODIES:
            with subtests.test(address=address, body=body[:30]):
                answer = Client().post(f"/api/v1{address}", body, kind, headers=caller.headers)
                check(answer, body[:60])


def test_what_django_itself_refuses(call: Call, subtests: pytest.Subtests) -> None:
    """Before a view is reached: a NUL in the path, another host, too many names, an address outside."""
    caller = call("ministry")
    many = "&".join(f"a{n}=1" for n in range(2000))
    for address, status in (
        ("/api/v1/regions/%00", 400),
        ("/api/v1/%00", 400),
        ("/api/%00", 400),
        ("/api/v1/meetings?region=%00", 422),
        (f"/api/v1/meetings?{many}", 400),
        ("/api", 404),
        ("/api/", 404),
        ("/api/v1", 404),
        ("/api/v2/meetings", 404),
    ):
        with subtests.test(address=address):
            answer = Client().get(address, headers=caller.headers)
            assert answer.status_code == status
            check(answer, address)
    answer = Client().get("/api/v1/meetings", headers={**caller.headers, "Host": "elsewhere.test"})
    assert answer.status_code == 400
    check(answer, "another host")


@pytest.mark.parametrize(
    "asked", [{"path": "/", "headers": {"Host": "elsewhere.test"}}, {"path": "/%00"}]
)
def test_people_get_a_page(db: None, asked: dict[str, Any]) -> None:
    answer = Client(raise_request_exception=False).get(**asked)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (400, "text/html")
    assert "Mufakat" in answer.content.decode()


def test_a_failure_before_the_view(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("mufakat.site.doors.LoginRequired.process_view", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/meetings")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert b"secret" not in answer.content

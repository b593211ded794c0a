"""A caller of the API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_token
from tests.world import World


@dataclass
class Caller:
    """Calls below /api/v1 with the key of one user, or without any."""

    key: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def get(self, address: str, status: int = 200, **query: Any) -> Any:
        """The document at an address, after checking that a refusal is a problem document."""
        answer = Client().get(_whole(address), query, headers=self.headers)
        return _checked(answer, status)

    def post(self, address: str, status: int = 201, **body: Any) -> Any:
        told = {"act_id": str(new_id()), **body}
        client = Client(enforce_csrf_checks=True)
        answer = client.post(
            _whole(address), told, content_type="application/json", headers=self.headers
        )
        return _checked(answer, status)

    def queries(self, address: str, **query: Any) -> int:
        with CaptureQueriesContext(connection) as counted:
            self.get(address, **query)
        return len(counted)


def _whole(address: str) -> str:
    return address if address.startswith("http") else f"/api/v1{address}"


def _checked(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content.decode()
    told = answer.json()
    if status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "code"} <= set(told)
        assert told["status"] == status
        assert told["detail"]
    return told


@pytest.fixture
def call(world: World) -> Callable[[str], Caller]:
    """`call("notulis").get("/meetings")`."""

    def make(who: str) -> Caller:
        if not who:
            return Caller()
        with world.doing(who) as act:
            return Caller(record_token(act, user=world.users[who]))

    return make

"""The points of all participants on one sheet: all or none, only what was moved, never over another one's head."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.journal.models import Event
from mufakat.programmes import actions
from mufakat.programmes.models import ContestEntry
from tests.programme import puskesmas
from tests.world import World

from .test_pages import shown, text_of

SEEN = {"initial-n1_k1": "30", "initial-n1_k2": "50"}  # Citarip is judged already
BOTH = SEEN | {"n1_k1": "30", "n1_k2": "50", "n2_k1": "40", "n2_k2": "40"}


def send(client: Client, world: World, **fields: Any) -> Any:
    return client.post(address(world), {"act_id": str(new_id()), **fields})


def address(world: World) -> str:
    return f"{world.work['contest'].get_absolute_url()}nilai/"


def points(world: World) -> list[Any]:
    return list(world.work["contest"].entries.values_list("total", flat=True))


def test_the_sheet_is_filled_in_one_act(at_work: World) -> None:
    client = at_work.client("dinkes_kabkota")
    page = client.get(address(at_work)).content.decode()
    assert 'name="n1_k1"' in page and 'name="initial-n1_k1" value="30"' in page
    told = Event.objects.filter(verb="points.recorded").count()
    asked = BOTH | {"act_id": str(new_id())}
    answers = [client.post(address(at_work), asked) for _ in range(2)]
    assert [a.headers["Act"].split()[1] for a in answers] == ["done", "already"]
    assert points(at_work) == [80, 80]
    assert Event.objects.filter(verb="points.recorded").count() == told + 1  # the first stayed
    result = text_of(client.get(at_work.work["contest"].get_absolute_url()))
    assert result.count(" 1 ") >= 2  # equal totals share a place


WRONG: Any = [
    ({"n2_k1": "41", "n2_k2": "10"}, "n2_k1"),
    ({"n2_k1": "-1", "n2_k2": "10"}, "n2_k1"),
    ({"n2_k1": "x", "n2_k2": "10"}, "n2_k1"),
    ({"n2_k1": "20", "n2_k2": ""}, "__all__"),  # half a row
    ({"n1_k1": "", "n1_k2": ""}, "__all__"),
    ({"n2_k1": "", "n2_k2": ""}, "__all__"),  # nothing moved
]


def test_refused_by_rule(at_work: World, subtests: pytest.Subtests) -> None:
    for fields, field in WRONG:
        with subtests.test(fields=fields):
            answer = send(at_work.client("dinkes_kabkota"), at_work, **BOTH | fields)
            assert answer.status_code == 422
            assert list(shown(answer)["form"].errors) == [field]
            assert points(at_work) == [80, None]


def test_who_was_quicker_is_not_overwritten(at_work: World) -> None:
    client, entry = at_work.client("dinkes_kabkota"), at_work.work["entry"]
    with at_work.doing("dinkes_kabkota") as act:
        actions.record_points(act, entry, nilai_k1=10, nilai_k2=10)
    # Whoever did not touch the row leaves it as the other one wrote it.
    assert send(client, at_work, **BOTH).status_code == 303
    assert points(at_work) == [20, 80]
    mine = BOTH | {"initial-n2_k1": "40", "initial-n2_k2": "40", "n1_k1": "40"}
    answer = send(client, at_work, **mine)
    assert answer.status_code == 422 and points(at_work) == [20, 80]
    assert "10, 10" in text_of(answer)
    again = shown(answer)["form"]
    seen = {name: again.data[name] for name in again.data if name.startswith("initial-")}
    assert send(client, at_work, **mine | seen).status_code == 303
    assert points(at_work) == [90, 80]


def test_refused_by_role(at_work: World) -> None:
    for who in ("notulis", "partner", "neighbour", "outsider"):
        assert at_work.client(who).get(address(at_work)).status_code == 403, who
        assert send(at_work.client(who), at_work, **BOTH).status_code == 403, who
    assert points(at_work) == [80, None]


def test_any_number_costs_the_same(at_work: World) -> None:
    client, counts = at_work.client("dinkes_kabkota"), []
    for more in (0, 2):
        bodies = [puskesmas(at_work, f"Puskesmas {n}") for n in range(more)]
        if bodies:
            with at_work.doing("dinkes_kabkota") as act:
                actions.record_contestants(act, at_work.work["contest"], organisations=bodies)
        client.get(address(at_work))
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address(at_work)).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert ContestEntry.objects.count() == 4

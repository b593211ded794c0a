"""The accountability files of a district: one line a session, worst first, in as many questions for one as for many."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.periods import Tribulan
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from mufakat.web.queries import files_page
from tests.world import TODAY, World, wib

pytestmark = pytest.mark.django_db
T2, T1 = Tribulan(2026, 2), Tribulan(2026, 1)


def at(day: str) -> Any:
    return time_machine.travel(f"{day}T05:00:00Z")


def test_each_session_of_the_tribulan_with_what_is_missing(world: World) -> None:
    page = files_page(world.city, T2, TODAY)
    (row,) = page["rows"]
    assert (row.meeting, row.state, row.found.have, row.found.needed) == (
        world.opened,
        "open",
        2,
        10,
    )
    assert row.found.deadline == wib(7, 5).date() and row.lacks.count(";") == 3
    (first,) = files_page(world.city, T1, TODAY)["rows"]
    assert (first.meeting, first.state) == (world.ratified, "late")
    assert files_page(world.regions["32.04"], T2, TODAY)["rows"] == []
    assert files_page(world.city, Tribulan(2025, 2), TODAY)["rows"] == []


def test_what_is_late_comes_first_and_a_plan_last(world: World) -> None:
    _sessions(world, 3)
    states = [row.state for row in files_page(world.city, T2, wib(8, 1).date())["rows"]]
    assert states[0] == "late" and set(states) <= {"late", "planned"}
    assert len(states) == 4


def test_as_many_questions_for_one_as_for_many(world: World) -> None:
    few = _asked(world)
    _sessions(world, 3)
    assert _asked(world) == few <= 3


def _asked(world: World) -> int:
    with CaptureQueriesContext(connection) as caught:
        files_page(world.city, T2, TODAY)
    return len(caught)


def _sessions(world: World, n: int) -> None:
    for day in range(1, n + 1):
        with world.doing("notulis", wib(5, 1)) as act:
            meeting = actions.record_meeting(
                act,
                forum=world.forum,
                kind="LM-BR",
                title=f"Lokmin bulanan {day}",
                starts_at=wib(5, day, 9),
                ends_at=wib(5, day, 11),
                place="Puskesmas",
                hosts=[world.citarip],
            )
        assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_the_page(world: World) -> None:
    client = world.client("dinkes_kabkota")
    url = "/wilayah/32.73/spj/"
    with at("2026-07-09"):
        page = client.get(f"{url}?tahun=2026&tribulan=2", headers={"accept-language": "en"})
        text = page.content.decode()
        assert world.opened.title in text and f"/rapat/{world.opened.pk}/berkas/" in text
        assert "0 of 1 file is complete, 1 is late" in text
        assert url in client.get("/wilayah/32.73/").content.decode()
        assert client.get(f"{url}?tahun=x&tribulan=9").status_code == 200
        nation = world.client("auditor").get("/wilayah/32/spj/")
        assert nation.status_code in (302, 403)
    assert world.client("ministry").get(url).status_code == 403
    assert "/spj/" not in world.client("ministry").get("/wilayah/32.73/").content.decode()

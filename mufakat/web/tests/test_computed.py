"""PKP rows that the house counts itself: a lokmin counts once its minutes are ratified and its file is complete."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.directory.models import Membership
from mufakat.indicators.computed import Computed, answer_of, names
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.assessing import accept, begin, fill as answer, instrument_of, send
from tests.issued import fill
from tests.world import World, wib

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    with time_machine.travel("2026-07-09T05:00:00Z"):
        yield


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def quarterly(world: World, body: str = "citarip", year: int = 2026) -> Computed:
    found = answer_of("lokmin_tribulanan", world.bodies[body], year)
    assert found is not None
    return found


def test_it_counts_once_its_file_is_complete(world: World) -> None:
    before = quarterly(world)
    assert before.value == 0 and before.rows == []
    why = {row.url: row.label for row in before.not_yet}
    assert set(why) == {m.get_absolute_url() for m in (world.ratified, world.opened, world.planned)}
    fill(world, world.ratified)
    after = quarterly(world)
    assert after.value == 1 and after.rows[0].url == world.ratified.get_absolute_url()
    assert after.rows[0].on == date(2026, 3, 27) and len(after.not_yet) == 2


def test_whose_session_it_is(world: World) -> None:
    """Its hosts' where it names some; else of those with a host seat on that day."""
    fill(world, world.ratified)
    assert quarterly(world, "sukapakir").value == quarterly(world).value == 1
    for other in ("soreang", "kua", "dinkes"):
        found = quarterly(world, other)
        assert (found.value, found.not_yet) == (0, [])
    assert quarterly(world, year=2025) == Computed(0)
    Membership.objects.filter(organisation=world.bodies["sukapakir"]).update(
        valid_to=date(2026, 3, 1)
    )
    held = quarterly(world, "sukapakir")
    named = world.ratified.hosts.filter(pk=world.bodies["sukapakir"].pk).exists()
    assert held.value == int(named)


def test_monthly_ones_are_counted_apart(world: World) -> None:
    _monthly(world, 1)
    found = answer_of("lokmin_bulanan", world.citarip, 2026)
    assert found and found.value == 0 and len(found.not_yet) == 1
    assert len(quarterly(world).not_yet) == 3


def test_as_many_questions_for_one_as_for_many(world: World) -> None:
    _monthly(world, 1)
    few = _asked(world)
    _monthly(world, 3, first=2)
    assert _asked(world) == few


HELD: dict[str, Any] = {
    "title": "Manajemen",
    "level": "puskesmas",
    "threshold": "met*100 >= 80*applicable",
    "domain": [
        {
            "code": "a",
            "title": "A",
            "indicator": [
                {
                    "code": "lokmin",
                    "title": "Lokmin tribulanan",
                    "kind": "range",
                    "met_at": 7,
                    "unit": "rapat",
                    "computed": "lokmin_tribulanan",
                    "may_not_apply": False,
                    "bands": [
                        {"code": "n0", "title": "Tidak ada", "points": 0, "below": "1"},
                        {"code": "n7", "title": "Ada", "points": 7, "least": "1"},
                    ],
                },
                {"code": "rencana", "title": "Rencana", "kind": "yes_no"},
            ],
        }
    ],
}


@pytest.mark.parametrize(("complete", "met", "passed"), [(True, 2, True), (False, 1, False)])
def test_what_is_sent_is_scored_with_what_is_counted(
    world: World, complete: bool, met: int, passed: bool
) -> None:
    """Nobody types the number of lokmin: it joins the answers when the assessment is sent, as it stands that day."""
    begun = answer(
        world, begin(world, instrument_of("manajemen-uji", HELD)), {"rencana": {"yes": True}}
    )
    assert "lokmin" not in begun.answers
    if complete:
        fill(world, world.ratified)
    sent = send(world, begun)
    assert sent.answers["lokmin"] == {str(world.citarip.pk): {"value": str(int(complete))}}
    if not complete:
        fill(world, world.ratified)  # too late for what was sent
    done = accept(world, sent)
    assert (done.met, done.applicable, done.passed) == (met, 2, passed)
    assert done.result and done.result["measures"]["lokmin"] == [7 * complete, 7]


def test_nobody_knows_another_source(world: World) -> None:
    assert names() == {"lokmin_bulanan", "lokmin_tribulanan"}
    assert answer_of("lain", world.citarip, 2026) is None


def _asked(world: World) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer_of("lokmin_bulanan", world.citarip, 2026)
    return len(caught)


def _monthly(world: World, n: int, first: int = 1) -> list[Meeting]:
    made = []
    for day in range(first, first + n):
        with world.doing("notulis", wib(5, 1)) as act:
            made.append(
                actions.record_meeting(
                    act,
                    forum=world.forum,
                    kind="LM-BR",
                    title=f"Lokmin bulanan {day}",
                    starts_at=wib(5, day, 9),
                    ends_at=wib(5, day, 11),
                    place="Puskesmas",
                    hosts=[world.citarip],
                )
            )
    return made

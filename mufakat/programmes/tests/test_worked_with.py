"""With whom a programme worked on a day: mentored, part of a centre as it was then, learning from one."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.directory.actions import change_organisation, record_facility
from mufakat.directory.models import Organisation
from mufakat.programmes import actions, queries
from mufakat.programmes.models import Visit
from tests.programme import puskesmas
from tests.world import World, wib

BEFORE, MOVED, AFTER = date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def other(at_work: World) -> Any:
    """Another Pustu of the Puskesmas, which is no part of the centre."""
    with at_work.doing("dinkes_kabkota", wib(2, 1)) as act:
        return record_facility(
            act, name="Pustu Babakan", kind="pustu", region=at_work.village, parent=at_work.citarip
        )


def move(world: World, body: Any, parent: Any, month: int = 5) -> Organisation:
    with world.doing("dinkes_kabkota", wib(month, 1)) as act:
        change_organisation(act, body, parent=parent)
    return Organisation.objects.get(pk=body.pk)


def visit(world: World, body: Any, on: date) -> Any:
    sent = {"organisation": str(body.pk), "on": on.isoformat(), "mentors": "Tuti Alawiyah"}
    client = world.client("dinkes_kabkota")
    return client.post(
        "/program/posyandu-prima/kunjungan/catat/", {"act_id": str(new_id()), **sent}
    )


def agrees(world: World, body: Any, on: date) -> bool:
    """What is told of a day is the same from both ends."""
    unit, programme = world.work["unit"], world.work["programme"]
    is_part = body.pk in {part.pk for part in queries.parts_of(unit, on)}
    assert queries.works_with(programme, body, on) is is_part
    return is_part


def test_who_went_since_was_a_part_then(at_work: World, other: Any) -> None:
    posyandu = move(at_work, at_work.bodies["posyandu"], other)
    assert [agrees(at_work, posyandu, on) for on in (BEFORE, MOVED, AFTER)] == [True, False, False]
    assert visit(at_work, posyandu, BEFORE).status_code == 303
    refused = visit(at_work, posyandu, AFTER)
    assert list(refused.context_data["form"].errors) == ["organisation"]
    made = Visit.objects.get(organisation=posyandu)
    with at_work.doing("dinkes_kabkota") as act:  # its day is corrected to another one of then
        actions.change_visit(act, made, on=date(2026, 4, 29))


def test_who_came_since_was_none_then(at_work: World, other: Any) -> None:
    with at_work.doing("dinkes_kabkota", wib(2, 1)) as act:
        made = record_facility(
            act, name="Posyandu Anggrek", kind="posyandu", region=at_work.village, parent=other
        )
    posyandu = move(at_work, made, at_work.bodies["pustu"])
    assert [agrees(at_work, posyandu, on) for on in (BEFORE, MOVED, AFTER)] == [False, True, True]
    assert visit(at_work, posyandu, BEFORE).status_code == 422
    assert visit(at_work, posyandu, AFTER).status_code == 303


def test_who_went_and_came_back(at_work: World, other: Any) -> None:
    posyandu = move(at_work, at_work.bodies["posyandu"], other)
    with at_work.doing("dinkes_kabkota", wib(5, 5)) as act:  # another change tells of no move
        change_organisation(act, posyandu, name="Posyandu Melati Baru")
    posyandu = move(at_work, posyandu, at_work.bodies["pustu"], month=6)
    days = (BEFORE, MOVED, date(2026, 5, 31), AFTER)
    assert [agrees(at_work, posyandu, on) for on in days] == [True, False, False, True]


def test_who_was_in_no_network(at_work: World) -> None:
    with at_work.doing("dinkes_kabkota", wib(2, 1)) as act:
        made = record_facility(
            act, name="Posyandu Anggrek", kind="posyandu", region=at_work.village
        )
    posyandu = move(at_work, made, at_work.bodies["pustu"])
    assert [agrees(at_work, posyandu, on) for on in (BEFORE, MOVED)] == [False, True]


def test_who_stopped_learning_is_worked_with_no_more(at_work: World) -> None:
    """And counts no more among those whom a centre teaches."""
    work, learner = at_work.work, puskesmas(at_work, "Puskesmas Kopo")
    programme, unit = work["programme"], work["unit"]
    with at_work.doing("dinkes_kabkota") as act:
        row = actions.record_replication(act, unit, target=learner, planned_on=date(2026, 9, 1))

    def told() -> tuple[bool, int, int]:
        shown: Any = queries.units_of(programme, AFTER).get(pk=unit.pk)
        return queries.works_with(programme, learner, AFTER), shown.taught, shown.done

    assert told() == (True, 2, 0)
    with at_work.doing("dinkes_kabkota") as act:
        actions.change_replication(act, row, state="stopped")
    assert told() == (False, 1, 0)
    assert visit(at_work, learner, AFTER).status_code == 422
    with at_work.doing("dinkes_kabkota") as act:
        done: dict[str, Any] = {"state": "done", "reached_on": AFTER}
        actions.change_replication(act, work["replication"], **done)
    assert told() == (False, 1, 1)


def test_the_districts_behind_a_year_are_those_of_all_cohorts_until_then(at_work: World) -> None:
    """15, 30, 40: a number that was added up opens the rows of all years that it adds up."""
    work, programme = at_work.work, at_work.work["programme"]
    with at_work.doing("dinkes_kabkota") as act:
        later = actions.record_cohort(
            act, programme, title="Gelombang 2", quota=2, starts_on=date(2026, 3, 1), year=2027
        )
    with at_work.doing("ministry") as act:
        region = at_work.regions["32.04"]
        actions.join_district(act, later, region=region, on=date(2026, 3, 1))
    both = [work["district"].region.code, "32.04"]
    for year, codes in ((2025, []), (2026, both[:1]), (2027, both), (2030, both), (None, both)):
        rows = queries.districts_through(programme, AFTER, year)
        assert [row.district.region.code for row in rows] == codes, year

"""With whom a programme worked on a day: mentored, part of a centre as it was then, learning from one."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Q

from mufakat.core.errors import RuleBroken
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


def test_each_programme_counts_its_own_visits(at_work: World) -> None:
    """Who was there for another programme has not been there for this one, nor is he due again."""
    first, citarip = at_work.work["programme"], at_work.citarip
    with at_work.doing("dinkes_kabkota") as act:
        second = actions.record_programme(act, code="lain", title="Lain", region=at_work.city)
    with at_work.doing("dinkes_kabkota") as act:
        actions.record_lokus(
            act,
            second,
            organisations=[citarip, at_work.bodies["sukapakir"]],
            valid_from=date(2026, 2, 15),
        )
        later: dict[str, Any] = {"mentors": "Budi", "next_on": date(2026, 7, 1)}
        actions.record_visit(act, second, organisation=citarip, on=AFTER, **later)

    def told(programme: Any, on: date) -> list[Any]:
        rows: Any = queries.mentored(programme, on, Q())
        return [(row.last, row.due, row.visits) for row in rows]

    none, march = (None, None, None), (date(2026, 3, 10), date(2026, 4, 10), 1)
    assert told(first, AFTER) == [none, march]
    assert told(second, AFTER) == [none, (AFTER, date(2026, 7, 1), 1)]
    assert told(second, MOVED) == [none, none]  # of a day only what had happened by then
    wanted = {
        date(2026, 3, 1): {},
        date(2026, 5, 1): {"posyandu-prima": 1, "lain": 2},  # the visit of June was still to come
        date(2026, 7, 15): {"posyandu-prima": 2, "lain": 1},
        date(2026, 8, 15): {"posyandu-prima": 2, "lain": 2},
    }
    for on, waiting in wanted.items():
        found = {code: n for code, _title, n in queries.waiting_for_visits(Q(), on)}
        assert found == waiting, on


def test_who_is_mentored_no_more_is_offered_again(at_work: World) -> None:
    """From the day after its last one on; who begins later is not offered for a day before."""
    programme, lokus = at_work.work["programme"], at_work.work["lokus"]
    kopo = puskesmas(at_work, "Puskesmas Kopo")
    with at_work.doing("dinkes_kabkota") as act:
        actions.end_lokus(act, lokus, on=BEFORE)
        actions.record_lokus(act, programme, organisations=[kopo], valid_from=AFTER)
    bodies = Organisation.objects.filter(pk__in=[lokus.organisation_id, kopo.pk])
    for on, names in ((BEFORE, set()), (MOVED, {lokus.organisation.name})):
        offered = queries.not_mentored(programme, bodies, on)
        assert set(offered.values_list("name", flat=True)) == names
        assert (
            set(queries.overlapping(programme, list(bodies), on))
            == {body.name for body in bodies} - names
        )


def test_the_last_look_at_how_ready_is_the_one_that_counts(at_work: World) -> None:
    district, items = at_work.work["district"], [code for code, _t in queries.readiness_items()]
    looks = {date(2026, 3, 1): items[:1], date(2026, 4, 1): items[:3]}
    for on, there in looks.items():
        with at_work.doing("dinkes_kabkota") as act:
            told = {item: item in there for item in items}
            actions.record_readiness(act, district, on=on, checklist=told)
    found = queries.looked_at(district)
    assert [item for item in items if found[item]] == items[:3]
    told_on = ((date(2026, 2, 15), 0, None), (date(2026, 3, 31), 1, min(looks)))
    for on, number, looked in (*told_on, (max(looks), 3, max(looks))):
        (row,) = queries.districts_on(district.cohort, on)
        assert (row.there, row.looked_on) == (number, looked)
        assert len(row.missing) == (len(items) - number if number else 0)


def test_a_correction_keeps_the_next_visit_ahead(at_work: World) -> None:
    visit = at_work.work["visit"]
    with at_work.doing("mentor") as act:
        for wrong in ({"next_on": visit.on}, {"on": date(2026, 4, 10)}):
            with pytest.raises(RuleBroken) as broken:
                actions.change_visit(act, visit, **wrong)
            assert broken.value.code == "visit.next_before"

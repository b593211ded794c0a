"""Two writers at once: what a rule looks for among the rows of a programme stays so until the first one has ended."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection, connections

from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import record_facility
from mufakat.directory.models import Organisation
from mufakat.programmes import actions
from mufakat.programmes.models import CoeUnit, Cohort, CohortDistrict, Replication
from tests import world as worlds
from tests.programme import puskesmas, run_programme
from tests.waiting import wait_until_it_waits
from tests.world import TODAY, World

BY, DAY = "ministry", date(2026, 3, 1)
pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def working() -> World:
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        world = worlds.build()
        run_programme(world)
    return world


def both(world: World, first: Callable[[Any], Any], second: Callable[[Any], Any]) -> list[str]:
    """The second begins when the first has written and not ended; answers why it was refused."""
    why: list[str] = []

    def write() -> None:
        try:
            with world.doing(BY) as act:
                second(act)
        except RuleBroken as broken:
            why.append(broken.code)
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    with world.doing(BY) as act:
        first(act)
        thread.start()
        wait_until_it_waits(thread)
        assert thread.is_alive(), "it did not wait"
    thread.join(30)
    return why


def centre(world: World, head: Organisation) -> CoeUnit:
    with world.doing(BY) as act:
        pustu = record_facility(
            act, name=f"Pustu {head}", kind="pustu", region=world.village, parent=head
        )
        return actions.record_unit(
            act, world.work["programme"], puskesmas=head, pustu=pustu, valid_from=date(2026, 2, 2)
        )


def teach(unit: CoeUnit, target: Organisation) -> Callable[[Any], Any]:
    due = date(2026, 8, 1)
    return lambda act: actions.record_replication(act, unit, target=target, planned_on=due)


def test_no_circle_of_two_halves() -> None:
    world = working()
    one, other = puskesmas(world, "Puskesmas Satu"), puskesmas(world, "Puskesmas Dua")
    units = centre(world, one), centre(world, other)
    why = both(world, teach(units[0], other), teach(units[1], one))
    assert why == ["replication.circle"]
    assert Replication.objects.filter(unit__in=units).get().target_id == other.pk


def test_none_that_was_stopped_comes_back_into_a_circle() -> None:
    world = working()
    one, other = puskesmas(world, "Puskesmas Satu"), puskesmas(world, "Puskesmas Dua")
    units = centre(world, one), centre(world, other)
    with world.doing(BY) as act:
        row = teach(units[0], other)(act)
    with world.doing(BY) as act:
        actions.change_replication(act, row, state="stopped")
    row = Replication.objects.get(pk=row.pk)
    again = lambda act: actions.change_replication(act, row, state="running")  # noqa: E731
    assert both(world, teach(units[1], one), again) == ["replication.circle"]
    assert Replication.objects.get(pk=row.pk).state == "stopped"


@pytest.mark.parametrize("many", [False, True])
def test_one_place_in_all_cohorts_of_a_programme(many: bool) -> None:
    world = working()
    region = world.regions["32.04"]
    with world.doing(BY) as act:
        first, second = (
            actions.record_cohort(
                act, world.work["programme"], title=title, quota=5, starts_on=date(2026, 1, 1)
            )
            for title in ("A", "B")
        )

    def take(cohort: Cohort) -> Callable[[Any], Any]:
        if many:
            return lambda act: actions.join_districts(
                act, cohort, regions=[region], on=DAY, leave=()
            )
        return lambda act: actions.join_district(act, cohort, region=region, on=DAY)

    assert both(world, take(first), take(second)) == [
        "cohort.some_refused" if many else "cohort.twice"
    ]
    assert CohortDistrict.objects.get(region=region).cohort_id == first.pk


def test_who_did_not_leave_after_all_finds_its_place_taken() -> None:
    world = working()
    cohort, district = world.work["cohort"], world.work["district"]
    with world.doing(BY) as act:
        actions.change_cohort(act, cohort, quota=1)
    with world.doing(BY) as act:
        left = actions.record_standing(
            act, district, state="left", on=date(2026, 5, 1), reason="Pindah"
        )
    why = both(
        world,
        lambda act: actions.join_district(act, cohort, region=world.regions["32.04"], on=DAY),
        lambda act: actions.withdraw_standing(act, district, left, reason="Keliru"),
    )
    assert why == ["cohort.full"]
    assert left.__class__.objects.filter(pk=left.pk).exists()


def test_a_centre_is_named_once() -> None:
    world = working()
    one = puskesmas(world, "Puskesmas Satu")
    with world.doing(BY) as act:
        pustu = record_facility(act, name="Pustu", kind="pustu", region=world.village, parent=one)

    def name(act: Any) -> Any:
        return actions.record_unit(
            act, world.work["programme"], puskesmas=one, pustu=pustu, valid_from=date(2026, 2, 2)
        )

    def mentor(act: Any) -> Any:
        return actions.record_lokus(
            act, world.work["programme"], organisations=[one], valid_from=date(2026, 2, 2)
        )

    assert both(world, name, name) == ["unit.twice"]
    assert both(world, mentor, mentor) == ["lokus.twice"]

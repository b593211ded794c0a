"""What is written about programmes: cohorts and their places, districts that split, centres, who learns from them."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import change_organisation, record_facility
from mufakat.directory.models import Region, RegionSuccession
from mufakat.journal.actions import Conflict
from mufakat.journal.models import Event
from mufakat.programmes import actions, queries
from mufakat.programmes.models import Cohort, CohortDistrict, Lokus, Programme
from tests.programme import puskesmas
from tests.world import TODAY, World, wib

BY = "ministry"


def refused(write: Any) -> str:
    with pytest.raises(RuleBroken) as broken:
        write()
    return broken.value.code


def ilp() -> Programme:
    return Programme.objects.get(code="ilp")


def cohort_of(world: World, quota: int = 2, **fields: Any) -> Cohort:
    with world.doing(BY) as act:
        given: dict[str, Any] = {"title": f"Uji {quota}", "starts_on": date(2026, 1, 1), **fields}
        return actions.record_cohort(act, ilp(), quota=quota, **given)


def join(world: World, cohort: Cohort, code: str, on: date = date(2026, 3, 1)) -> CohortDistrict:
    with world.doing(BY) as act:
        return actions.join_district(act, cohort, region=world.regions[code], on=on)


def stand(world: World, district: CohortDistrict, state: str, on: date, **more: Any) -> None:
    with world.doing(BY) as act:
        actions.record_standing(act, district, state=state, on=on, **more)


ALL = dict.fromkeys((code for code, _title in queries.readiness_items()), True)


@pytest.mark.usefixtures("on_the_day")
class TestCohorts:
    def test_places_are_counted_and_freed(self, world: World) -> None:
        cohort = cohort_of(world, quota=1)
        first = join(world, cohort, "32.73")
        assert refused(lambda: join(world, cohort, "32.04")) == "cohort.full"
        stand(world, first, "left", date(2026, 4, 1), reason="Dana dialihkan")
        join(world, cohort, "32.04")
        assert refused(lambda: join(world, cohort, "32.73")) == "cohort.twice"  # it is told there
        other = cohort_of(world, quota=5)
        join(world, other, "32.73")  # having left, it may join another one
        again = cohort_of(world, quota=6)
        assert refused(lambda: join(world, again, "32.73")) == "cohort.twice"

    @pytest.mark.parametrize(
        ("code", "on", "why"),
        [
            ("32", date(2026, 3, 1), "cohort.no_district"),
            ("32.73.04", date(2026, 3, 1), "cohort.no_district"),
            ("32.73", date(2026, 6, 27), "cohort.join_later"),
            ("32.73", date(2024, 6, 1), "cohort.join_too_early"),
        ],
    )
    def test_who_may_not_join(self, world: World, code: str, on: date, why: str) -> None:
        cohort = cohort_of(world)
        assert refused(lambda: join(world, cohort, code, on)) == why

    def test_the_quota_never_falls_below(self, world: World) -> None:
        cohort = cohort_of(world, quota=2)
        join(world, cohort, "32.73")
        join(world, cohort, "32.04")
        with world.doing(BY) as act:
            assert refused(lambda: actions.change_cohort(act, cohort, quota=1)) == (
                "cohort.quota_below"
            )
        with world.doing(BY) as act:
            actions.change_cohort(act, cohort, quota=3)
        assert Cohort.objects.get(pk=cohort.pk).quota == 3
        assert refused(lambda: cohort_of(world, quota=2)) == "cohort.title_taken"

    def test_the_way_of_a_district(self, world: World) -> None:
        cohort = cohort_of(world)
        district = join(world, cohort, "32.73")
        some = ALL | {"sdm": False}
        stand(world, district, "planned", date(2026, 3, 10), checklist=some)
        assert (
            refused(lambda: stand(world, district, "ready", date(2026, 4, 1), checklist=some))
            == "standing.not_ready"
        )
        stand(world, district, "ready", date(2026, 4, 1), checklist=ALL)
        assert refused(lambda: stand(world, district, "passed", date(2026, 4, 2))) == (
            "standing.no_step"
        )
        stand(world, district, "running", date(2026, 5, 1))
        stand(world, district, "passed", date(2026, 6, 1), reason="Contoh rekaan.")
        as_of = {
            date(2026, 2, 28): [],
            date(2026, 3, 5): [("planned", 0, 0)],
            date(2026, 3, 31): [("planned", 6, 7)],
            date(2026, 4, 30): [("ready", 7, 7)],
            date(2026, 5, 31): [("running", 7, 7)],
            TODAY: [("passed", 7, 7)],
        }
        for on, wanted in as_of.items():
            rows = queries.districts_on(cohort, on)
            assert [(r.standing.state, r.there, r.of) for r in rows] == wanted

    def test_a_look_at_how_ready_it_is(self, world: World) -> None:
        """Nobody looked: nothing is said. A look leaves the state and its day as they are, while it runs too."""
        cohort = cohort_of(world)
        district = join(world, cohort, "32.73")
        stand(world, district, "ready", date(2026, 4, 1), reason="Contoh rekaan.")
        (row,) = queries.districts_on(cohort, TODAY)
        assert (row.looked_on, row.of, row.missing) == (None, 0, ())
        stand(world, district, "running", date(2026, 5, 1))

        def look(on: date) -> None:
            with world.doing(BY) as act:
                actions.record_readiness(act, district, on=on, checklist=ALL | {"sdm": False})

        assert refused(lambda: look(date(2026, 5, 1))) == "standing.too_early"
        assert refused(lambda: look(date(2026, 6, 27))) == "standing.later"
        look(date(2026, 5, 20))
        (row,) = queries.districts_on(cohort, TODAY)
        assert (row.standing.state, row.since) == ("running", date(2026, 5, 1))
        assert (row.looked_on, row.there, row.of, len(row.missing)) == (date(2026, 5, 20), 6, 7, 1)
        stand(world, district, "passed", date(2026, 6, 1), reason="Contoh rekaan.")
        assert refused(lambda: look(date(2026, 6, 2))) == "readiness.over"

    def test_a_slip_is_taken_back(self, world: World) -> None:
        cohort = cohort_of(world)
        district = join(world, cohort, "32.73")
        stand(world, district, "left", date(2026, 4, 1), reason="Salah ketik")
        first, last = district.standings.order_by("on")
        with world.doing(BY) as act:
            assert (
                refused(lambda: actions.withdraw_standing(act, district, first, reason="x"))
                == "standing.not_last"
            )
        with world.doing(BY) as act:
            assert actions.withdraw_standing(act, district, last, reason="Salah") == district
        assert queries.last_standing(district).state == "planned"
        with world.doing(BY) as act:
            assert actions.withdraw_standing(act, district, first, reason="Salah") is None
        assert not cohort.districts.exists()
        assert Event.objects.filter(verb="standing.withdrawn").count() == 2

    @pytest.mark.parametrize(
        ("quota", "other", "why"), [(1, "32.04", "cohort.full"), (2, "32.73", "cohort.twice")]
    )
    def test_a_place_that_another_has_by_now_is_not_taken_back(
        self, world: World, quota: int, other: str, why: str
    ) -> None:
        cohort = cohort_of(world, quota=quota)
        district = join(world, cohort, "32.73")
        stand(world, district, "left", date(2026, 4, 1), reason="Salah ketik")
        left = queries.last_standing(district)
        join(world, cohort if quota == 1 else cohort_of(world, quota=5), other)
        with world.doing(BY) as act:
            withdraw = lambda: actions.withdraw_standing(act, district, left, reason="x")  # noqa: E731
            assert refused(withdraw) == why
        assert queries.last_standing(district).state == "left"

    def test_a_district_that_split(self, world: World) -> None:
        """It keeps its one place until it is said to have left; then what it became may join."""
        cohort, old = cohort_of(world, quota=3), world.regions["32.04"]
        district = join(world, cohort, "32.04")
        made: dict[str, Any] = {
            "kind": "kabupaten",
            "level": 2,
            "parent": world.province,
            "source": "UU 1/2026",
        }
        new = [
            Region.objects.create(
                code=code, path=f"{code}.", name=name, timezone=old.timezone, **made
            )
            for code, name in (("32.98", "Bandung Timur"), ("32.99", "Bandung Selatan"))
        ]
        for each in new:
            RegionSuccession.objects.create(
                old=old, new=each, on=date(2026, 5, 1), source="UU 1/2026"
            )
        Region.objects.filter(pk=old.pk).update(valid_to=date(2026, 4, 30))
        world.regions = {**world.regions, "32.98": new[0], "32.99": new[1]}
        in_may = date(2026, 5, 10)
        assert refused(lambda: join(world, cohort, "32.98", in_may)) == "cohort.predecessor"
        rows = queries.districts_on(cohort, TODAY)
        (told,) = queries.told_of_successions(rows, TODAY)
        assert "32.98" in told
        assert "32.99" in told
        assert queries.told_of_successions(rows, date(2026, 4, 30)) == []
        stand(world, district, "left", date(2026, 5, 2), reason="Dimekarkan")
        join(world, cohort, "32.98", in_may)
        join(world, cohort, "32.99", in_may)
        last = queries.last_standing(district)
        with world.doing(BY) as act:  # what it became has the places by now
            withdraw = lambda: actions.withdraw_standing(act, district, last, reason="x")  # noqa: E731
            assert refused(withdraw) == "cohort.successor"
        states = [r.standing.state for r in queries.districts_on(cohort, TODAY)]
        assert states == ["left", "planned", "planned"]
        later = cohort_of(world, quota=4)
        Region.objects.filter(pk=old.pk).update(valid_to=date(2026, 4, 30))
        world.regions = {**world.regions, "32.04": Region.objects.get(pk=old.pk)}
        assert refused(lambda: join(world, later, "32.04", in_may)) == "cohort.region_ended"

    def test_waves_add_up(self, world: World) -> None:
        first, second = cohort_of(world, quota=2), cohort_of(world, quota=1, year=2027)
        one = join(world, first, "32.73")
        join(world, second, "32.04")
        stand(world, one, "ready", date(2026, 4, 1), checklist=ALL)
        stand(world, one, "running", date(2026, 5, 1))
        waves = {c.title: w for c, w in queries.waves_of(ilp(), TODAY)}
        assert (waves["Uji 2"].joined, waves["Uji 2"].running, waves["Uji 2"].passed) == (1, 1, 0)
        assert (waves["Uji 1"].joined, waves["Uji 1"].running) == (1, 0)
        before = {c.title: w for c, w in queries.waves_of(ilp(), date(2026, 2, 1))}
        assert before["Uji 2"].joined == 0


class TestBodies:
    def test_nobody_is_mentored_twice(self, at_work: World) -> None:
        programme, citarip = at_work.work["programme"], at_work.citarip
        third = puskesmas(at_work, "Puskesmas Pagarsih")

        def add(since: date) -> None:
            with at_work.doing("dinkes_kabkota") as act:
                actions.record_lokus(
                    act, programme, organisations=[third, citarip], valid_from=since
                )

        assert refused(lambda: add(date(2026, 6, 1))) == "lokus.twice"
        assert Lokus.objects.count() == 2  # all or none
        with at_work.doing("dinkes_kabkota") as act:
            actions.end_lokus(act, at_work.work["lokus"], on=date(2026, 5, 31))
        assert refused(lambda: add(date(2026, 5, 31))) == "lokus.twice"
        add(date(2026, 6, 1))
        assert Lokus.objects.filter(organisation=citarip).count() == 2

    def test_what_is_no_facility_or_did_not_stand(self, at_work: World) -> None:
        programme = at_work.work["programme"]
        with at_work.doing("dinkes_kabkota") as act:
            given: dict[str, Any] = {"valid_from": date(2026, 6, 1)}
            assert (
                refused(
                    lambda: actions.record_lokus(
                        act, programme, organisations=[at_work.kua], **given
                    )
                )
                == "lokus.no_facility"
            )
            assert (
                refused(lambda: actions.record_lokus(act, programme, organisations=[], **given))
                == "programme.none_ticked"
            )

    def test_the_parts_of_a_centre_as_of_a_day(self, at_work: World) -> None:
        """A Posyandu that moved belongs to the old Pustu before, to the new one after: read back from the journal."""
        unit, bodies = at_work.work["unit"], at_work.bodies
        with at_work.doing("dinkes_kabkota", wib(3, 1)) as act:
            new = record_facility(
                act, name="Posyandu Anggrek", kind="posyandu", region=at_work.village,
                parent=bodies["pustu"], valid_from=date(2026, 3, 1),
            )  # fmt: skip
            other = record_facility(
                act, name="Pustu Babakan", kind="pustu", region=at_work.village,
                parent=at_work.citarip,
            )  # fmt: skip
        with at_work.doing("dinkes_kabkota", wib(5, 1)) as act:
            change_organisation(act, bodies["posyandu"], parent=other)

        def names(on: date) -> list[str]:
            return [f"{p.kind}: {p.name}" for p in queries.parts_of(unit, on)]

        own = ["puskesmas: UPT Puskesmas Citarip", "pustu: Pustu Jamika"]
        melati, anggrek = "posyandu: Posyandu Melati", f"posyandu: {new.name}"
        assert names(date(2026, 2, 28)) == [*own, melati]
        assert names(date(2026, 4, 30)) == [*own, anggrek, melati]
        assert names(date(2026, 5, 1)) == [*own, anggrek]
        assert queries.network_on(other, "posyandu", date(2026, 4, 30)) == set()
        assert queries.network_on(other, "posyandu", TODAY) == {bodies["posyandu"].pk}

    def test_one_centre_a_puskesmas(self, at_work: World) -> None:
        programme, bodies = at_work.work["programme"], at_work.bodies
        given: dict[str, Any] = {"valid_from": date(2026, 6, 1)}
        with at_work.doing("dinkes_kabkota") as act:
            for one, two, why in (
                ("citarip", "pustu", "unit.twice"),
                ("sukapakir", "pustu", "unit.no_pustu"),  # not of its network
                ("citarip", "posyandu", "unit.no_pustu"),
                ("dinkes", "pustu", "unit.no_puskesmas"),
            ):
                assert (
                    refused(
                        lambda one=one, two=two: actions.record_unit(
                            act, programme, puskesmas=bodies[one], pustu=bodies[two], **given
                        )
                    )
                    == why
                )

    def test_nobody_learns_in_a_circle(self, at_work: World) -> None:
        work, bodies = at_work.work, at_work.bodies
        with at_work.doing("dinkes_kabkota") as act:
            pustu = record_facility(
                act, name="Pustu Kopo", kind="pustu", region=at_work.kecamatan,
                parent=bodies["sukapakir"],
            )  # fmt: skip
            second = actions.record_unit(
                act, work["programme"], puskesmas=bodies["sukapakir"], pustu=pustu,
                valid_from=date(2026, 6, 1),
            )  # fmt: skip
        due: dict[str, Any] = {"planned_on": date(2026, 9, 1)}
        with at_work.doing("dinkes_kabkota") as act:
            for unit, target, why in (
                (second, at_work.citarip, "replication.circle"),
                (second, bodies["sukapakir"], "replication.itself"),
                (work["unit"], bodies["sukapakir"], "replication.twice"),
                (work["unit"], bodies["pustu"], "replication.no_puskesmas"),
            ):
                assert (
                    refused(
                        lambda unit=unit, target=target: actions.record_replication(
                            act, unit, target=target, **due
                        )
                    )
                    == why
                )
        stop: dict[str, Any] = {"state": "stopped", "planned_on": due["planned_on"]}
        with at_work.doing("dinkes_kabkota") as act:
            actions.change_replication(act, work["replication"], **stop)
            actions.record_replication(act, second, target=at_work.citarip, **due)
        with at_work.doing("dinkes_kabkota") as act:  # meanwhile it is the other way round
            assert (
                refused(
                    lambda: actions.change_replication(
                        act, work["replication"], **stop | {"state": "planned"}
                    )
                )
                == "replication.circle"
            )

    def test_whom_one_visits(self, at_work: World) -> None:
        programme, bodies = at_work.work["programme"], at_work.bodies

        def visit(body: str, on: date = date(2026, 6, 1)) -> None:
            with at_work.doing("mentor") as act:
                actions.record_visit(
                    act, programme, organisation=bodies[body], on=on, mentors="Tuti"
                )

        for body in ("citarip", "pustu", "posyandu", "sukapakir"):
            visit(body)
        assert refused(lambda: visit("soreang")) == "visit.no_lokus"
        assert refused(lambda: visit("citarip", date(2026, 1, 1))) == "visit.no_lokus"
        assert refused(lambda: visit("citarip", date(2026, 6, 27))) == "visit.later"


def test_two_judges_at_once(at_work: World) -> None:
    """Who saw older points is shown both; nothing is overwritten unseen."""
    entry = at_work.work["entry"]
    entry.refresh_from_db()
    seen = entry.version
    with at_work.doing("dinkes_kabkota") as act:
        actions.record_points(act, entry, base=seen, nilai_k1=40, nilai_k2=50)
    with pytest.raises(Conflict) as conflict, at_work.doing("dinkes_provinsi") as act:
        actions.record_points(act, entry, base=seen, nilai_k1=35, nilai_k2=50)
    (both,) = conflict.value.fields
    assert (both.field, both.theirs, both.yours) == ("nilai_k1", "40", "35")
    with at_work.doing("dinkes_provinsi") as act:  # the same points are no conflict
        actions.record_points(act, entry, base=seen, nilai_k1=40, nilai_k2=50)
    entry.refresh_from_db()
    assert entry.total == 90


def test_what_is_judged_keeps_its_criteria(at_work: World) -> None:
    contest = at_work.work["contest"]
    with at_work.doing("dinkes_kabkota") as act:
        given: dict[str, Any] = {"title": "Lomba", "year": 2026}
        assert (
            refused(lambda: actions.change_contest(act, contest, criteria="Isi = 10", **given))
            == "contest.judged"
        )


def test_reference_is_corrected_in_the_reference(world: World) -> None:
    with world.doing(BY) as act:
        assert refused(lambda: actions.change_programme(act, ilp(), title="x")) == (
            "programme.reference"
        )
        assert refused(lambda: actions.end_programme(act, ilp(), on=TODAY)) == (
            "programme.reference"
        )

"""A small programme in the world: one of the city's own, with everything that its pages show. Built only by actions."""

from datetime import date
from typing import Any

from mufakat.directory.actions import record_facility
from mufakat.programmes import actions
from mufakat.programmes.models import Programme

from .world import World, wib


def run_programme(world: World) -> None:
    """The programme `posyandu-prima` of Kota Bandung: mentors Citarip and Sukapakir, its cohort has the city, Citarip
    with its Pustu is the centre from which Sukapakir learns; one visit, one contest with two participants. By name in
    `world.work`."""
    work, bodies = world.work, world.bodies
    with world.doing("dinkes_kabkota", wib(2, 1)) as act:
        programme = actions.record_programme(
            act, code="posyandu-prima", title="Posyandu Prima", region=world.city, lead=world.ngo
        )
    with world.doing("dinkes_kabkota", wib(2, 2)) as act:
        both = [bodies["citarip"], bodies["sukapakir"]]
        work["programme"] = programme
        work["lokus"] = actions.record_lokus(
            act, programme, organisations=both, valid_from=date(2026, 2, 2)
        )[0]
        work["cohort"] = actions.record_cohort(
            act, programme, title="Gelombang 1", quota=2, starts_on=date(2026, 1, 1)
        )
        work["district"] = actions.join_district(
            act, work["cohort"], region=world.city, on=date(2026, 2, 1)
        )
        work["standing"] = work["district"].standings.get()
        work["unit"] = unit = actions.record_unit(
            act,
            programme,
            puskesmas=bodies["citarip"],
            pustu=bodies["pustu"],
            valid_from=date(2026, 2, 2),
        )
        work["replication"] = actions.record_replication(
            act, unit, target=bodies["sukapakir"], planned_on=date(2026, 8, 1)
        )
    _visit_and_contest(world, programme)


def _visit_and_contest(world: World, programme: Programme) -> None:
    work, bodies = world.work, world.bodies
    with world.doing("mentor", wib(3, 10)) as act:
        work["visit"] = actions.record_visit(
            act,
            programme,
            organisation=bodies["citarip"],
            on=date(2026, 3, 10),
            mentors="Tuti Alawiyah",
            topics="Klaster 2",
            observed="Alur pasien belum menurut klaster.",
            agreed="Ruang tunggu ditata ulang.",
            next_on=date(2026, 4, 10),
        )
    with world.doing("dinkes_kabkota", wib(3, 12)) as act:
        work["contest"] = contest = actions.record_contest(
            act,
            programme,
            title="Lomba sosialisasi",
            region=world.city,
            year=2026,
            on=date(2026, 3, 12),
            audience=1000,
            criteria="Isi materi = 40\nPenyampaian = 60",
        )
        both = [bodies["citarip"], bodies["sukapakir"]]
        work["entry"] = actions.record_contestants(act, contest, organisations=both)[0]
        actions.record_points(act, work["entry"], nilai_k1=30, nilai_k2=50)


def puskesmas(world: World, name: str, **more: Any) -> Any:
    """One more Puskesmas of the kecamatan."""
    with world.doing("dinkes_kabkota", wib(2, 1)) as act:
        return record_facility(
            act,
            name=name,
            kind="puskesmas",
            region=more.get("region", world.kecamatan),
            parent=world.bodies["dinkes"],
        )

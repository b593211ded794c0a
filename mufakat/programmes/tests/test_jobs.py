"""A facility that moves takes what is running along."""

from datetime import date
from typing import Any

from mufakat.directory.actions import change_organisation
from mufakat.programmes import actions, queries
from mufakat.programmes.models import CoeUnit, Lokus, Replication, Visit
from tests.reacting import catch_up
from tests.world import World, wib


def test_a_facility_that_moves(at_work: World) -> None:
    programme, bodies, work = at_work.work["programme"], at_work.bodies, at_work.work
    with at_work.doing("dinkes_kabkota") as act:
        actions.end_lokus(act, work["lokus"], on=date(2026, 5, 31))
        again = [at_work.citarip]
        actions.record_lokus(act, programme, organisations=again, valid_from=date(2026, 6, 1))
    catch_up()
    soreang = at_work.neighbour_kecamatan
    with at_work.doing("administrator") as act:
        change_organisation(act, bodies["citarip"], name="Puskesmas Citarip")
        for key in ("citarip", "sukapakir"):
            change_organisation(act, bodies[key], region=soreang)
    for _once in (1, 2):  # repeatable
        catch_up()
        paths = dict(Lokus.objects.order_by().values_list("valid_to", "region_path"))
        assert paths == {date(2026, 5, 31): "32.73.04.", None: soreang.path}
        assert CoeUnit.objects.get().region_path == soreang.path
        assert Replication.objects.get().region_path == soreang.path
        assert Visit.objects.get().region_path == "32.73.04."
    counted = queries.counted_by_district(programme, date(2026, 6, 26))
    assert [(str(region), n) for region, n in counted] == [("Kab. Bandung", 2)]


def test_a_visit_is_told_where_the_facility_lay_on_its_day(at_work: World) -> None:
    """Written down after the facility moved, or corrected to another day."""
    programme, citarip, soreang = (
        at_work.work["programme"],
        at_work.citarip,
        at_work.neighbour_kecamatan,
    )
    with at_work.doing("administrator", wib(6, 10)) as act:
        change_organisation(act, citarip, region=soreang)
    citarip.refresh_from_db()
    before, since = date(2026, 6, 9), date(2026, 6, 10)
    told = {}
    for on in (before, since):
        with at_work.doing("ministry") as act:
            told[on] = actions.record_visit(
                act, programme, organisation=citarip, on=on, mentors="Contoh rekaan"
            )
    assert {on: v.region_path for on, v in told.items()} == {
        before: "32.73.04.",
        since: soreang.path,
    }
    for visit, on in ((told[before], date(2026, 6, 11)), (told[since], date(2026, 6, 8))):
        with at_work.doing("ministry") as act:
            actions.change_visit(act, visit, on=on)
    paths = dict(Visit.objects.filter(mentors="Contoh rekaan").values_list("on", "region_path"))
    assert paths == {date(2026, 6, 11): soreang.path, date(2026, 6, 8): "32.73.04."}


def test_where_they_lay_on_the_day_decides(at_work: World) -> None:
    """Nothing that is said of a day changes when a facility moves after it."""
    programme, bodies, regions = at_work.work["programme"], at_work.bodies, at_work.regions
    june, july = date(2026, 6, 26), date(2026, 7, 20)

    def told(on: date) -> dict[str, Any]:
        page = at_work.client("ministry")
        found: dict[str, Any] = {
            "nation": [(str(r), n) for r, n in queries.counted_by_district(programme, on)]
        }
        for code in ("32.73", "32.04"):
            region = regions[code]
            found[code] = (
                [str(r) for r in queries.lokus_of(programme, on, region)],
                [(str(r), n) for r, n in queries.counted_by_district(programme, on, region)],
                [str(u) for u in queries.units_of(programme, on, region)],
                [str(r) for r in queries.replications_in(programme, on, region)],
                dict(queries.works_in(region, on)),
            )
            for what in ("lokus", "coe", "kunjungan"):
                asked = {"wilayah": code, "pada": on.isoformat()}
                answer: Any = page.get(f"/program/posyandu-prima/{what}/", asked)
                rows, lay = answer.context_data["rows"], answer.context_data["lay"]
                found[what + code] = [(str(row), str(lay[row.lay])) for row in rows]
        return found

    before, today = told(june), at_work.city
    assert before["nation"] == [(str(today), 2)] and before["lokus32.73"]
    with at_work.doing("administrator", wib(7, 2)) as act:
        for key in ("citarip", "sukapakir"):
            change_organisation(act, bodies[key], region=at_work.neighbour_kecamatan)
    catch_up()
    assert told(june) == before
    assert told(july)["nation"] == [("Kab. Bandung", 2)]
    assert told(july)["32.73"][:4] == ([], [], [], [])

"""A facility that moves takes what is running along."""

from datetime import date

from mufakat.directory.actions import change_organisation
from mufakat.programmes import actions, queries
from mufakat.programmes.models import CoeUnit, Lokus, Replication, Visit
from tests.reacting import catch_up
from tests.world import World


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

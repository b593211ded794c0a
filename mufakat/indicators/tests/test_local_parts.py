"""Local-area monitoring of a composite unit: its Posyandu are counted in the villages in which they lay."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.directory import actions as directory
from mufakat.directory.models import Facility
from mufakat.indicators.actions.booking import book
from mufakat.indicators.models import Instrument
from mufakat.indicators.queries.figures import standing
from mufakat.indicators.rules import Part
from mufakat.programmes.models import CoeUnit, Programme
from tests.figures import a_facility, accepted_of, an_instrument, yes_no
from tests.world import World, doing

pytestmark = pytest.mark.django_db
HERE, THERE, OUTSIDE = "32.73.04.1001", "32.73.04.1002", "32.73.04"


@pytest.fixture(autouse=True)
def in_september() -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


def number(code: str, part: str, **more: Any) -> dict[str, Any]:
    told = {"code": code, "key": code, "title": f"Angka {code}", "kind": "number", "part": part}
    return {
        **told,
        "numerator": "Dikunjungi",
        "denominator": "Sasaran",
        "target_percent": 80,
        **more,
    }


def an_instrument_of_units(periods: str = "last") -> Instrument:
    asked = [
        number("terlatih", "puskesmas"),
        number("kader", "posyandu", combine="share"),
        number("belum", "posyandu", combine="pool"),
        number("kunjungan", "posyandu", combine="pool", across_periods=periods),
        yes_no("gedung", part="pustu"),
    ]
    return an_instrument("satuan", "coe", layanan=asked)


class Unit:
    """A Puskesmas with a Posyandu in two villages and one that lies in no village."""

    def __init__(self, world: World) -> None:
        self.head = world.citarip
        programme = Programme.objects.create(
            code="uji", family="lain", title="Uji", region=world.regions["ID"], region_path=""
        )
        CoeUnit.objects.create(
            programme=programme,
            puskesmas=self.head,
            pustu=world.bodies["pustu"],
            region_path=self.head.region_path,
            valid_from=date(2024, 1, 1),
        )
        self.posyandu = [
            a_facility(world.regions[code], f"Posyandu {n}", "posyandu", parent=world.citarip)
            for n, code in enumerate((HERE, HERE, THERE, OUTSIDE))
        ]

    def tell(self, instrument: Instrument, month: str, *pairs: tuple[int, int] | None) -> None:
        """The numerator and denominator of each Posyandu; none: it does not apply."""
        of = {
            str(each.pk): {"num": pair[0], "den": pair[1]} if pair else {"na": True, "reason": "-"}
            for each, pair in zip(self.posyandu, pairs, strict=False)
        }
        head = Part(str(self.head.pk), "puskesmas", "Puskesmas")
        parts = [Part(str(each.pk), "posyandu", each.name) for each in self.posyandu]
        said = {"kunjungan": of, "kader": of, "terlatih": {head.id: {"num": 3, "den": 4}}}
        accepted_of(instrument, self.head, month, said, [head, *parts])
        book(instrument, self.head)


def page(client: Client, url: str) -> Any:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.context_data


@pytest.mark.parametrize("periods", ["last", "sum"])
def test_villages_have_what_their_posyandu_told(world: World, periods: str) -> None:
    instrument = an_instrument_of_units(periods)
    unit = Unit(world)
    unit.tell(instrument, "2024-06", (5, 20), (6, 20), (9, 10), (1, 2))
    unit.tell(instrument, "2024-07", (8, 20), (8, 20), None, (2, 4))
    client = world.client("ministry")
    found = page(client, "/capaian/satuan/pws/?wilayah=32.73.04&bulan=2024-07")
    assert found["chosen"].key == "kunjungan"  # the first with figures, not the first of all
    told = {row["label"]: row for row in found["rows"]}
    here, there = (told[str(world.regions[code])] for code in (HERE, THERE))
    before = (11, 40) if periods == "sum" else (0, 0)
    assert (here["num"], here["den"]) == (16 + before[0], 40 + before[1])
    assert (tuple(here["now"]), tuple(here["before"])) == ((16, 40), (11, 40))
    assert there["den"] == (10 if periods == "sum" else 0)
    if periods == "last":
        assert there["word"] == "tidak ada sasaran"
    whole = standing(instrument, "32.73.04.", "2024-07")["kunjungan"]
    assert sum(row["num"] for row in found["rows"]) == whole.numerator
    assert sum(row["den"] for row in found["rows"]) == whole.denominator
    for row in found["told"]:
        for column, pair in (("url", (row["num"], row["den"])), ("month_url", row["now"])):
            opened = page(client, row[column])
            assert opened["total"] == tuple(pair), (row["label"], column)
        assert page(client, row["before_url"])["total"] == tuple(row["before"])
    above = page(client, "/capaian/satuan/pws/?wilayah=32.73&bulan=2024-07")
    assert [row["num"] for row in above["told"]] == [whole.numerator]
    with_coverage = [row for row in found["told"] if row["label"].startswith("Kel.")]
    assert above["told"][0]["reached"].den == len(with_coverage)


def test_a_posyandu_that_moved_counts_where_it_lay(world: World) -> None:
    instrument = an_instrument_of_units()
    unit = Unit(world)
    unit.tell(instrument, "2024-06", (5, 20), (6, 20), (9, 10), (1, 2))
    with doing(None, datetime(2024, 7, 1, 3, tzinfo=UTC)) as act:
        one = Facility.objects.get(pk=unit.posyandu[0].pk)
        directory.change_organisation(act, one, region=world.regions[THERE])
    client = world.client("ministry")
    url = "/capaian/satuan/pws/?wilayah=32.73.04&bulan="
    labels = [str(world.regions[code]) for code in (HERE, THERE)]

    def shown(month: str) -> list[tuple[int, int]]:
        told = {row["label"]: row for row in page(client, url + month)["rows"]}
        return [(told[label]["num"], told[label]["den"]) for label in labels]

    assert shown("2024-06") == shown("2024-08") == [(11, 40), (9, 10)]
    unit.tell(instrument, "2024-08", (5, 20), (6, 20), (9, 10), (1, 2))
    assert shown("2024-08") == [(6, 20), (14, 30)]


def test_only_what_is_answered_in_villages_is_offered(world: World) -> None:
    unit, instrument = Unit(world), an_instrument_of_units()
    unit.tell(instrument, "2024-07", (8, 20), (8, 20), (8, 20), None)
    client = world.client("ministry")
    found = page(client, "/capaian/satuan/pws/?wilayah=32.73.04&bulan=2024-07")
    assert [each.key for each in found["choices"]] == ["belum", "kunjungan"]
    whys = dict(found["others"])
    assert "Puskesmas" in whys["Angka terlatih"] and "Angka kader" in whys
    assert "Soal gedung" not in whys


def test_a_head_sees_the_villages_of_his_unit(world: World) -> None:
    unit, instrument = Unit(world), an_instrument_of_units()
    unit.tell(instrument, "2024-07", (8, 20), (8, 20), (8, 20), None)
    client = world.client("kepala_puskesmas")
    found = page(client, f"/capaian/satuan/pws/?fasilitas={unit.head.pk}&bulan=2024-07")
    assert sum(row["den"] for row in found["rows"]) == 60
    assert page(client, found["told"][0]["url"])["total"][1] == found["told"][0]["den"]


def test_it_costs_the_same_for_one_posyandu_and_for_more(world: World) -> None:
    unit, instrument = Unit(world), an_instrument_of_units()
    unit.tell(instrument, "2024-06", (8, 20), None, None, None)
    few, unit.posyandu = unit.posyandu, unit.posyandu
    unit.tell(instrument, "2024-07", *[(8, 20)] * len(few))
    client = world.client("ministry")

    def cost(page: str, month: str) -> int:
        url = f"/capaian/satuan/{page}?wilayah=32.73.04&bulan={month}&ukuran=kunjungan"
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            client.get(url)
        return len(counted)

    for each in ("pws/", "pws/baris/"):
        assert cost(each, "2024-06") == cost(each, "2024-07") <= 25

"""The report of a region: on paper and as a table, live or frozen, each with its own numbers."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pypdf
import pypdfium2
import pytest
import time_machine
from django.test import Client

from mufakat.directory.actions import record_letterhead
from mufakat.directory.models import Facility
from mufakat.indicators.actions.booking import book
from mufakat.indicators.actions.snapshots import take_snapshot
from mufakat.indicators.models import Assessment, Instrument, Snapshot, State
from mufakat.indicators.papers import facts
from mufakat.indicators.papers.rows import rows_csv
from mufakat.indicators.queries.versions import form_of
from tests.figures import JULY, a_facility, accepted, an_instrument, coe_of_seed, yes_no
from tests.world import World

pytestmark = pytest.mark.django_db
LIVE = "/capaian/coe/laporan.pdf?wilayah=ID&bulan=2024-07"


@pytest.fixture(autouse=True)
def in_september() -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


@pytest.fixture
def coe(world: World) -> Instrument:
    return coe_of_seed()


def said(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def table(client: Client, url: str) -> list[list[str]]:
    text = client.get(url).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_it_says_all_that_a_report_owes(world: World, coe: Instrument) -> None:
    text = said(world.client("ministry"), LIVE)
    for each in (
        "35 dari 44 COE (79,55 %) memenuhi sekurangnya 80 % indikator, per 31 Juli 2024",
        "Menurut domain",
        "Menurut wilayah",
        "indikator ini terpenuhi",
        "versi 1",
        "sedikitnya 80 % pertanyaan yang berlaku terpenuhi",
        "angka berjalan",
        "SHA-256",
        "Yang dihitung: 44 COE",
    ):
        assert each in text, each
    one = Assessment.objects.filter(instrument=coe).first()
    assert one is not None and one.organisation.name in text


def test_it_is_archivable_and_the_same_twice(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    made = client.get(LIVE).content
    assert made == client.get(LIVE).content
    catalogue: Any = pypdf.PdfReader(BytesIO(made)).trailer["/Root"]
    told = catalogue["/Metadata"].get_data()
    assert b"pdfaid:part>2<" in told and b"pdfuaid:part>1<" in told
    folio = pypdf.PdfReader(BytesIO(client.get(f"{LIVE}&kertas=f4").content)).pages[0].mediabox
    assert round(float(folio.height) / 72 * 25.4) == 330


def test_a_frozen_copy_prints_its_own_numbers(world: World, coe: Instrument) -> None:
    """Whatever is accepted, withdrawn or renamed later: the same bytes, the same rows."""
    with world.doing("ministry") as act:
        day = date(2024, 7, 31)
        snapshot = take_snapshot(act, instrument=coe, region=world.regions["ID"], as_of=day)
    client, url = world.client("ministry"), snapshot.get_absolute_url()
    before = [client.get(f"{url}laporan.{kind}").content for kind in ("pdf", "csv")]
    assert "potret beku" in said(client, f"{url}laporan.pdf")
    one = Assessment.objects.filter(instrument=coe, month=JULY, passed=False).first()
    assert one is not None and one.result is not None
    Assessment.objects.filter(pk=one.pk).update(state=State.WITHDRAWN)
    accepted(coe, one.organisation, JULY, dict.fromkeys(one.result["indicators"], True))
    book(coe, one.organisation)
    one.organisation.name = "Nama lain"
    one.organisation.save()
    assert "36 dari 44 COE" in said(client, LIVE)
    assert [client.get(f"{url}laporan.{kind}").content for kind in ("pdf", "csv")] == before


def test_an_older_copy_says_what_it_has_not(world: World, coe: Instrument) -> None:
    with world.doing("ministry") as act:
        day = date(2024, 7, 31)
        snapshot = take_snapshot(act, instrument=coe, region=world.regions["ID"], as_of=day)
    body = {key: value for key, value in snapshot.body.items() if key not in ("trend", "gaps")}
    body["unassessed"] = [{"id": "1", "name": "Puskesmas Lama"}]
    Snapshot.objects.filter(pk=snapshot.pk).update(body=body)
    text = said(world.client("ministry"), f"{snapshot.get_absolute_url()}laporan.pdf")
    assert "sebelum tren" in text and "Puskesmas Lama" in text and "Tren:" not in text


def test_letterhead_rest_and_who_is_missing(world: World) -> None:
    """Under the office of the region; what lies in none of its kecamatan has a row, who was never assessed is named."""
    instrument = an_instrument("x", "puskesmas", a=[yes_no("q")])
    own = a_facility(world.city, "Puskesmas Kota")
    office = Facility.objects.get(kind="dinkes_kabkota", region=world.city)
    with world.doing("dinkes_kabkota") as act:
        record_letterhead(act, office, name="Dinas Kesehatan Uji", address="Jalan Uji 1")
    accepted(instrument, own, JULY, {"q": True})
    book(instrument, own)
    text = said(world.client("ministry"), "/capaian/x/laporan.pdf?wilayah=32.73&bulan=2024-07")
    assert "DINAS KESEHATAN UJI" in text and "Jalan Uji 1" in text
    assert "1 dari 1 Puskesmas (100 %)" in text
    assert "Belum dinilai: 2 Puskesmas" in text and world.citarip.name in text
    rows = table(world.client("ministry"), "/capaian/x/laporan.csv?wilayah=32.73&bulan=2024-07")
    assert [row[5] for row in rows[1:]] == ["memenuhi", "belum dinilai", "belum dinilai"]


def test_without_a_version_there_is_nothing_to_report(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    assert client.get("/capaian/coe/laporan.pdf?bulan=2020-01").status_code == 404
    assert client.get("/capaian/coe/laporan.csv?bulan=2020-01").status_code == 404
    assert "Belum ada COE yang dinilai" in said(client, "/capaian/coe/laporan.pdf?bulan=2024-01")


def test_the_table_adds_up_and_holds_no_formula(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    rows = table(client, "/capaian/coe/laporan.csv?wilayah=ID&bulan=2024-07")
    head, body = rows[0], rows[1:]
    assert len(body) == 44 and sum(row[5] == "memenuhi" for row in body) == 35
    context: Any = client.get("/capaian/coe/?bulan=2024-07").context_data
    for share in context["by_indicator"]:
        (at,) = (n for n, title in enumerate(head) if title.endswith(f" {share['label']}"))
        assert sum(int(row[at] or 0) for row in body) == share["num"]
        assert sum(int(row[at + 1] or 0) for row in body) == share["den"]
    odd = {"measures": [], "rows": [], "as_of": "2024-07-31", "unassessed": [{"name": "=1+1"}]}
    assert b";" in rows_csv(odd, form_of(coe.versions.get())) and b"'=1+1" in rows_csv(
        odd, form_of(coe.versions.get())
    )


def test_many_bodies_are_counted_not_named(
    world: World, coe: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "MOST_LISTED", 10)
    text = said(world.client("ministry"), LIVE)
    assert "Yang dihitung" not in text


@pytest.mark.parametrize("kind", ["pdf", "csv"])
def test_who_may_print(world: World, coe: Instrument, kind: str) -> None:
    url = f"/capaian/coe/laporan.{kind}?wilayah=32&bulan=2024-07"
    for who, status in (("ministry", 200), ("dinkes_provinsi", 200), ("dinkes_kabkota", 403)):
        assert world.client(who).get(url).status_code == status
    with world.doing("ministry") as act:
        day = date(2024, 7, 31)
        snapshot = take_snapshot(act, instrument=coe, region=world.regions["32"], as_of=day)
    url = f"{snapshot.get_absolute_url()}laporan.{kind}"
    for who, status in (("dinkes_provinsi", 200), ("dinkes_kabkota", 404), ("sector_member", 403)):
        assert world.client(who).get(url).status_code == status

"""The pages of figures: what they state, that every number opens its rows, and who sees them."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mufakat.directory.models import Region
from mufakat.indicators.actions.booking import book, book_all
from mufakat.indicators.models import Boundary, Instrument, InstrumentVersion, SiteSpan
from tests.figures import a_facility, accepted, an_instrument, coe_of_seed, publish, yes_no
from tests.regions import load_these
from tests.world import World

pytestmark = pytest.mark.django_db
COUNTED = re.compile(r'<a[^>]*href="(/capaian/[^"]*fasilitas/[^"]*)"[^>]*>([\d.]+)(?:<| (?!%))')


@pytest.fixture(autouse=True)
def in_september(settings: Any) -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return unescape(answer.content.decode())


def rows_at(client: Client, url: str) -> int:
    context = client.get(url.replace("&amp;", "&")).context_data
    assert context is not None
    return int(context["rows"].paginator.count)


@pytest.fixture
def coe(world: World) -> Instrument:
    return coe_of_seed()


def test_the_title_states_what_seed_3_tells(world: World, coe: Instrument) -> None:
    text = text_of(world.client("ministry"), "/capaian/coe/")
    assert "35 dari 44 COE (79,55 %) memenuhi sekurangnya 80 % indikator, per 31 Juli 2024" in text
    assert ">0 belum dinilai<" in text
    nation = text_of(world.client("ministry"), "/capaian/coe/?bulan=2024-05")
    assert "0 dari 44 COE (0 %)" in nation and "per 31 Mei 2024" in nation
    before = text_of(world.client("ministry"), "/capaian/coe/?bulan=2024-04")
    assert (
        "Belum ada COE yang dinilai, per 30 April 2024" in before and "44 belum dinilai" in before
    )


def test_every_number_opens_its_rows(world: World, coe: Instrument) -> None:
    """Of bodies as many as it says; shares of domains and indicators open the bodies that count in them."""
    client = world.client("ministry")
    page = client.get("/capaian/coe/").content.decode()
    found = COUNTED.findall(page)
    assert len(found) > 60
    for url, number in found:
        rows = rows_at(client, url)
        if "%40domain" in url:
            assert rows == 44
        else:
            assert rows == int(number.replace(".", "")), (url, number)


def test_figures_of_a_province_and_by_its_districts(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    context: Any = client.get("/capaian/coe/?wilayah=32&bulan=2024-07").context_data
    assert context["whole"].denominator == 9
    rows = context["by_region"]
    assert sum(row["den"] for row in rows) == 9
    assert sum(row["num"] for row in rows) == context["whole"].numerator
    assert [row["num"] / row["den"] for row in rows if row["den"]] == sorted(
        row["num"] / row["den"] for row in rows if row["den"]
    )
    below: Any = client.get("/capaian/coe/?wilayah=32.73&bulan=2024-07").context_data
    assert [row["label"] for row in below["by_region"] if not row["den"]] == [
        "Kec. Bojongloa Kaler"
    ]


def test_what_is_of_no_region_below_stands_in_a_row_of_its_own(world: World) -> None:
    """So that the rows add up to the whole: bodies that lie in the district itself."""
    instrument = an_instrument("x", "puskesmas", a=[yes_no("q")])
    own = a_facility(world.city, "Puskesmas Kota")
    for body in (own, world.bodies["citarip"]):
        accepted(instrument, body, "2024-07", {"q": body is own})
        book(instrument, body)
    context: Any = world.client("dinkes_kabkota").get("/capaian/x/?wilayah=32.73").context_data
    rows = {row["label"]: (row["num"], row["den"]) for row in context["by_region"] if row["den"]}
    assert rows == {
        "Kec. Bojongloa Kaler": (0, 1),
        "Untuk Kota Bandung secara keseluruhan": (1, 1),
    }
    last = context["by_region"][-1]
    assert rows_at(world.client("dinkes_kabkota"), last["url"]) == 1


def test_gap_list(world: World, coe: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six lack one too many, three lack three too many; what one indicator lifts is a list of bodies."""
    context: Any = world.client("ministry").get("/capaian/coe/").context_data
    gaps = context["gaps"]
    assert gaps["bodies"] == 9 and gaps["others"] == 0
    assert gaps["best"]["bodies"] >= gaps["pair"]["bodies"] >= gaps["one"]["bodies"] >= 1
    client = world.client("ministry")
    page: Any = client.get("/capaian/coe/jarak/").context_data
    for row in page["gaps"]["rows"]:
        assert rows_at(client, row["url"]) == row["den"]
        assert rows_at(client, row["num_url"]) == row["num"]
    for lift in (gaps["best"], gaps["pair"], gaps["one"]):
        keys = "+".join(lift["keys"])
        assert rows_at(client, f"/capaian/coe/fasilitas/?angkat={keys}") == lift["bodies"]
    tried, grown = "Semua susunan sebanyak itu sudah dicoba", "terlalu banyak untuk dicoba"
    told = text_of(client, "/capaian/coe/")
    assert tried in told and grown not in told
    monkeypatch.setattr("mufakat.indicators.rules.gaps.WORK", 0)
    told = text_of(client, "/capaian/coe/")
    assert tried not in told and grown in told


def test_bodies_of_another_version_are_told_and_not_counted(world: World) -> None:
    instrument = an_instrument("x", a=[yes_no(k) for k in "abcde"])
    one, two = world.bodies["citarip"], world.bodies["sukapakir"]
    answers = dict.fromkeys("abc", True) | dict.fromkeys("de", False)
    accepted(instrument, one, "2023-07", answers)
    publish(instrument, a=[yes_no(k) for k in "abcde"])
    accepted(instrument, two, "2024-07", answers)
    book_all(instrument, [one.pk, two.pk])
    context: Any = world.client("dinkes_kabkota").get("/capaian/x/jarak/").context_data
    assert (context["gaps"]["bodies"], context["gaps"]["others"]) == (1, 1)
    text = text_of(world.client("dinkes_kabkota"), "/capaian/x/jarak/")
    assert "1 di bawah ambang dinilai dengan versi lain" in text


def test_a_threshold_by_index_has_no_gap_list(world: World) -> None:
    instrument = an_instrument("x", rule="index*100 >= 66", a=[yes_no("q")])
    accepted(instrument, world.bodies["citarip"], "2024-07", {"q": False})
    book(instrument, world.bodies["citarip"])
    text = text_of(world.client("dinkes_kabkota"), "/capaian/x/jarak/")
    assert "tidak dapat dihitung untuk instrumen ini" in text


@pytest.mark.parametrize(
    "query", ["", "?hasil=belum", "?ukuran=q", "?kurang=q", "?ukuran=%40domain%3Aa"]
)
def test_lists_cost_the_same_with_one_row_and_with_three(world: World, query: str) -> None:
    instrument = an_instrument("x", a=[yes_no("q")])
    client, url = world.client("dinkes_kabkota"), f"/capaian/x/fasilitas/{query}"

    def cost(*bodies: Any) -> int:
        for body in bodies:
            accepted(instrument, body, "2024-07", {"q": False})
            book(instrument, body)
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert rows_at(client, url) == SiteSpan.objects.count()
        return len(counted)

    one = cost(world.bodies["citarip"])
    more = [a_facility(world.kecamatan, name) for name in ("Puskesmas A", "Puskesmas B")]
    assert cost(world.bodies["sukapakir"], *more) == one


@pytest.mark.parametrize("url", ["/capaian/", "/capaian/x/", "/peta/?instrumen=x"])
def test_pages_cost_the_same_with_one_body_and_with_three(world: World, url: str) -> None:
    instrument = an_instrument("x", a=[yes_no(k) for k in "ab"])
    client = world.client("dinkes_kabkota")

    def cost(*bodies: Any) -> int:
        for body in bodies:
            accepted(instrument, body, "2024-07", {"a": True, "b": False})
            book(instrument, body)
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            text_of(client, url)
        return len(counted)

    one = cost(world.bodies["citarip"])
    more = [a_facility(world.kecamatan, name) for name in ("Puskesmas A", "Puskesmas B")]
    assert cost(world.bodies["sukapakir"], *more) == one


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("bulan=2024-7", "“2024-7” bukan bulan"),
        ("bulan=2031-01", "Bulan itu belum tiba"),
        ("bulan=<script>", "“<script>” bukan bulan"),
        ("rentang=99", "per 31 Juli 2024"),
        ("rentang=36", "per 31 Juli 2024"),
        ("bulan=", "per 31 Juli 2024"),
        ("pada=2024-07-31", "per 31 Juli 2024"),
        ("pada=2024-08-15", "yang berlaku pada 15 Agustus 2024 ialah angka per 31 Juli 2024"),
        ("pada=2031-01-01", "Tanggal itu belum tiba"),
        ("pada=besok", "“besok” bukan tanggal"),
        ("pada=1999-12-31", "“1999-12-31” bukan tanggal"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    world: World, coe: Instrument, query: str, told: str
) -> None:
    assert told in text_of(world.client("ministry"), f"/capaian/coe/?{query}")


def test_rows_asked_wrongly_are_all_rows(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    for query in ("ukuran=nonesuch", "kurang=x%27--", "hasil=apa", "hal=999", "ukuran=@domain:x"):
        assert rows_at(client, f"/capaian/coe/fasilitas/?{query}") == 44, query


def test_not_applicable_is_neither_met_nor_missed(world: World) -> None:
    instrument = an_instrument("x", a=[yes_no("a"), yes_no("b")])
    accepted(instrument, world.bodies["citarip"], "2024-07", {"a": None, "b": None})
    accepted(instrument, world.bodies["sukapakir"], "2024-07", {"a": True, "b": None})
    book_all(instrument, [world.bodies[each].pk for each in ("citarip", "sukapakir")])
    client = world.client("dinkes_kabkota")
    text = text_of(client, "/capaian/x/")
    assert "1 dari 1 Puskesmas (100 %)" in text
    assert rows_at(client, "/capaian/x/fasilitas/?hasil=tanpa") == 1
    assert "tidak ada yang berlaku" in text_of(client, "/capaian/x/fasilitas/?hasil=tanpa")


def test_who_sees_which_region(world: World, coe: Instrument) -> None:
    for who, url, status in [
        ("dinkes_provinsi", "/capaian/coe/?wilayah=32", 200),
        ("dinkes_provinsi", "/capaian/coe/?wilayah=53", 403),
        ("dinkes_provinsi", "/capaian/coe/?wilayah=ID", 403),
        ("dinkes_provinsi", "/capaian/coe/", 200),
        ("dinkes_kabkota", "/peta/?wilayah=32", 403),
        ("ministry", "/capaian/coe/?wilayah=99", 404),
        ("ministry", "/capaian/nonesuch/", 404),
        ("sector_member", "/capaian/", 403),
        ("kepala_puskesmas", "/capaian/", 200),
        ("kepala_puskesmas", "/capaian/coe/", 403),
        ("outsider", "/capaian/", 403),
        ("", "/capaian/", 302),
    ]:
        client = world.client(who)
        assert client.get(url).status_code == status, (who, url)


# -- Maps --------------------------------------------------------------------------------------


def test_the_map_of_the_nation_and_of_a_province(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    text = text_of(client, "/peta/?instrumen=coe")
    assert text.count('rx="4"/>') == 5  # the provinces that this test loads
    assert "NTT" in text and 'role="img"' in text
    assert "Provinsi Nusa Tenggara Timur: " in text
    province: Any = client.get("/peta/?instrumen=coe&wilayah=53&bulan=2024-07").context_data
    assert len(province["tiles"]["tiles"]) == 10
    assert sum(n for _step, n in province["legend"]) == 10
    kecamatan = text_of(client, "/peta/?instrumen=coe&wilayah=32.73.04")
    assert "belum ada peta" in kecamatan and '<svg class="map"' not in kecamatan


def test_a_map_of_one_indicator(world: World, coe: Instrument) -> None:
    client = world.client("ministry")
    context: Any = client.get("/peta/?instrumen=coe&ukuran=sdm-1").context_data
    assert context["measure"] == "Soal sdm-1" and context["whole"].denominator == 44
    row = context["rows"][0]
    assert rows_at(client, row["url"]) == row["den"]


def test_a_map_without_any_instrument(world: World) -> None:
    InstrumentVersion.objects.all().delete()
    assert "Belum ada instrumen" in text_of(world.client("ministry"), "/peta/")
    assert "Belum ada instrumen" in text_of(world.client("ministry"), "/capaian/")


def test_tiles_of_regions_of_the_day(world: World, coe: Instrument) -> None:
    """Papua was one province until 2022: a month before the new ones shows none of them."""
    load_these("91.03", "93")
    text = text_of(world.client("ministry"), "/peta/?instrumen=coe&bulan=2022-01")
    assert "Pap. Sel" not in text and ">Papua<" in text


# -- Local-area monitoring ---------------------------------------------------------------------


def coverage(**more: Any) -> dict[str, Any]:
    told = {"code": "ds", "key": "ds", "title": "D/S", "kind": "number", "target_percent": 80}
    return told | {"numerator": "Ditimbang", "denominator": "Sasaran"} | more


@pytest.fixture
def pws(world: World) -> Instrument:
    """Five villages: two behind, one there, one without anybody to reach, one not assessed."""
    instrument = an_instrument("pws", "posyandu", a=[coverage(), yes_no("b")])
    given: dict[str, Any] = {
        "1001": {"num": 79, "den": 100},
        "1002": {"num": 0, "den": 0},
        "1003": {"num": 10, "den": 40},
        "1004": {"num": 8, "den": 10},
    }
    for village, answer in given.items():
        region = world.regions[f"32.73.04.{village}"]
        body = a_facility(region, f"Posyandu {village}", "posyandu", parent=world.citarip)
        accepted(instrument, body, "2024-07", {"ds": answer, "b": True})
        book(instrument, body)
    return instrument


def test_villages_left_behind(world: World, pws: Instrument) -> None:
    client = world.client("dinkes_kabkota")
    answer = client.get("/capaian/pws/pws/?wilayah=32.73.04")
    context: Any = answer.context_data
    names = [world.regions[f"32.73.04.{n}"].name for n in (1003, 1001, 1004)]
    assert context["title"] == (
        f"D/S: 2 dari 3 desa belum mencapai 80 %: Kel. {names[0]}, Kel. {names[1]}"
    )
    told = [
        (row["rank"], row["label"], row["num"], row["den"], row["left"]) for row in context["rows"]
    ]
    assert told[:3] == [
        (1, f"Kel. {names[2]}", 8, 10, ""),
        (2, f"Kel. {names[1]}", 79, 100, "butuh 1 lagi"),
        (3, f"Kel. {names[0]}", 10, 40, "butuh 22 lagi"),
    ]
    assert {row["word"] for row in context["rows"][3:]} == {"tidak ada sasaran", "belum dinilai"}
    for row in context["rows"][:3]:
        assert rows_at(client, row["url"]) == 1


def test_a_puskesmas_sees_the_villages_of_its_network(world: World, pws: Instrument) -> None:
    own, other = world.bodies["citarip"], world.bodies["soreang"]
    client = world.client("kepala_puskesmas")
    assert f"PWS {own}" in text_of(client, "/capaian/")
    context: Any = client.get(f"/capaian/pws/pws/?fasilitas={own.pk}").context_data
    assert len(context["rows"]) == 4
    for row in context["told"]:
        assert rows_at(client, row["url"]) == 1
    nowhere: Any = client.get(
        f"/capaian/pws/fasilitas/?fasilitas={own.pk}&hasil=belum-dinilai"
    ).context_data
    assert all(str(row.path).startswith(own.path) for row in nowhere["rows"])
    assert client.get(f"/capaian/pws/pws/?fasilitas={other.pk}").status_code == 403
    assert client.get("/capaian/pws/pws/?fasilitas=x").status_code == 404
    assert world.client("neighbour").get(f"/capaian/pws/pws/?fasilitas={own.pk}").status_code == 403


def test_for_the_projector_and_above_a_kecamatan(world: World, pws: Instrument) -> None:
    client = world.client("dinkes_kabkota")
    screen = text_of(client, "/capaian/pws/pws/?wilayah=32.73.04&layar=1")
    assert 'class="sheet screen"' in screen and "<form class" not in screen.split("<main")[1]
    above = text_of(client, "/capaian/pws/pws/?wilayah=32.73")
    assert "1 dari 1 kecamatan belum mencapai 80 %: Kec. Bojongloa Kaler" in above
    assert (
        "1 dari 3" in above
        and "wilayah=32.73.04&amp;"
        in client.get("/capaian/pws/pws/?wilayah=32.73").content.decode()
    )
    plain = an_instrument("x", "posyandu", a=[yes_no("q")])
    assert "tidak memiliki cakupan" in text_of(client, f"/capaian/{plain.code}/pws/")


def test_what_was_done_is_added_up_over_the_year(world: World) -> None:
    done = coverage(across_periods="sum", code="v", key="v")
    instrument = an_instrument("k", "posyandu", a=[done])
    body = world.bodies["posyandu"]
    for month, num in (("2023-12", 50), ("2024-01", 3), ("2024-03", 4)):
        accepted(instrument, body, month, {"v": {"num": num, "den": 5}})
    book(instrument, body)
    client = world.client("dinkes_kabkota")
    context: Any = client.get("/capaian/k/pws/?wilayah=32.73.04&bulan=2024-03").context_data
    row = context["rows"][0]
    assert (row["num"], row["den"]) == (7, 10)
    assert rows_at(client, row["url"]) == 2
    assert date.fromisoformat("2024-03-31") == context["scope"].day


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("met*100 >= 80*applicable", "memenuhi sekurangnya 80 % indikator,"),
        (
            "must_met >= must_applicable and met*100 >= 80*applicable",
            "memenuhi sekurangnya 80 % indikator dan semua",
        ),
        ("index*1000 >= 655", "memenuhi ambang (indeks sedikitnya 65,50 %)"),
        (
            "a__met*100 >= 50*a__applicable and index*100 > 25",
            "dalam “Domain satu” dan",
        ),
        ("(met + must_met)*" + "*".join(["100"] * 40) + " >= applicable", "ambang instrumen"),
    ],
)
def test_a_threshold_of_several_parts_is_told_whole(rule: str, said: str) -> None:
    from django.utils.translation import override

    from mufakat.indicators.queries.scopes import found_in_words

    with override("id"):
        told = found_in_words(rule, 3, 4, "tim", date(2024, 7, 31), {"a": "Domain satu"})
    assert said in told and "met" not in told.replace("memenuhi", "")


@pytest.mark.parametrize("code", ["ID", "53", "53.08"])
def test_no_page_of_figures_asks_more_than_twenty_five_questions(
    world: World, coe: Instrument, code: str
) -> None:
    client = world.client("ministry")
    for page in ("", "jarak/", "fasilitas/", "pws/", "laporan.pdf", "laporan.csv"):
        url = f"/capaian/coe/{page}?wilayah={code}&bulan=2024-07"
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        assert len(counted) <= 25, (url, len(counted))


def test_the_map_shows_the_instrument_of_most_bodies(world: World, coe: Instrument) -> None:
    """Of the region; it says which. Another one by its name."""
    few = an_instrument("aaa", a=[yes_no("siap")])
    accepted(few, world.citarip, "2024-08", {"siap": True})
    book(few, world.citarip)
    client = world.client("ministry")
    assert "Yang ditampilkan “Instrumen coe”" in text_of(client, "/peta/?bulan=2024-08")
    assert "Yang ditampilkan “Instrumen aaa”" in text_of(
        client, "/peta/?wilayah=32.73&bulan=2024-08"
    )
    assert "Yang ditampilkan “" not in text_of(client, "/peta/?instrumen=aaa")


def test_a_map_names_its_regions_and_its_source(world: World, coe: Instrument) -> None:
    for n, code in enumerate(("53", "32")):
        ring = [[n, 0], [n, 1], [n + 1, 1], [n + 1, 0], [n, 0]]
        told: Any = {"rings": [ring], "label": [n + 0.5, 0.5], "imported_at": timezone.now()}
        source = "batas.topo.json" if n else "BIG 2024"
        region = Region.objects.get(code=code)
        Boundary.objects.create(region=region, source=source, **told)
    text = text_of(world.client("ministry"), "/peta/?instrumen=coe&bulan=2024-07")
    assert re.search(r"<text[^>]*>Jawa Barat</text>", text)
    assert "berkas batas.topo.json, dimasukkan 3 September 2024" in text
    assert "BIG 2024, dimasukkan 3 September 2024" in text
    assert re.search(r"<text[^>]*>[^<]*\d+(,\d+)? %</text>", text)

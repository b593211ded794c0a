"""Pages of figures: what they count, whom they are for, and that every number opens its rows."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.commitments.models import Commitment, Tally
from mufakat.commitments.rules import AGES, due_between
from mufakat.core.periods import Tribulan
from mufakat.directory import actions as directory
from mufakat.web import queries
from mufakat.web.rules import HEAT, Standing, heat_of, missed, worst_first
from tests.world import World, wib

NOW = Tribulan(2026, 2)

# -- Rules, without a database -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (Standing("b"), Standing("a", last=Tribulan(2024, 1))),  # never, and long ago
        (Standing("b", last=Tribulan(2025, 4)), Standing("a", last=Tribulan(2026, 1))),
        (Standing("b", last=Tribulan(2026, 1)), Standing("a", last=NOW, late=9, oldest=900)),
        (
            Standing("b", last=Tribulan(2026, 1)),
            Standing("a", last=Tribulan(2026, 1), planned=True, late=9, oldest=900),
        ),
        (Standing("b", last=NOW, oldest=31, late=1), Standing("a", last=NOW, oldest=30, late=9)),
        (Standing("b", last=NOW, oldest=9, late=3), Standing("a", last=NOW, oldest=9, late=2)),
        (
            Standing("b", last=NOW, kept=1, judged=3),
            Standing("a", last=NOW, kept=34, judged=100),
        ),
        (Standing("b", last=NOW, kept=9, judged=10), Standing("a", last=NOW)),  # none yet is no worse
        (Standing("A", last=NOW), Standing("b", last=NOW)),
    ],
)  # fmt: skip
def test_who_comes_first(worse: Standing, better: Standing) -> None:
    found = worst_first([(better, 1), (worse, 2)], NOW)
    assert [mark for _it, mark in found] == [2, 1]


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        (None, 6),
        (NOW, 0),
        (Tribulan(2026, 3), 0),
        (Tribulan(2026, 1), 1),
        (Tribulan(2025, 4), 2),
        (Tribulan(2020, 1), 5),
    ],
)
def test_how_many_tribulan_were_missed(last: Tribulan | None, wanted: int) -> None:
    assert missed(last, NOW) == wanted


def test_every_open_promise_is_in_one_step_of_lateness() -> None:
    on = date(2026, 6, 26)
    steps = {0: "due", 1: "late30", 30: "late30", 31: "late90", 90: "late90", 91: "late91"}
    for days in range(-400, 800):
        due = on - timedelta(days=days)
        found = [age for age in AGES if due_between(age, on)[0] <= due <= due_between(age, on)[1]]
        assert len(found) == 1 and found[0] == steps.get(days, found[0]), days


def test_a_planned_session_whose_day_has_passed_is_late() -> None:
    on = date(2026, 6, 26)
    assert heat_of("planned", date(2026, 6, 25), on) == "late"
    assert heat_of("planned", on, on) == "planned"
    assert heat_of("open", date(2026, 1, 1), on) == heat_of("ratified", on, on) == "held"
    assert {"held", "planned", "late"} == set(HEAT)


# -- Pages -------------------------------------------------------------------------------------


PAGES = (
    *("/wilayah/32.73/angka/", "/wilayah/32.73/tenggat/", "/wilayah/32.73/kalender/"),
    *("/wilayah/32.73/puskesmas/", "/wilayah/32/angka/", "/wilayah/32.73.04/angka/"),
)
LINK = re.compile(r'<a href="(/komitmen/[^"]*)">(\d+)(?:</a>| janji baru)')


def text_of(client: Client, url: str) -> str:
    with time_machine.travel(wib(6, 26, 15), tick=False):
        answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def rows_behind(client: Client, url: str) -> int:
    with time_machine.travel(wib(6, 26, 15), tick=False):
        answer = client.get(url.replace("&amp;", "&"))
    assert answer.context_data is not None
    return int(answer.context_data["rows"].paginator.count)


@pytest.mark.django_db
@pytest.mark.parametrize("page", [*PAGES, "/forum/{}/angka/", "/forum/{}/tenggat/"])
def test_every_number_opens_its_rows(counted: World, page: str) -> None:
    url = page.format(counted.forum.pk)
    client = counted.client(
        "dinkes_provinsi" if url.startswith("/wilayah/32/") else "dinkes_kabkota"
    )
    links = LINK.findall(text_of(client, url))
    assert links or "kalender" in url or "puskesmas" in url
    for address, number in links:
        assert rows_behind(client, address) == int(number), address


@pytest.mark.django_db
def test_kept_rate_with_both_its_numbers(counted: World) -> None:
    """TII gave two verdicts, "kept" and "continued"."""
    client = counted.client("dinkes_kabkota")
    asked = {"": "50 %", "?tahun=semua": "50 %", "?tribulan=2": "50 %"}
    asked |= {"?sektor=kecamatan": "100 %", "?tahun=2025": "", "?tribulan=1": ""}
    for url in ("/wilayah/32.73/angka/", f"/forum/{counted.forum.pk}/angka/"):
        for query, rate in asked.items():
            page = text_of(client, f"{url}{query}")
            headline = page.partition('id="angka"')[2].partition("</section>")[0]
            assert re.findall(r"[\d,]+ %", headline) == ([rate] if rate else []), query


@pytest.mark.django_db
def test_figures_that_are_not_understood_are_said(counted: World) -> None:
    client = counted.client("dinkes_kabkota")
    for asked in ("tahun=abc", "tahun=99999", "tribulan=5", "sektor=tidak", "tahun=²"):
        assert 'class="note"' in text_of(client, f"/wilayah/32.73/angka/?{asked}")


@pytest.mark.django_db
def test_ages_of_open_promises(counted: World) -> None:
    due = {
        "promise_waiting": date(2026, 6, 25),
        "promise_continued": date(2026, 3, 28),
        "promise_new": date(2026, 6, 26),
    }
    scope = queries.Scope(counted.city)
    for name, day in due.items():
        Commitment.objects.filter(pk=getattr(counted, name).pk).update(due_on=day, made_on=day)
    found = queries.ageing_page(scope, date(2026, 6, 26))
    assert {row["age"]: row["n"] for row in found["ages"]} == {
        "due": 1, "late30": 1, "late90": 1, "late91": 0,
    }  # fmt: skip
    assert {row["sessions"]: row["n"] for row in found["carried"]} == {0: 2, 1: 1, 2: 0, 3: 0, 4: 0}
    assert found["all"] == 3
    found = queries.ageing_page(scope, date(2026, 6, 27))
    assert [row["n"] for row in found["ages"]] == [0, 2, 0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_figures_take_the_same_queries_however_many_rows(counted: World, url: str) -> None:
    client = counted.client("ministry")

    def count() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    before = count()
    with counted.doing("administrator") as open_act:
        for n in range(3):
            body = directory.record_facility(
                open_act, name=f"Puskesmas {n}", kind="puskesmas", region=counted.kecamatan
            )
            forum = directory.record_forum(
                open_act, name=f"Lokmin {n}", kind="lokmin_bulanan", region=counted.kecamatan
            )
            directory.record_membership(open_act, forum=forum, organisation=body, role="host")
            directory.record_membership(
                open_act, forum=forum, person=counted.people["notulis"], role="host"
            )
    assert count() == before <= 15


@pytest.mark.django_db
def test_one_is_led_to_ones_own_figures(counted: World) -> None:
    where = {
        "dinkes_kabkota": "/wilayah/32.73/angka/",
        "notulis": f"/forum/{counted.forum.pk}/angka/",
    }
    for who, url in where.items():
        client = counted.client(who)
        rows = LINK.findall(text_of(client, "/angka/"))
        assert rows and rows == LINK.findall(text_of(client, url))
    assert counted.client("outsider").get("/angka/").status_code == 403
    assert counted.client("dinkes_kabkota").get("/wilayah/32.04/angka/").status_code == 403
    answer = counted.client("ministry").get("/wilayah/32/puskesmas/")
    assert answer.headers["Location"] == "/wilayah/32/angka/"


@pytest.mark.django_db
def test_an_owner_has_his_course_through_time(counted: World) -> None:
    """The name of an owner opens his figures alone, by sector, tribulan and year, and each number its rows."""
    client = counted.client("dinkes_kabkota")
    for url in ("/wilayah/32.73/angka/", f"/forum/{counted.forum.pk}/angka/"):
        page = text_of(client, url)
        owners = page.partition('id="pemilik"')[2]
        pages = re.findall(rf'<a href="({url}\?[^"]*pemilik=[^"]*)">', owners)
        assert len(pages) == owners.count("<tr><td>") == 2
        for address in pages:
            own = text_of(client, address.replace("&amp;", "&"))
            assert own.count("<svg") >= 3  # by tribulan, by year, by sector
            links = LINK.findall(own)
            assert len(links) >= 6 and all("pemilik=" in link for link, _n in links)
            for link, number in links:
                assert rows_behind(client, link) == int(number), link
            assert 'id="bawah"' not in own and 'id="pemilik"' not in own


@pytest.mark.django_db
def test_the_figures_of_a_place_name_only_who_promised_there(counted: World) -> None:
    """The id of a body of elsewhere, carried into the address, shows neither its name nor empty figures of it."""
    client, there = counted.client("dinkes_kabkota"), counted.bodies["soreang"]
    for url in ("/wilayah/32.73/angka/", f"/forum/{counted.forum.pk}/angka/"):
        page = text_of(client, f"{url}?pemilik={there.pk}")
        assert there.name not in page and 'id="pemilik"' in page and 'class="note"' in page
        page = text_of(client, f"{url}?pemilik={counted.kua.pk}&tahun=2025")
        assert f"<b>{counted.kua}</b>" in page and 'class="note"' not in page


@pytest.mark.django_db
def test_a_year_in_one_cell_is_the_sum_of_its_tribulan(counted: World) -> None:
    whole = dict(_forum_cells("forum_yr"))
    parts: dict[str, int] = {}
    for key, made in _forum_cells("forum"):
        parts[key] = parts.get(key, 0) + made
    assert whole == parts and whole


def _forum_cells(kind: str) -> list[tuple[str, int]]:
    return list(Tally.objects.filter(node_kind=kind).values_list("node_key", "made"))


def test_a_district_and_those_above_list_their_owners(counted: World) -> None:
    """Of a district everybody who promised for it; of the province only its own bodies, which promised nothing yet."""
    client, owners = counted.client("dinkes_provinsi"), ('id="pemilik"', "KUA Bojongloa Kaler")
    page = text_of(client, "/wilayah/32.73/angka/")
    assert all(word in page for word in owners) and f"pemilik={counted.kua.pk}" in page
    assert 'id="pemilik"' not in text_of(client, "/wilayah/32/angka/")
    years = Tally.objects.filter(node_kind="owner_yr")
    own = years.filter(node_key=str(counted.kua.pk))
    assert own.update(node_key=str(counted.bodies["dinkes_provinsi"].pk))
    page = text_of(client, "/wilayah/32/angka/")
    assert "Dinas Kesehatan Provinsi Jawa Barat" in page and owners[1] not in page

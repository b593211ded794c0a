"""Figures while versions change: what only an older version asked is listed and marked, and the parts add up."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.indicators.actions.booking import book
from mufakat.indicators.models import Instrument
from mufakat.indicators.papers.rows import rows_csv
from mufakat.indicators.queries.dashboards import dashboard
from mufakat.indicators.queries.figures import standing
from mufakat.indicators.queries.scopes import Scope, latest_month
from mufakat.indicators.queries.snapshots import frozen
from tests.figures import a_facility, accepted, an_instrument, publish, yes_no
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = date(2024, 9, 3)


@pytest.fixture(autouse=True)
def in_september() -> Any:
    with time_machine.travel("2024-09-03T05:00:00Z", tick=False):
        yield


@pytest.fixture
def changed(world: World) -> Instrument:
    """Version 2 moves a question to another domain and ends one; of two bodies one is still on version 1."""
    instrument = an_instrument("ubah", a=[yes_no("siap"), yes_no("lama")])
    bodies = [world.citarip, a_facility(world.regions["32.73.04"], "Puskesmas Dua")]
    for body in bodies:
        accepted(instrument, body, "2023-06", {"siap": True, "lama": False})
    publish(instrument, tenaga=[yes_no("siap")])
    accepted(instrument, bodies[1], "2024-07", {"siap": True})
    for body in bodies:
        book(instrument, body)
    return instrument


def page(client: Client, url: str) -> Any:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.context_data


def test_older_versions_are_listed_and_the_parts_add_up(world: World, changed: Instrument) -> None:
    scope = Scope(changed, world.regions["32"], "2024-08", DAY)
    told = dashboard(scope, 12)
    assert told["versions"] == "1 dari 2 dinilai dengan versi 1"
    domains = {row["label"]: (row["num"], row["den"]) for row in told["by_domain"]}
    assert domains == {"Tenaga": (1, 1), "A (versi 1, 1 Puskesmas)": (1, 2)}
    whole = standing(changed, "32.", "2024-08")["@met"]
    assert sum(num for num, _den in domains.values()) == whole.numerator
    assert sum(den for _num, den in domains.values()) == whole.denominator
    asked = {row["label"]: (row["num"], row["den"]) for row in told["by_indicator"]}
    assert asked == {"Soal siap": (2, 2), "Soal lama (versi 1, 1 Puskesmas)": (0, 1)}


def test_pages_reports_and_copies_say_so(world: World, changed: Instrument) -> None:
    client, of = world.client("ministry"), "wilayah=32&bulan=2024-08"
    text = unescape(client.get(f"/capaian/ubah/?{of}").content.decode())
    assert "1 dari 2 dinilai dengan versi 1" in text and "A (versi 1, 1 Puskesmas)" in text
    for row in page(client, f"/capaian/ubah/?{of}")["by_indicator"]:
        opened = page(client, row["url"])
        assert opened["rows"].paginator.count == row["den"] and opened["measure"]
    body = frozen(Scope(changed, world.regions["32"], "2024-08", DAY))
    assert body["versions"] == [[2, 1], [1, 1]]
    named = [(each["title"], each.get("version")) for each in body["domains"]]
    assert named == [("Tenaga", None), ("A", 1)]
    assert sum(each["pair"][1] for each in body["domains"]) == 3
    table = rows_csv(body).decode("utf-8-sig")
    assert "Soal lama (versi 1)" in table.splitlines()[0]
    copy = client.get(f"/capaian/ubah/potret/?{of}").context_data
    assert copy is not None
    sent = {"act_id": str(copy["form"].initial["act_id"]), "as_of": "2024-08-31", "title": "Agt"}
    frozen_at = client.post(f"/capaian/ubah/potret/?{of}", sent).headers["Location"]
    text = unescape(client.get(frozen_at).content.decode())
    assert "1 dari 2 dinilai dengan versi 1" in text and "A (versi 1, 1 Puskesmas)" in text
    old = next(row for row in page(client, frozen_at)["indicators"] if "lama" in row["label"])
    assert len(page(client, old["url"])["rows"].paginator.object_list) == 1


def test_one_version_says_nothing(world: World) -> None:
    instrument = an_instrument("satu", a=[yes_no("siap")])
    accepted(instrument, world.citarip, "2024-07", {"siap": True})
    book(instrument, world.citarip)
    scope = Scope(instrument, world.regions["32"], "2024-08", DAY)
    assert dashboard(scope, 12)["versions"] == "" and frozen(scope)["versions"] == []


def test_the_column_tells_of_the_indicator(world: World) -> None:
    """One of ten is met, so the whole is not; another is not met, though most are."""
    asked = [yes_no(f"s{n}") for n in range(10)]
    number = {"code": "kader", "key": "kader", "title": "Kader", "kind": "number"}
    instrument = an_instrument("ambang", a=[*asked, {**number, "target_percent": 80}])
    answers: dict[str, Any] = {f"s{n}": n != 1 for n in range(10)}
    accepted(instrument, world.citarip, "2024-07", answers | {"kader": {"num": 9, "den": 10}})
    book(instrument, world.citarip)
    client = world.client("ministry")

    def cells(measure: str) -> list[str]:
        url = f"/capaian/ambang/fasilitas/?bulan=2024-07&ukuran={measure}"
        text = unescape(client.get(url).content.decode())
        found = re.findall(r'data-label="(?:Indikator ini|Ambang)">(.*?)</td>', text)
        return [re.sub(r"<[^>]*>", "", each).strip() for each in found]

    assert "belum terpenuhi" in cells("s1")[0] and "belum" not in cells("s0")[0]
    assert "belum" not in cells("kader")[0] and "Indikator" not in cells("kader")[0]
    assert cells("@domain:a") == [] and len(cells("")) == 1
    for result, n in (("tercapai", 1), ("belum", 0)):
        url = f"/capaian/ambang/fasilitas/?bulan=2024-07&ukuran=kader&hasil={result}"
        assert page(client, url)["rows"].paginator.count == n


def test_the_latest_month_is_that_of_the_last_assessment(world: World) -> None:
    """Also when it changes no figure."""
    instrument = an_instrument("bulan", a=[yes_no("siap")])
    for month in ("2024-05", "2024-08"):
        accepted(instrument, world.citarip, month, {"siap": True})
    book(instrument, world.citarip)
    assert latest_month(instrument, DAY) == "2024-08"
    assert latest_month(instrument, date(2024, 6, 1)) == "2024-05"
    assert latest_month(an_instrument("kosong", a=[yes_no("x")]), DAY) == "2024-09"

"""Behind every number of the patterns and of a wave stand exactly its rows."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.programmes.models import Cohort, CohortDistrict, Lokus, Programme, Standing
from tests.world import World

from .conftest import Span
from .test_figures import ALL, sites
from .test_pages import shown, text_of

PATTERNS = "/pembelajaran/pola/?instrumen=contoh&wilayah=32.73&bulan=2026-06"


def test_every_number_of_the_patterns_opens_its_rows(
    world: World, span: Span, programme: Programme
) -> None:
    sites(world, span, 12, lambda at: ALL if at % 2 else ("ruang", "sk"))
    span(world.citarip, "2026-01", ALL)
    Lokus.objects.create(
        programme=programme,
        organisation=world.citarip,
        region_path=world.citarip.region_path,
        valid_from=date(2026, 1, 1),
    )
    client = world.client("dinkes_kabkota")
    page = client.get(PATTERNS)
    found = shown(page)["found"]
    counted = [found["passed"], found["judged"]]
    for line in found["indicators"] + found["situations"]:
        table = line["table"]
        counted += [table.with_reached, table.with_all, table.without_reached, table.without_all]
    links = re.findall(r'href="(/pembelajaran/pola/fasilitas/[^"]+)">(\d+)<', page.content.decode())
    assert sorted(int(n) for _href, n in links) == sorted(n for n in counted if n)
    for href, n in links:
        answer = client.get(unescape(href))
        assert len(shown(answer)["sites"]) == int(n), href
    one = shown(client.get(unescape(links[0][0])))
    assert [site.passed for site in one["sites"]] == [True] * found["passed"]


ASKED: Any = [
    ("", 200, 3),
    ("&baris=tidak-ada&punya=ya", 200, 3),  # what nobody knows narrows nothing
    ("&hasil=ya", 200, 2),
    ("&baris=@kota&punya=ya", 200, 3),
    ("&baris=@kota&punya=tidak", 200, 0),
]


def test_the_list_of_sites(world: World, span: Span, subtests: pytest.Subtests) -> None:
    sites(world, span, 3, lambda at: ALL if at else ())
    client, address = world.client("dinkes_kabkota"), PATTERNS.replace("?", "fasilitas/?")
    for more, status, n in ASKED:
        with subtests.test(more=more):
            answer = client.get(f"{address}{more}")
            assert (answer.status_code, len(shown(answer)["sites"])) == (status, n)
    assert client.get("/pembelajaran/pola/fasilitas/").status_code == 200  # the patterns
    assert client.get(address.replace("32.73", "32.04")).status_code == 403
    counts = []
    for more in (0, 3):
        if more:
            sites(world, span, more, lambda _at: ALL)
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_declared_against_the_scores(world: World, cohort: Cohort, span: Span) -> None:
    """The page names the contradiction, with the rows of both sides."""
    span(world.citarip, "2026-04", ())
    span(world.bodies["soreang"], "2026-04", ALL)
    city = CohortDistrict.objects.get(region__code="32.73")
    address = f"{city.get_absolute_url()}keadaan/catat/"
    sent = {"act_id": str(new_id()), "state": "passed", "on": "2026-06-01"}
    client = world.client("ministry")
    refused = client.post(address, sent)
    assert refused.status_code == 422 and "0 dari 1" in text_of(refused)
    assert client.post(address, sent | {"reason": "Keputusan bersama"}).status_code == 303
    assert Standing.objects.get(state="passed").scores["judged"] == 1
    here = f"/pembelajaran/gelombang/{cohort.pk}/"
    page = client.get(here)
    assert (shown(page)["doubted"], shown(page)["undeclared"]) == (1, 1)
    assert "dinyatakan lulus; menurut nilai belum" in text_of(page)
    assert "Keputusan bersama" in text_of(page)
    for asked, code in (("doubted", "32.73"), ("undeclared", "32.04")):
        assert f"kelompok={asked}" in page.content.decode()
        first = shown(client.get(f"{here}?kelompok={asked}"))["groups"][0]
        assert [row["district"].region.code for row in first.rows] == [code]
    hidden = shown(world.client("dinkes_kabkota").get(here))
    assert (hidden["doubted"], hidden["undeclared"]) == (1, 0)  # of what is open to him only

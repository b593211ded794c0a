"""The page of a region and the way to it: as of a day, of a year, and by a code that is not clear."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import override

from mufakat.commitments import jobs
from mufakat.core import clock
from mufakat.directory.actions import record_region
from mufakat.directory.models import Region, RegionCode, RegionSuccession
from mufakat.web.forms import RegionFilter
from mufakat.web.queries import region_page
from mufakat.web.queries.finding import succession
from tests.regions import load_some
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 26)


@pytest.fixture
def papua(world: World) -> Client:
    """Kab. Merauke: 91.01 until 24 July 2022, since then 93.01 (UU 14/2022). The reader is of the ministry."""
    some = load_some("91.01", "93.01")
    old, new = some["91.01"], some["93.01"]
    Region.objects.filter(pk=new.pk).update(valid_from=date(2022, 7, 25))
    RegionSuccession.objects.create(old=old, new=new, on=date(2022, 7, 25), source="UU 14/2022")
    client = world.client("ministry")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


NOTE = 'class="note" role="status"'


def told(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "on", "year", "note"),
    [
        ({}, TODAY, 2026, ""),
        ({"pada": "", "tahun": ""}, TODAY, 2026, ""),
        ({"pada": "2020-01-31"}, date(2020, 1, 31), 2020, ""),
        ({"pada": "2020-01-31", "tahun": "2023"}, date(2020, 1, 31), 2023, ""),
        ({"tahun": "2027"}, TODAY, 2027, ""),
        ({"pada": "2026-02-31"}, TODAY, 2026, "“2026-02-31” is no day"),
        ({"pada": "lusa", "tahun": "2024"}, TODAY, 2024, "“lusa” is no day"),
        ({"pada": "2026-06-27"}, TODAY, 2026, "27 Jun 2026 has not come yet"),
        ({"tahun": "2028"}, TODAY, 2026, "The year 2028 has not come yet."),
        ({"tahun": "99999"}, TODAY, 2026, "The year 99999 has not come yet."),
        ({"tahun": "9" * 5000}, TODAY, 2026, "is no year"),
        ({"tahun": "1999"}, TODAY, 2026, "“1999” is no year"),
        ({"tahun": "-3"}, TODAY, 2026, "“-3” is no year"),
        ({"tahun": "dua"}, TODAY, 2026, "“dua” is no year"),
    ],
)
def test_what_is_asked_is_answered_or_told(
    asked: dict[str, str], on: date, year: int, note: str
) -> None:
    with translation.override("en"):
        found = RegionFilter(asked, TODAY)
    assert (found.on, found.year) == (on, year)
    assert note in "".join(found.notes) and bool(found.notes) == bool(note)


@pytest.mark.parametrize(
    ("asked", "year", "beside"),
    [
        ({}, 2026, [2025, 2026]),  # the next has no figures yet
        ({}, 2025, [2024, 2025, 2026]),
        ({"tahun": "2027"}, 2027, [2026, 2027]),
        ({"tahun": "2000"}, 2000, [2000, 2001]),
    ],
)
def test_the_years_beside_it_are_those_that_may_be_asked(
    asked: dict[str, str], year: int, beside: list[int]
) -> None:
    assert RegionFilter(asked, TODAY).years_beside(year) == beside


@pytest.mark.parametrize(
    ("year", "or_before", "shown"),
    [(2026, True, 2026), (2027, True, 2026), (2027, False, 2027), (2028, True, 2028)],
)
def test_a_year_without_verdicts_shows_the_one_before_unless_it_was_asked_for(
    world: World, year: int, or_before: bool, shown: int
) -> None:
    jobs.rebuild()
    user = world.users["ministry"]
    user.seen_as = None
    found = region_page(user, world.city, year=year, on=TODAY, or_before=or_before)
    assert found["year"] == shown
    assert bool(found["total"].judged) == (shown == 2026)


def test_a_page_says_what_it_could_not_answer(world: World) -> None:
    """An address that cannot be read is refused like any filter's (422), with the page of today below."""
    client = world.client("ministry")
    page = told(client, "/wilayah/32.73/?pada=2026-02-31&tahun=2999", 422)
    assert "2026-02-31" in page and "2999" in page and page.count(NOTE) == 2
    assert "Kec. Bojongloa Kaler" in page
    assert NOTE in told(client, "/wilayah/32.73/?tahun=2999")
    assert NOTE not in told(client, "/wilayah/32.73/")


def test_the_day_stays_with_the_year(world: World) -> None:
    page = told(world.client("ministry"), "/wilayah/32.73/?pada=2024-01-31")
    assert 'href="?tahun=2023&amp;pada=2024-01-31"' in page
    year = clock.today().year - 1
    assert f'href="?tahun={year}"' in told(world.client("ministry"), "/wilayah/32.73/")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/wilayah/91.01/", "It became: Kab. Merauke (93.01)."),
        ("/wilayah/93.01/?pada=2020-01-01", "Before that: Kab. Merauke (91.01)."),
        ("/wilayah/91.01/?pada=2022-07-24", ""),
        ("/wilayah/93.01/", ""),
    ],
)
def test_a_region_that_did_not_stand_says_what_did(
    papua: Client, address: str, sentence: str
) -> None:
    page = told(papua, address)
    assert sentence in page and (NOTE in page) == bool(sentence)


def test_the_last_day_of_the_old_and_the_first_of_the_new(papua: Client) -> None:
    assert "Since 25 Jul 2022 this is Kab. Merauke (93.01)" in told(papua, "/wilayah/91.01/")
    assert "Until 24 Jul 2022 this was Kab. Merauke (91.01)" in told(papua, "/wilayah/93.01/")


@pytest.mark.parametrize(
    ("ends", "of_the_old", "of_the_new"),
    [
        (
            "stands",
            "On 1 Jan 2026 Kel. Jamika Baru (32.73.04.1099) was cut out of it (Perda 1/2026).",
            "On 1 Jan 2026 it was cut out of Kel. Jamika (32.73.04.1003) (Perda 1/2026).",
        ),
        (
            "ends",
            "Since 1 Jan 2026 this is Kel. Jamika Baru (32.73.04.1099) (Perda 1/2026).",
            "Until 31 Dec 2025 this was Kel. Jamika (32.73.04.1003) (Perda 1/2026).",
        ),
    ],
)
def test_a_village_too_says_what_it_became_or_gave_away(
    world: World, ends: str, of_the_old: str, of_the_new: str
) -> None:
    village: Any = world.village
    with world.doing("administrator") as act:
        new = record_region(
            act,
            code="32.73.04.1099",
            kind="kelurahan",
            name="Jamika Baru",
            parent=world.kecamatan,
            valid_from=date(2026, 1, 1),
            source="Perda 1/2026",
            predecessor=village,
            predecessor_ends=ends,
        )
    village.refresh_from_db()
    with override("en"):
        assert list(succession(village)) == [of_the_old]
        assert list(succession(new)) == [of_the_new]
    client = world.client("ministry")
    assert "32.73.04.1099" in told(client, village.get_absolute_url())
    assert village.code in told(client, new.get_absolute_url())


def test_as_many_queries_for_many_successions_as_for_one(papua: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            told(papua, "/wilayah/91.01/")
        return len(caught)

    count()
    one = count()
    old = Region.objects.get(code="91.01")
    for code in ("32.73", "32.04"):
        new = Region.objects.get(code=code)
        RegionSuccession.objects.create(old=old, new=new, on=date(2022, 7, 25), source="x")
    assert count() == one


@pytest.mark.parametrize("text", ["9301", "93.1", "9101", "91.1", "93.01 "])
def test_an_unclear_code_is_answered_with_what_it_may_mean(papua: Client, text: str) -> None:
    page = told(papua, f"/wilayah/?cari={text}")
    assert 'href="/wilayah/93.01/"' in page
    assert ("These may be meant" in page) == (text != "93.01 ")


def test_a_code_with_two_readings_is_asked_with_the_system_of_each(world: World) -> None:
    """5308 is Ende for Kemendagri and Lembata for BPS: neither is the answer by itself."""
    regions = load_some("53.08", "53.13")
    RegionCode.objects.create(region=regions["53.08"], system="bps", code="5311")
    RegionCode.objects.create(region=regions["53.13"], system="bps", code="5308")
    client = world.client("ministry")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = told(client, "/wilayah/?cari=5308")
    assert "These may be meant" in page
    assert 'href="/wilayah/53.08/"' in page and "Kemendagri 53.08" in page
    assert 'href="/wilayah/53.13/"' in page and "BPS 5308" in page
    assert "These may be meant" not in told(client, "/wilayah/?cari=53.08")
    RegionCode.objects.create(region=world.city, system="bps", code="3273")
    assert "These may be meant" not in told(client, "/wilayah/?cari=3273")


def test_nothing_is_offered_where_nothing_is_meant(papua: Client) -> None:
    page = told(papua, "/wilayah/?cari=tidak-ada")
    assert "These may be meant" not in page and 'class="empty"' in page


def test_what_lies_below_is_counted_by_its_own_name(world: World) -> None:
    """In Papua a sub-district is a distrik, and what lies below it may be kampung."""
    load_some("91.03.01")
    client = world.client("ministry")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for code, word in (("91.03", "sub-districts (distrik)"), ("32.73", "sub-districts</h2>")):
        assert word in told(client, f"/wilayah/{code}/").replace("Sub", "sub")

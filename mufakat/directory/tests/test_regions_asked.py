"""Regions that have ended or begun (Papua, 2022): asked for by either code, on any day."""

from datetime import date

import pytest
from django.utils import translation

from mufakat.core.errors import RuleBroken
from mufakat.directory import queries
from mufakat.directory.forms import OrganisationFilter
from mufakat.directory.models import RegionCode, RegionSuccession
from tests.regions import load_some


@pytest.fixture
def papua(db: None) -> None:
    """Kab. Merauke: 91.01 until 24 July 2022, since then 93.01 (UU 14/2022); 9401 for BPS."""
    some = load_some("91.01", "93.01")
    old, new = some["91.01"], some["93.01"]
    type(new).objects.filter(pk=new.pk).update(valid_from=date(2022, 7, 25))
    for region in (old, new):
        RegionCode.objects.create(region=region, system="bps", code="9401")
    RegionSuccession.objects.create(old=old, new=new, on=date(2022, 7, 25), source="UU 14/2022")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("91.01", ["91.01", "93.01"]),
        ("93.01", ["93.01"]),
        ("9401", ["91.01", "93.01"]),
        ("erauk", ["91.01", "93.01", "93.01.01"]),
    ],
)
def test_a_former_code_and_a_code_of_another_system_are_found(
    papua: None, text: str, codes: list[str]
) -> None:
    assert [region.code for region in queries.regions_named(text)[:3]] == codes


def test_a_region_before_and_after_its_time_is_told_in_words(papua: None) -> None:
    eve, day = date(2022, 7, 24), date(2022, 7, 25)
    assert queries.region_by_code("91.01", eve).valid_to == eve
    assert queries.region_by_code("93.01", day).valid_from == day
    with translation.override("en"):
        with pytest.raises(RuleBroken) as ended:
            queries.region_by_code("91.01", day)
        with pytest.raises(RuleBroken) as early:
            queries.region_by_code("93.01", eve)
    assert "25 Jul 2022" in str(ended.value.message) and "(93.01)" in str(ended.value.message)
    assert "since 25 Jul 2022" in str(early.value.message)
    assert "(91.01)" in str(early.value.message) and "became" not in str(early.value.message)


def test_a_list_as_of_a_day_knows_the_regions_of_that_day(papua: None) -> None:
    then = OrganisationFilter({"wilayah": "91.01", "pada": "2020-01-01"})
    assert then.asked["region"].code == "91.01" and not then.errors
    assert "wilayah" in OrganisationFilter({"wilayah": "91.01"}).errors
    wrong = OrganisationFilter({"wilayah": "93.01", "pada": "2020-02-31"})
    assert wrong.asked["region"].code == "93.01" and "pada" in wrong.errors

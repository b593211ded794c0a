"""The catalogue: what is loaded, again and again, and what a person changed since."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from mufakat.directory.models import Region
from mufakat.programmes import queries
from mufakat.programmes.actions import load_programmes
from mufakat.programmes.models import Cohort, Programme
from tests.regions import load_some


@pytest.fixture
def loaded(db: None) -> dict[str, Region]:
    regions = load_some("32.73.04")
    load_programmes()
    return regions


def test_what_the_sources_name(loaded: Any) -> None:
    """Seed 2: ten programmes; domain §5: six pillars; seed 5: eight work lines, 15 + 15 + 10 districts."""
    of = {family: Programme.objects.filter(family=family) for family in ("krisis", "pilar", "ilp")}
    assert {family: found.count() for family, found in of.items()} == {
        "krisis": 10,
        "pilar": 6,
        "ilp": 1,
    }
    assert Programme.objects.get(code="gf-rssh").children.count() == 8
    ilp = Programme.objects.get(code="ilp")
    assert ilp.valid_from == date(2023, 8, 31)
    assert str(ilp.parent) == "Transformasi layanan primer"
    assert [c.quota for c in ilp.cohorts.all()] == [15, 15, 10]
    assert not Programme.objects.filter(source="").exists()
    assert not Cohort.objects.filter(source="").exists()


def test_a_second_time_changes_nothing(loaded: Any) -> None:
    assert load_programmes() == {"added": 0, "changed": 0, "kept": 0}


def test_what_a_person_changed_stays(loaded: Any) -> None:
    Programme.objects.filter(code="krisis-1").update(title="Lain", version=2)
    Programme.objects.filter(code="krisis-2").update(title="Lain")
    Programme.objects.filter(code="krisis-3").update(title="Milik kantor", is_reference=False)
    Cohort.objects.filter(year=2026).update(quota=12, version=2)
    assert load_programmes() == {"added": 0, "changed": 1, "kept": 3}
    titles = dict(Programme.objects.values_list("code", "title"))
    assert (titles["krisis-1"], titles["krisis-3"]) == ("Lain", "Milik kantor")
    assert titles["krisis-2"].startswith("SDM kesehatan")
    assert Cohort.objects.get(year=2026).quota == 12


def test_without_regions_nothing_is_done(db: None) -> None:
    assert load_programmes() == {"added": 0, "changed": 0, "kept": 0}


def test_readiness_has_words_in_both_languages() -> None:
    for language in ("id", "en"):
        with override(language):
            titles = dict(queries.readiness_items())
            assert len(titles) == 7
            assert all(titles.values())
    assert queries.readiness_title("yang-tidak-ada") == "yang-tidak-ada"

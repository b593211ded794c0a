"""Seed 5 (Jayapura, 30 May 2024): the work lines of GF-RSSH, and 15 + 15 + 10 kab/kota from 2024 to 2026."""

import pytest

from mufakat.learning.models import DistrictRole
from mufakat.programmes.models import Cohort, Programme
from tests.kept import Kept
from tests.world import World


@pytest.fixture
def ilp(world: World) -> Programme:
    return Programme.objects.get(code="ilp")


def test_fifteen_fifteen_ten(ilp: Programme) -> None:
    waves = Cohort.objects.filter(programme=ilp).order_by("year")
    assert [(each.year, each.quota) for each in waves] == [(2024, 15), (2025, 15), (2026, 10)]
    assert all("Global Fund" in each.funder for each in waves)


def test_ilp_is_of_the_first_pillar(ilp: Programme) -> None:
    pillars = Programme.objects.filter(family="pilar").order_by("number")
    assert [each.number for each in pillars] == [1, 2, 3, 4, 5, 6]
    assert ilp.parent == pillars[0]


def test_the_work_lines_of_gf_rssh(ilp: Programme) -> None:
    """Eight in the seed, integrated primary care among them."""
    lines = Programme.objects.filter(family="gf_rssh").exclude(number=None)
    assert lines.count() == 8
    assert lines.filter(title__icontains="layanan primer").exists()


def test_the_ten_programmes_of_the_crisis_centre(ilp: Programme) -> None:
    """Seed 2."""
    ten = Programme.objects.filter(family="krisis").order_by("number")
    assert [each.number for each in ten] == list(range(1, 11))


def test_other_sectors_take_a_role(db: None, kept_demonstration: Kept[int]) -> None:
    """The meeting is one across sectors: two of its promises are the role of others than the health office."""
    kept_demonstration.put_back()
    roles = DistrictRole.objects.filter(programme__code="ilp", region__code="91.03")
    assert sorted(roles.values_list("kind", "commitment__owner_organisation__sector")) == [
        ("dinkes", "kesehatan"),
        ("lintas_sektor", "pemberdayaan_desa"),
        ("lintas_sektor", "perencanaan"),
    ]
    assert {role.commitment.source_label.split()[0] for role in roles} == {"Rapat"}

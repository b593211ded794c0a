"""Seed 3 (Ende, 3 September 2024): 44 kab/kota in five provinces, 79.55 per cent on 31 July 2024, three roles in each
district. What the seed says is checked here against what the demonstration counts; nothing is written down twice.
"""

from collections import Counter
from datetime import date

import pytest
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.core.numbers import meets, percent
from mufakat.directory.actions import record_token
from mufakat.directory.models import User
from mufakat.indicators.models import Assessment, Cell, Instrument, SiteSpan, Snapshot
from mufakat.indicators.queries import figures
from mufakat.journal.actions import act
from mufakat.learning.models import DistrictRole, Review
from mufakat.programmes.models import CoeUnit, Contest, Lokus, Programme, Replication
from mufakat.programmes.queries import parts_of
from tests.kept import Kept

JULY = "2024-07"


@pytest.fixture
def programme(db: None, kept_demonstration: Kept[int]) -> Programme:
    kept_demonstration.put_back()
    return Programme.objects.get(code="momentum-ilp")


def provinces(paths: list[str]) -> Counter[str]:
    return Counter(path[:3] for path in paths)


def test_44_districts_in_five_provinces(programme: Programme) -> None:
    units = CoeUnit.objects.filter(programme=programme)
    districts = {path[:6] for path in units.values_list("region_path", flat=True)}
    assert (units.count(), len(districts)) == (44, 44)
    assert len({path[:3] for path in districts}) == 5


def test_five_to_ten_mentored_puskesmas_in_each(programme: Programme) -> None:
    mentored = Counter(
        path[:6]
        for path in Lokus.objects.filter(programme=programme).values_list("region_path", flat=True)
    )
    assert len(mentored) == 44
    assert all(5 <= n <= 10 for n in mentored.values())
    assert 220 <= sum(mentored.values()) <= 440


def test_a_centre_is_a_puskesmas_a_pustu_and_all_its_posyandu(programme: Programme) -> None:
    ende = CoeUnit.objects.get(programme=programme, region_path__startswith="53.08.")
    made = Assessment.objects.get(organisation=ende.puskesmas, month=JULY)
    kinds = Counter(part["kind"] for part in made.parts)
    assert (kinds["puskesmas"], kinds["pustu"]) == (1, 1)
    assert kinds["posyandu"] == ende.pustu.children.count() > 0
    assert [str(each.pk) for each in parts_of(ende, made.on)] == [p["id"] for p in made.parts]


def test_35_of_44_is_79_55(programme: Programme) -> None:
    """Counted from the answers: at least 80 of 100 of what applies, whole numbers, rounded once."""
    july = Assessment.objects.filter(month=JULY, state="final")
    met = sum(meets(each.met or 0, each.applicable or 0, 80) for each in july)
    assert (met, july.count(), percent(met, july.count())) == (35, 44, "79,55 %")
    coe = Instrument.objects.get(code="coe")
    whole = figures.standing(coe, "", JULY)["@passed"]
    assert (whole.numerator, whole.denominator, whole.sites) == (35, 44, 44)
    spans = SiteSpan.objects.filter(instrument=coe, until="")
    assert (spans.filter(passed=True).count(), spans.count()) == (35, 44)


def test_every_level_is_the_sum_of_the_one_below(programme: Programme) -> None:
    coe = Instrument.objects.get(code="coe")
    below = figures.standing_below(coe, "", "@passed", JULY)
    assert len(below) == 5
    assert sum(each.numerator for each in below.values()) == 35
    districts = [
        each
        for path in below
        for each in figures.standing_below(coe, path, "@passed", JULY).values()
    ]
    assert (len(districts), sum(each.denominator for each in districts)) == (44, 44)
    assert Cell.objects.filter(instrument=coe).exists()


def test_the_frozen_dashboard_by_the_api(programme: Programme) -> None:
    """What the issue shows: a later edit does not change it."""
    snapshot = Snapshot.objects.get(code="coe", as_of="2024-07-31")
    assert (snapshot.met, snapshot.of) == (35, 44)
    Cell.objects.all().delete()
    with act(new_id(), by=None, via="test") as open_act:
        key = record_token(open_act, user=User.objects.get(username="kemenkes"))
    client = Client(headers={"authorization": f"Bearer {key}"})
    told = client.get("/api/v1/snapshots/coe", {"as_of": "2024-07-31"}).json()
    assert {name: told[name] for name in ("met", "of", "percent")} == {
        "met": 35,
        "of": 44,
        "percent": "79.55",
    }


def test_26_puskesmas_compete(programme: Programme) -> None:
    contest = Contest.objects.get()
    assert (contest.entries.count(), contest.region.code) == (26, "53.08")
    assert contest.audience == 1000  # "seribuan peserta dan undangan"
    assert "2024" in contest.source


def test_centres_are_places_to_learn_from(programme: Programme) -> None:
    edges = Replication.objects.filter(unit__programme=programme)
    assert edges.exists()
    assert all(edge.target_id != edge.unit.puskesmas_id for edge in edges)


def test_the_workshop_leaves_three_roles_in_each_district(programme: Programme) -> None:
    """Of the Dinkes, of the partner, of the centre: promises of the session, followed like every other."""
    roles = DistrictRole.objects.filter(programme=programme).select_related("commitment", "region")
    kinds: dict[str, set[str]] = {}
    for role in roles:
        kinds.setdefault(role.region.code, set()).add(role.kind)
        assert role.commitment.source_label.startswith("Workshop")
        assert role.commitment.region_path.startswith(role.region_path)
    assert len(kinds) == 10  # Flores, Lembata, Alor
    assert all(found == {"dinkes", "mitra", "coe"} for found in kinds.values())


def test_what_was_learnt_rests_on_the_frozen_dashboard(programme: Programme) -> None:
    review = Review.objects.get(programme=programme)
    assert review.snapshot is not None
    assert (review.snapshot.met, review.snapshot.of, review.is_closed) == (35, 44, True)
    assert {factor.helped for factor in review.factors.all()} == {True, False}
    assert review.actions.count() == 2
    assert review.meeting is not None
    assert review.meeting.starts_on == date(2024, 9, 3)

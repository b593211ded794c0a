"""Seed 3 (Ende, 3 September 2024): 44 kab/kota in five provinces, 79.55 per cent on 31 July 2024, three roles in each
district. What the seed says is checked here against what the demonstration counts; nothing is written down twice.
"""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.core.numbers import meets, percent
from mufakat.directory.access import can
from mufakat.directory.actions import record_token
from mufakat.directory.models import User
from mufakat.indicators.models import Assessment, Cell, Instrument, SiteSpan, Snapshot
from mufakat.indicators.queries import figures
from mufakat.journal.actions import act
from mufakat.learning.models import DistrictRole, Review, Study
from mufakat.programmes.instruments import published
from mufakat.programmes.models import CoeUnit, Cohort, Contest, Lokus, Programme, Replication
from mufakat.programmes.queries import parts_of
from tests.kept import Kept

JULY, END_OF_JULY = "2024-07", date(2024, 7, 31)
HELD = Q(month__lte=JULY) & (Q(until="") | Q(until__gt=JULY))


@pytest.fixture
def programme(db: None, kept_demonstration: Kept[int]) -> Programme:
    kept_demonstration.put_back()
    return Programme.objects.get(code="momentum-ilp")


def provinces(paths: list[str]) -> Counter[str]:
    return Counter(path[:3] for path in paths)


def test_44_districts_in_five_provinces(programme: Programme) -> None:
    units = CoeUnit.objects.on(END_OF_JULY).filter(programme=programme)
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
    ende = CoeUnit.objects.on(END_OF_JULY).get(
        programme=programme, region_path__startswith="53.08."
    )
    made = Assessment.objects.get(organisation=ende.puskesmas, month=JULY)
    kinds = Counter(part["kind"] for part in made.parts)
    assert (kinds["puskesmas"], kinds["pustu"]) == (1, 1)
    assert kinds["posyandu"] == ende.pustu.children.count() > 0
    assert [str(each.pk) for each in parts_of(ende, made.on)] == [p["id"] for p in made.parts]


def test_35_of_44_is_79_55(programme: Programme) -> None:
    """Counted from the answers: at least 80 of 100 of what applies, whole numbers, rounded once."""
    july = Assessment.objects.filter(month=JULY, state="final", instrument__code="coe")
    met = sum(meets(each.met or 0, each.applicable or 0, 80) for each in july)
    assert (met, july.count(), percent(met, july.count())) == (35, 44, "79,55 %")
    coe = Instrument.objects.get(code="coe")
    whole = figures.standing(coe, "", JULY)["@passed"]
    assert (whole.numerator, whole.denominator, whole.sites) == (35, 44, 44)
    spans = SiteSpan.objects.filter(HELD, instrument=coe)
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


def entered(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def shown(client: Client, address: str) -> dict[str, Any]:
    answer: Any = client.get(address)
    return dict(answer.context_data)


def text_at(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def on_the_day(time_machine: Any) -> None:
    """The clock of the demonstration stands here."""
    time_machine.move_to("2024-09-20T00:30:00Z")


def test_the_wave_shows_scores_forecasts_and_roles(programme: Programme, on_the_day: None) -> None:
    """The 44 districts as a wave (that they are one is invented): most pass, some are foreseen, of the others the page
    says why nothing is."""
    cohort = Cohort.objects.get(programme=programme)
    assert cohort.instrument_code in dict(published())
    client = entered("kemenkes")
    found = shown(client, f"/pembelajaran/gelombang/{cohort.pk}/")
    assert (found["counted"], found["running"], found["needed"]) == (44, 44, 36)
    assert (found["reached"], found["basis"]["foreseen"]) == (34, 2)
    assert {n for _code, n, _why in found["basis"]["reasons"]} == {8}
    assert found["foreseen"] and str(cohort) in text_at(client, cohort.get_absolute_url())
    rows = [row for group in found["groups"] for row in group.rows]
    held = {row["district"].region.code: row["held"] for row in rows}
    assert (held["53.08"], held["73.03"], sum(held.values())) == (3, 0, 30)
    ende = next(r["district"] for r in rows if r["district"].region.code == "53.08")
    district = shown(client, f"/pembelajaran/kabkota/{ende.pk}/")
    assert [len(kind["roles"]) for kind in district["kinds"]] == [1, 1, 1, 0]
    assert district["score"]["now"] == (1, 1)


def test_the_roles_stand_on_region_and_programme(programme: Programme, on_the_day: None) -> None:
    client = entered("dinkes.ende")
    page = text_at(client, "/wilayah/53.08/")
    for role in DistrictRole.objects.filter(region__code="53.08"):
        assert role.commitment.what in page
    history = text_at(entered("kemenkes"), programme.get_absolute_url())
    named = set(DistrictRole.objects.values_list("region__name", flat=True))
    assert sum(f" {name}:" in history for name in named) >= 3


def test_what_mentoring_did_cannot_be_told_and_the_page_says_why(
    programme: Programme, on_the_day: None
) -> None:
    study = Study.objects.get(programme=programme)
    # First assessed when they entered, and all in one month.
    assert (study.state, study.result["reasons"]) == ("refused", ["few_before", "all_at_once"])
    client = entered("kemenkes")
    reasons = shown(client, study.get_absolute_url())["reasons"]
    text = text_at(client, study.get_absolute_url())
    assert len(reasons) == 2 and all(reason in text for reason in reasons)


def test_a_mentor_writes_in_his_province_only(programme: Programme, on_the_day: None) -> None:
    """Each of the five has a mentor; the one of Nusa Tenggara Timur assesses nobody in Sulawesi Selatan."""
    mentors = {"53": "pendamping", "73": "pendamping.sulsel", "12": "pendamping.sumut"}
    centres = {
        code: CoeUnit.objects.filter(region_path__startswith=f"{code}.").order_by("id")[0].puskesmas
        for code in mentors
    }
    for code, username in mentors.items():
        user = User.objects.get(username=username)
        for other, centre in centres.items():
            assert can(user, "assessment.fill", centre) is (code == other)
            assert can(user, "visit.record", centre) is (code == other)


def test_the_note_taker_is_offered_what_the_session_cites(
    programme: Programme, on_the_day: None
) -> None:
    review = Review.objects.get(programme=programme)
    offered = (
        shown(entered("notulis.ende"), "/pembelajaran/catat/")["form"].fields["snapshot"].queryset
    )
    assert review.snapshot in offered

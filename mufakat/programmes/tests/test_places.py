"""The places of a cohort: one for a district, under whatever name and code laws gave it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Region, RegionSuccession
from mufakat.programmes import actions, queries, rules
from mufakat.programmes.models import Cohort
from tests.regions import load_some
from tests.world import TODAY, World

from .test_joining import address, send
from .test_pages import shown, text_of

LAWS = [("a", "b"), ("b", "c"), ("b", "d"), ("x", "c")]
LINES: Any = [
    ("a", [], ["b", "c", "d"]),
    ("b", ["a"], ["c", "d"]),
    ("c", ["b", "x", "a"], []),
    ("d", ["b", "a"], []),  # what a district became beside another one is not that one
    ("e", [], []),
]


@pytest.mark.parametrize(("region", "before", "after"), LINES)
def test_what_a_region_was_and_became(region: str, before: list[str], after: list[str]) -> None:
    assert (rules.before(LAWS, region), rules.after(LAWS, region)) == (before, after)


def test_laws_in_a_circle_end() -> None:
    assert rules.after([("a", "b"), ("b", "a")], "a") == ["b"]


OLD, NEW, NEWEST = "92.01", "96.01", "96.02"
DAYS = {OLD: date(2022, 7, 31), NEW: date(2022, 9, 1), NEWEST: date(2023, 5, 1)}


@pytest.fixture
def wave(at_work: World) -> Iterator[Cohort]:
    """A cohort with three places while one district got another code, twice (the second law is invented)."""
    places = load_some(OLD, NEW, NEWEST)
    laws = [(OLD, NEW, date(2022, 8, 1)), (NEW, NEWEST, date(2023, 4, 1))]
    for old, new, on in laws:
        RegionSuccession.objects.create(old=places[old], new=places[new], on=on, source="contoh")
        Region.objects.filter(code=old).update(valid_to=on.replace(day=1) - date.resolution)
        Region.objects.filter(code=new).update(valid_from=on)
    with at_work.doing("ministry") as act:
        programme = actions.record_programme(
            act,
            code="contoh-satu",
            title="Contoh",
            region=at_work.regions["ID"],
            valid_from=date(2020, 1, 1),
        )
    with at_work.doing("ministry") as act:
        yield actions.record_cohort(
            act, programme, title="2022", quota=3, starts_on=date(2022, 1, 1)
        )


def join(world: World, cohort: Cohort, code: str, *, many: bool) -> str:
    """Nothing, or why not."""
    region = Region.objects.get(code=code)
    try:
        with world.doing("ministry") as act:
            if many:
                actions.join_districts(act, cohort, regions=[region], on=DAYS[code], leave=())
            else:
                actions.join_district(act, cohort, region=region, on=DAYS[code])
    except RuleBroken as broken:
        return broken.code
    return ""


TWO: Any = [
    (NEW, OLD, "cohort.successor"),
    (NEWEST, OLD, "cohort.successor"),
    (OLD, NEW, "cohort.predecessor"),
    (OLD, NEWEST, "cohort.predecessor"),
]


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(("first", "second", "why"), TWO)
def test_a_renamed_district_has_one_place(
    at_work: World, wave: Cohort, first: str, second: str, why: str, many: bool
) -> None:
    assert join(at_work, wave, first, many=many) == ""
    assert join(at_work, wave, second, many=many) == ("cohort.some_refused" if many else why)
    region = Region.objects.get(code=second)
    refused = queries.refused(queries.places_of(wave), [region], DAYS[second], TODAY)
    assert (refused[second].code, refused[second].field) == (why, "region")
    assert [each.region.code for each in wave.districts.all()] == [first]
    assert queries.waves_of(wave.programme, TODAY)[0][1].joined == 1


STANDS_UNTIL = [None, date(2022, 8, 2), date(2022, 12, 31)]  # the law is of 1 August 2022


@pytest.mark.parametrize("until", STANDS_UNTIL)
@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(("first", "second"), [(NEW, OLD), (OLD, NEW)])
def test_what_was_cut_out_of_a_district_that_stands_has_its_own_place(
    at_work: World, wave: Cohort, first: str, second: str, many: bool, until: date | None
) -> None:
    Region.objects.filter(code=OLD).update(valid_to=until)
    assert join(at_work, wave, first, many=many) == ""
    assert join(at_work, wave, second, many=many) == ""
    assert wave.districts.count() == 2
    rows = queries.districts_on(wave, TODAY)
    told = queries.told_of_successions(rows, TODAY)
    assert not any(OLD in sentence for sentence in told)  # it became nothing else


@pytest.mark.parametrize(("first", "second"), [(NEW, OLD), (OLD, NEW)])
def test_a_last_day_on_the_day_of_the_law_means_the_law(
    at_work: World, wave: Cohort, first: str, second: str
) -> None:
    Region.objects.filter(code=OLD).update(valid_to=date(2022, 8, 1))
    assert join(at_work, wave, first, many=False) == ""
    assert join(at_work, wave, second, many=False) != ""
    assert wave.districts.count() == 1


def test_two_that_stand_in_one_list(at_work: World, wave: Cohort) -> None:
    Region.objects.filter(code=OLD).update(valid_to=None)
    both = [Region.objects.get(code=code) for code in (NEW, OLD)]
    for regions in (both, both[::-1]):
        assert not queries.refused(queries.places_of(wave), regions, DAYS[NEW], TODAY)


def test_the_page_says_which_one_has_the_place(at_work: World, wave: Cohort) -> None:
    join(at_work, wave, NEW, many=False)
    client = at_work.client("ministry")
    answer = send(client, address(wave), names=OLD, on=DAYS[OLD].isoformat())
    assert answer.status_code == 422 and NEW in text_of(answer)
    single = address(wave).replace("catat-banyak", "catat")
    answer = send(client, single, region=OLD, on=DAYS[OLD].isoformat())
    assert answer.status_code == 422 and list(shown(answer)["form"].errors) == ["region"]


def test_who_left_leaves_the_place_to_what_it_became(at_work: World, wave: Cohort) -> None:
    join(at_work, wave, OLD, many=False)
    district = wave.districts.get()
    with at_work.doing("ministry") as act:
        actions.record_standing(
            act, district, state="left", on=date(2022, 8, 1), reason="Berganti kode"
        )
    assert join(at_work, wave, NEWEST, many=False) == ""
    left = queries.last_standing(district)
    with at_work.doing("ministry") as act, pytest.raises(RuleBroken) as broken:
        actions.withdraw_standing(act, district, left, reason="Keliru")
    assert broken.value.code == "cohort.successor"


def test_a_plan_holds_those_who_count_and_not_who_left(at_work: World) -> None:
    cohort, district = at_work.work["cohort"], at_work.work["district"]
    region = at_work.regions["32.04"]
    with at_work.doing("ministry") as act:
        actions.join_district(act, cohort, region=region, on=date(2026, 3, 1))
    with at_work.doing("ministry") as act, pytest.raises(RuleBroken) as broken:
        actions.change_cohort(act, cohort, quota=1)
    assert broken.value.code == "cohort.quota_below"
    with at_work.doing("ministry") as act:
        left: dict[str, Any] = {"on": date(2026, 4, 1), "reason": "Dana dialihkan"}
        actions.record_standing(act, district, state="left", **left)
    with at_work.doing("ministry") as act:
        actions.change_cohort(act, cohort, quota=1)
    assert Cohort.objects.get(pk=cohort.pk).quota == 1

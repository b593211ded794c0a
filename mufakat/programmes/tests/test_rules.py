"""What is right about programmes, by table."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.programmes import rules
from mufakat.programmes.rules import Wave, cumulated

TODAY = date(2026, 6, 26)


def code_of(check: Any, *args: Any, **kwargs: Any) -> str:
    try:
        check(*args, **kwargs)
    except RuleBroken as broken:
        return broken.code.partition(".")[2]
    return ""


CODES: Any = [
    ("momentum-ilp", False, ""),
    ("Momentum ILP", False, ""),
    ("ilp2", False, ""),
    ("", False, "code"),
    ("ilp!", False, "code"),
    ("-ilp", False, "code"),
    ("lomba", False, "code"),  # /program/lomba/… is a contest
    ("gelombang", False, "code"),
    ("a" * 41, False, "code"),
    ("ilp", True, "code_taken"),
]


def test_codes(subtests: pytest.Subtests) -> None:
    for text, there, refused in CODES:
        with subtests.test(text=text):
            assert code_of(rules.code_of, text, there) == refused
    assert rules.code_of(" Momentum  ILP ", False) == "momentum-ilp"


OPEN: Any = [
    (None, None, ""),
    (TODAY, None, ""),
    (date(2026, 6, 27), None, "not_begun"),
    (None, TODAY, ""),
    (None, date(2026, 6, 25), "over"),
]


def test_nothing_begins_outside_its_days(subtests: pytest.Subtests) -> None:
    for first, last, refused in OPEN:
        with subtests.test(first=first, last=last):
            assert code_of(rules.is_open, first, last, TODAY, "valid_from") == refused


DISTRICTS: Any = [
    ("kabupaten", None, None, ""),
    ("kota", None, TODAY, ""),
    ("provinsi", None, None, "no_district"),
    ("kecamatan", None, None, "no_district"),
    ("kabupaten", date(2026, 6, 25), None, "region_ended"),
    ("kabupaten", TODAY, None, ""),
    ("kabupaten", None, date(2026, 6, 27), "region_not_begun"),
]


def test_only_standing_districts_join(subtests: pytest.Subtests) -> None:
    for kind, ended, begun, refused in DISTRICTS:
        with subtests.test(kind=kind, ended=ended, begun=begun):
            assert code_of(rules.is_district, kind, ended, begun, TODAY) == refused


@pytest.mark.parametrize(
    ("quota", "joined", "refused"), [(15, 14, ""), (15, 15, "full"), (15, 16, "full"), (1, 0, "")]
)
def test_never_above_the_quota(quota: int, joined: int, refused: str) -> None:
    assert code_of(rules.room_left, quota, joined) == refused


@pytest.mark.parametrize(
    ("quota", "joined", "refused"), [(15, 15, ""), (14, 15, "quota_below"), (1, 0, "")]
)
def test_the_quota_stays_above_those_who_joined(quota: int, joined: int, refused: str) -> None:
    assert code_of(rules.quota_holds, quota, joined) == refused


JOINS: Any = [
    (TODAY, ""),
    (date(2026, 6, 27), "join_later"),
    (date(2025, 1, 1), ""),
    (date(2024, 12, 31), "join_too_early"),
]


def test_when_a_district_joins(subtests: pytest.Subtests) -> None:
    for on, refused in JOINS:
        with subtests.test(on=on):
            assert code_of(rules.joins_in_its_time, date(2026, 1, 1), None, on, TODAY) == refused
    ended = date(2026, 3, 31)
    assert (
        code_of(rules.joins_in_its_time, date(2026, 1, 1), ended, TODAY, TODAY) == "join_too_late"
    )


STATES = ("planned", "ready", "running", "passed", "left")
FOLLOW = {
    "planned": {"planned", "ready", "left"},
    "ready": {"planned", "running", "left"},
    "running": {"passed", "left"},
    "passed": {"running"},
    "left": set(),
}


def test_every_step_of_a_district(subtests: pytest.Subtests) -> None:
    since = date(2026, 6, 1)
    for before in STATES:
        for after in STATES:
            with subtests.test(before=before, after=after):
                wanted = "" if after in FOLLOW[before] else "no_step"
                assert code_of(rules.step_in_order, before, after, since, TODAY, TODAY) == wanted


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (date(2026, 6, 2), ""),
        (date(2026, 6, 1), "too_early"),
        (date(2026, 5, 1), "too_early"),
        (date(2026, 6, 27), "later"),
    ],
)
def test_when_a_step_is(on: date, refused: str) -> None:
    since = date(2026, 6, 1)
    assert code_of(rules.step_in_order, "planned", "ready", since, on, TODAY) == refused


WHY: Any = [
    ("planned", "left", "", "why"),
    ("planned", "left", "Anggaran dialihkan", ""),
    ("ready", "planned", " ", "why"),
    ("passed", "running", "", "why"),
    ("planned", "ready", "", ""),
    ("running", "passed", "", ""),
]


def test_who_leaves_or_goes_back_says_why(subtests: pytest.Subtests) -> None:
    for before, after, reason, refused in WHY:
        with subtests.test(before=before, after=after, reason=reason):
            assert code_of(rules.step_says_why, before, after, reason) == refused


READY: Any = [
    ("ready", ["sdm"], "", "not_ready"),
    ("ready", ["sdm"], "Menyusul Maret", ""),
    ("ready", [], "", ""),
    ("planned", ["sdm"], "", ""),
]


def test_ready_is_complete_or_says_why(subtests: pytest.Subtests) -> None:
    for state, missing, reason, refused in READY:
        with subtests.test(state=state, missing=missing, reason=reason):
            assert code_of(rules.ready_says_why, state, missing, reason) == refused
    assert rules.missing_of({"a": True, "b": False}, ["a", "b", "c"]) == ["b", "c"]


def test_fifteen_thirty_forty() -> None:
    waves = [
        Wave(2026, 10),
        Wave(2024, 15, joined=15, running=12, passed=3),
        Wave(2025, 15, joined=6),
    ]
    rows = cumulated(waves)
    assert [(r.year, r.quota, r.plan, r.joined, r.running, r.passed) for r in rows] == [
        (2024, 15, 15, 15, 12, 3),
        (2025, 15, 30, 21, 12, 3),
        (2026, 10, 40, 21, 12, 3),
    ]
    assert cumulated([]) == []
    assert [r.plan for r in cumulated([Wave(2024, 2), Wave(2024, 3)])] == [5]


CIRCLES: Any = [
    ([], "a", "b", ""),
    ([("a", "b")], "b", "c", ""),
    ([("a", "b"), ("b", "c")], "a", "c", ""),  # two ways to one place are no circle
    ([("a", "b")], "b", "a", "circle"),
    ([("a", "b"), ("b", "c"), ("c", "d")], "d", "a", "circle"),
    ([("a", "b"), ("c", "d")], "d", "a", ""),
]


def test_no_circle(subtests: pytest.Subtests) -> None:
    for edges, source, target, refused in CIRCLES:
        with subtests.test(edges=edges, source=source, target=target):
            assert code_of(rules.no_circle, edges, source, target) == refused


@pytest.mark.parametrize(
    ("kind", "source", "target", "refused"),
    [
        ("puskesmas", 1, 2, ""),
        ("puskesmas", 1, 1, "itself"),
        ("posyandu", 1, 2, "no_puskesmas"),
        ("", 1, 2, "no_puskesmas"),
    ],
)
def test_who_may_learn(kind: str, source: int, target: int, refused: str) -> None:
    assert code_of(rules.can_learn, kind, source, target) == refused


@pytest.mark.parametrize(
    ("puskesmas", "pustu", "below", "refused"),
    [
        ("puskesmas", "pustu", True, ""),
        ("puskesmas", "pustu", False, "no_pustu"),
        ("puskesmas", "posyandu", True, "no_pustu"),
        ("rumah_sakit", "pustu", True, "no_puskesmas"),
    ],
)
def test_what_makes_a_unit(puskesmas: str, pustu: str, below: bool, refused: str) -> None:
    assert code_of(rules.makes_a_unit, puskesmas, pustu, below) == refused


REACHED: Any = [
    ("done", TODAY, ""),
    ("done", None, "no_day"),
    ("done", date(2026, 6, 27), "later"),
    ("running", None, ""),
    ("running", TODAY, "day_too_many"),
]


def test_what_is_done_says_when(subtests: pytest.Subtests) -> None:
    for state, reached, refused in REACHED:
        with subtests.test(state=state, reached=reached):
            assert code_of(rules.reached_says_when, state, reached, TODAY) == refused
    assert code_of(rules.may_follow, "done", "running") == "no_step"
    assert code_of(rules.may_follow, "stopped", "planned") == ""


@pytest.mark.parametrize(
    ("last", "since", "long"),
    [
        (date(2026, 4, 27), None, False),  # sixty days
        (date(2026, 4, 26), None, True),
        (None, date(2026, 4, 27), False),
        (None, date(2026, 4, 26), True),
        (None, None, True),
    ],
)
def test_sixty_days(last: Any, since: Any, long: bool) -> None:
    assert rules.is_long(last, since, TODAY) is long


def test_days_of_a_visit() -> None:
    assert code_of(rules.not_in_the_future, TODAY, TODAY) == ""
    assert code_of(rules.not_in_the_future, date(2026, 6, 27), TODAY) == "later"
    assert code_of(rules.next_lies_ahead, TODAY, None) == ""
    assert code_of(rules.next_lies_ahead, TODAY, TODAY) == "next_before"
    assert code_of(rules.worked_with, False) == "no_lokus"


CRITERIA: Any = [
    ("Isi materi = 40\n\n Penyampaian=60 ", [("k1", "Isi materi", 40), ("k2", "Penyampaian", 60)]),
    ("a = b = 5", [("k1", "a = b", 5)]),
    ("", "criteria_count"),
    ("Isi", "criteria"),
    ("Isi = ", "criteria"),
    ("Isi = 0", "criteria"),
    ("Isi = 1001", "criteria"),
    ("Isi = -4", "criteria"),
    (" = 4", "criteria"),
    ("Isi = 4\nisi = 5", "criteria_count"),
    ("\n".join(f"a{n} = 1" for n in range(13)), "criteria_count"),
]


def test_criteria(subtests: pytest.Subtests) -> None:
    for text, wanted in CRITERIA:
        with subtests.test(text=text):
            if isinstance(wanted, str):
                assert code_of(rules.criteria_of, text) == wanted
            else:
                found = rules.criteria_of(text)
                assert [(c["code"], c["title"], c["most"]) for c in found] == wanted
                assert rules.criteria_of(rules.criteria_text(found)) == found


TWO = rules.criteria_of("Isi = 40\nSuara = 60")


@pytest.mark.parametrize(
    ("points", "refused"),
    [
        ({"k1": 40, "k2": 0}, ""),
        ({"k1": 41, "k2": 0}, "points"),
        ({"k1": -1, "k2": 0}, "points"),
        ({"k1": 4}, "points"),
        ({}, "points"),
    ],
)
def test_points(points: dict[str, int], refused: str) -> None:
    assert code_of(rules.points_fit, points, TWO) == refused
    assert rules.total_of({"k1": 4, "k2": 5}, TWO) == 9
    assert rules.total_of({}, TWO) is None


@pytest.mark.parametrize(
    ("totals", "wanted"),
    [
        ([], []),
        ([80, 90, 90, 70], [3, 1, 1, 4]),
        ([90, 80, 80, 80, 10], [1, 2, 2, 2, 5]),
        ([None, 5, None], [None, 1, None]),
        ([0, None, 0], [1, None, 1]),
    ],
)
def test_places_are_shared(totals: list[int | None], wanted: list[int | None]) -> None:
    assert rules.places(totals) == wanted

"""Patterns: counts, and Newcombe's interval against published values and against statsmodels."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from mufakat.indicators.rules import Form, Part, read, score
from mufakat.indicators.rules.thresholds import holds
from mufakat.learning.rules.patterns import (
    Others,
    Table,
    by_chance,
    counts_only,
    difference,
    newcombe,
    table_of,
    wilson,
)

# Newcombe (1998), Interval estimation for the difference between independent proportions, Table II, method 10.
PUBLISHED = [
    (Table(56, 70, 48, 80), (0.0524, 0.3339)),
    (Table(9, 10, 3, 10), (0.1705, 0.8090)),
    (Table(6, 7, 2, 7), (0.0582, 0.8062)),
    (Table(5, 56, 0, 29), (-0.0381, 0.1926)),
    (Table(0, 10, 0, 20), (-0.1611, 0.2775)),
    (Table(0, 10, 0, 10), (-0.2775, 0.2775)),
    (Table(10, 10, 0, 20), (0.6791, 1.0000)),
    (Table(10, 10, 0, 10), (0.6075, 1.0000)),
]


def test_published_values(subtests: pytest.Subtests) -> None:
    for table, (low, high) in PUBLISHED:
        with subtests.test(table=table):
            _middle, ours_low, ours_high = newcombe(table)
            assert (ours_low, ours_high) == pytest.approx((low, high), abs=0.00006)


def test_the_same_as_statsmodels() -> None:
    library = pytest.importorskip("statsmodels.stats.proportion")
    for table, _published in PUBLISHED:
        theirs = library.confint_proportions_2indep(
            table.with_reached,
            table.with_all,
            table.without_reached,
            table.without_all,
            method="newcomb",
            compare="diff",
        )
        assert newcombe(table)[1:] == pytest.approx(theirs, abs=1e-6)


def test_wilson_of_all_and_none() -> None:
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=0.0001)
    assert wilson(10, 10) == pytest.approx((0.7225, 1), abs=0.0001)


def test_few_sites_say_nothing() -> None:
    assert difference(Table(4, 4, 0, 40)) is None
    assert difference(Table(0, 40, 4, 4)) is None
    assert difference(Table(5, 5, 0, 5)) is not None
    assert difference(Table(0, 0, 0, 0)) is None


SAID = [
    (Table(18, 20, 4, 20), "more"),
    (Table(4, 20, 18, 20), "less"),
    (Table(6, 10, 4, 10), "unclear"),
]


def test_what_may_be_said(subtests: pytest.Subtests) -> None:
    for table, word in SAID:
        with subtests.test(table=table):
            found = difference(table)
            assert found is not None and found.says == word


def form_of(threshold: str) -> Form:
    """Two domains: `a` of three, the first of them required; `b` of two, and of one that is not scored."""
    said = [
        ("a", True, [("a1", True), ("a2", False), ("a3", False)]),
        ("b", True, [("b1", False), ("b2", False)]),
        ("c", False, [("c1", False)]),
    ]
    return read(
        {
            "title": "Contoh rekaan",
            "level": "puskesmas",
            "threshold": threshold,
            "domain": [
                {
                    "code": code,
                    "title": code,
                    "scored": scored,
                    "indicator": [
                        {"code": c, "title": c, "kind": "yes_no", "must": must} for c, must in ones
                    ],
                }
                for code, scored, ones in said
            ],
        }
    )


SHARE, MUST = "met*100 >= 80*applicable", "must_met >= must_applicable and met*100 >= 75*applicable"
ALL: dict[str, bool | None] = dict.fromkeys(("a1", "a2", "a3", "b1", "b2", "c1"), True)
WITHOUT: list[tuple[str, dict[str, bool | None], str, bool | None]] = [
    (SHARE, ALL | {"a2": False}, "a1", False),  # 3 of 4 others
    (SHARE, ALL | {"a2": False}, "a2", True),  # 4 of 4 others
    (SHARE, ALL | {"a2": None}, "a1", True),  # 3 of 3
    (SHARE, ALL | {"c1": False}, "a1", True),  # not scored: in no count of the whole
    ("met*100 >= 60*applicable", ALL | {"a2": False, "b1": False}, "a1", False),  # 2 of 4
    ("met*100 >= 50*applicable", ALL | {"a2": False, "b1": False}, "a1", True),
    (MUST, ALL | {"a1": False}, "a2", False),  # what is required is lacking
    (MUST, ALL | {"a1": False}, "a1", True),  # and is left out
    ("a__met*100 >= 100*a__applicable", ALL | {"b1": False, "a3": False}, "a3", True),
    ("a__met*100 >= 100*a__applicable", ALL | {"a3": False}, "b1", False),
    (SHARE, {"a1": True}, "a1", None),  # nothing else applies
]


def test_an_indicator_is_no_part_of_its_own_outcome(subtests: pytest.Subtests) -> None:
    """By the rule of the instrument, whatever it is, with the indicator left out."""
    for rule, met, left_out, passes in WITHOUT:
        with subtests.test(rule=rule, met=met, left_out=left_out):
            form, own = form_of(rule), met[left_out]
            assert own is not None
            others = Others(form)
            assert others.passes(others.counts(met), left_out, own) is passes


def test_which_rules_merely_count() -> None:
    assert all(map(counts_only, (SHARE, MUST, "a__met >= 3", "a__must_met >= 1 or met > 2")))
    assert not any(map(counts_only, ("index*100 >= 50", "met > 3 and missing < 1", "b__index > 0")))


def test_what_is_counted_without_one_passes_as_the_engine_says(subtests: pytest.Subtests) -> None:
    """The counts with all indicators are those of the score itself."""
    for rule in (SHARE, MUST, "a__met*100 >= 100*a__applicable"):
        form = form_of(rule)
        for lacking in ALL:
            answers: Any = {c: {"x": {"yes": c != lacking}} for c in ALL}
            scored = score(form, answers, [Part("x", "puskesmas")])
            others = Others(form)
            met = {c: one.met for c, one in scored.indicators.items()}
            counts = others.values(others.counts(met))
            with subtests.test(rule=rule, lacking=lacking):
                assert (counts.get("met", scored.whole.met), counts["applicable"]) == (
                    scored.whole.met,
                    5,
                )
                assert holds(rule, counts) is scored.passed


def test_counts() -> None:
    table = table_of([(True, True), (True, False), (False, True), (False, False), (True, True)])
    assert table == Table(2, 3, 1, 2)
    assert by_chance(33) == 2


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_an_interval_holds_its_difference(n1: int, n2: int, data: st.DataObject) -> None:
    table = Table(data.draw(st.integers(0, n1)), n1, data.draw(st.integers(0, n2)), n2)
    middle, low, high = newcombe(table)
    assert -1 - 1e-9 <= low <= middle + 1e-9
    assert middle - 1e-9 <= high <= 1 + 1e-9
    turned = newcombe(Table(table.without_reached, n2, table.with_reached, n1))
    assert (-turned[2], -turned[1]) == pytest.approx((low, high))

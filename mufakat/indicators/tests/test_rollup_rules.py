"""Places, formulas, spans and steps: by table, and against plain counting."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from mufakat.core.fields import ancestors
from mufakat.directory.lineage import Lineage, Move, Succession, days_of_places
from mufakat.indicators.rollup.formulas import Formulas, rate
from mufakat.indicators.rollup.places import Places, place_in, places
from mufakat.indicators.rollup.spans import (
    ALWAYS,
    Found,
    Months,
    Span,
    Term,
    month_after,
    next_month,
    spans,
    stands_in,
)
from mufakat.indicators.rollup.steps import difference, parent_of, steps, upwards
from mufakat.indicators.rules import read
from mufakat.indicators.rules.months import as_of, first_day
from tests.rollup import INDICATORS, result

MAY, JUNE = date(2024, 5, 10), date(2024, 6, 20)
PAPUA = Succession(date(2022, 7, 25), "91.01.", "93.01.", ended=True)
CUT_OUT = Succession(date(2024, 5, 1), "32.04.37.2001.", "32.04.37.2011.", ended=False)
HALVES = [
    Succession(date(2024, 5, 1), "32.04.", new, ended=True) for new in ("32.80.", "32.81.")
]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "moves", "laws", "expected"),
    [
        ("32.04.", [], [], [("", "32.04.")]),
        ("32.73.", [Move(MAY, "32.04.", "32.73.")], [], [("", "32.04."), ("2024-05", "32.73.")]),
        # Back within the month: it lay where it lies in the end.
        (
            "32.04.",
            [
                Move(date(2024, 5, 2), "32.04.", "32.73."),
                Move(date(2024, 5, 9), "32.73.", "32.04."),
            ],
            [],
            [("", "32.04.")],
        ),
        # A regency that got another code: nobody needs to touch its bodies, before and after.
        ("93.01.", [], [PAPUA], [("", "91.01."), ("2022-07", "93.01.")]),
        ("91.01.", [], [PAPUA], [("", "91.01."), ("2022-07", "93.01.")]),
        ("93.01.05.", [], [PAPUA], [("", "91.01."), ("2022-07", "93.01.05.")]),
        # A new village: who is told to lie in it lay in the old one before the law, whenever it was told.
        (
            "32.04.37.2011.",
            [Move(JUNE, "32.04.37.2001.", "32.04.37.2011.")],
            [CUT_OUT],
            [("", "32.04.37.2001."), ("2024-05", "32.04.37.2011.")],
        ),
        (
            "32.04.37.2011.",
            [],
            [CUT_OUT],
            [("", "32.04.37.2001."), ("2024-05", "32.04.37.2011.")],
        ),
        ("32.04.37.2001.", [], [CUT_OUT], [("", "32.04.37.2001.")]),
        # A regency that was divided: its bodies stay until somebody says in which half they lie.
        ("32.04.", [], HALVES, [("", "32.04.")]),
        (
            "32.81.",
            [Move(JUNE, "32.04.", "32.81.")],
            HALVES,
            [("", "32.04."), ("2024-05", "32.81.")],
        ),
        # Told late under a name that had ended, and then moved.
        (
            "32.73.",
            [Move(MAY, "91.01.", "32.73.")],
            [PAPUA],
            [("", "91.01."), ("2022-07", "93.01."), ("2024-05", "32.73.")],
        ),
    ],
)
def test_places(now: str, moves: list[Move], laws: list[Succession], expected: Places) -> None:
    known = {"91.01.", "93.01.", "93.01.05.", "32.04.", "32.80.", "32.81."}
    assert places(now, moves, Lineage(laws, known.__contains__)) == expected


def test_of_several_predecessors_none_is_guessed() -> None:
    laws = [Succession(date(2024, 5, 1), old, "32.90.", ended=True) for old in ("32.04.", "32.05.")]
    assert places("32.90.", [], Lineage(laws)) == [("", "32.90.")]


NAMES = [
    ("91.01.", [PAPUA], {"91.01.", "93.01."}),
    ("93.01.", [PAPUA], {"91.01.", "93.01."}),
    (
        "93.01.",
        [PAPUA, Succession(JUNE, "93.01.", "99.01.", ended=True)],
        {"91.01.", "93.01.", "99.01."},
    ),
    ("32.04.37.2011.", [CUT_OUT], {"32.04.37.2011."}),  # a part is not the whole
    ("32.04.", HALVES, {"32.04."}),
    ("32.80.", HALVES, {"32.80."}),
    ("32.04.", [], {"32.04."}),
]


def test_a_law_told_after_a_later_move_takes_nothing_from_before_it() -> None:
    """In A until 10 May, then in B; in June it is told that since April C is cut out of B, and that it lies there."""
    law = Succession(date(2024, 4, 1), "32.04.", "32.99.", ended=False)
    moves = [Move(MAY, "32.73.", "32.04."), Move(JUNE, "32.04.", "32.99.")]
    told = days_of_places("32.99.", moves, Lineage([law]))
    assert told == [(date.min, "32.73."), (MAY, "32.99.")]
    assert places("32.99.", moves, Lineage([law])) == [("", "32.73."), ("2024-05", "32.99.")]


@pytest.mark.parametrize(("path", "laws", "expected"), NAMES)
def test_names_of_one_place(path: str, laws: list[Succession], expected: set[str]) -> None:
    assert Lineage(laws).names(path) == expected


def test_a_region_made_of_two_is_neither_of_them() -> None:
    laws = [Succession(date(2024, 5, 1), old, "32.90.", ended=True) for old in ("32.04.", "32.05.")]
    assert Lineage(laws).names("32.04.") == {"32.04."}


def test_laws_that_go_round_end() -> None:
    back = Succession(date(2023, 1, 1), "93.01.", "91.01.", ended=True)
    told = days_of_places("91.01.", [], Lineage([PAPUA, back]))
    assert [path for _first, path in told][-1] in {"91.01.", "93.01."}


@pytest.mark.parametrize(
    ("pair", "expected"), [((1, 3), 3333), ((2, 3), 6667), ((1, 20_000), 1), ((0, 5), 0)]
)
def test_rate(pair: tuple[int, int], expected: int) -> None:
    assert rate(*pair) == expected


def a_form(indicators: list[dict[str, Any]]) -> Any:
    asked = [{"title": "x", **each} for each in indicators]
    domain = {"code": "a", "title": "A", "indicator": asked}
    return read({"title": "x", "level": "puskesmas", "threshold": "met", "domain": [domain]})


def test_booked() -> None:
    formulas = Formulas([(1, a_form(INDICATORS))])
    found = result(
        ready=(1, 1, True), reached=(30, 60, False), share=(30, 60, False), mean=(1, 3, True)
    )
    assert formulas.booked(1, found) == {
        "ready": (1, 1),
        "reached": (30, 60),
        "share": (0, 1),
        "mean": (3333, 10_000),
        "@met": (2, 4),
        "@domain:a": (2, 4),
        "@passed": (0, 1),
    }
    assert formulas.lacking(1, found) == ["reached", "share"]
    assert formulas.sums == {"visits"}


def test_a_zero_denominator_has_no_mean_and_what_does_not_apply_no_share() -> None:
    formulas = Formulas([(1, a_form(INDICATORS))])
    found = result(mean=(3, 0, True), share=None)
    assert not {"mean", "share"} & formulas.booked(1, found).keys()


def test_the_first_version_decides_the_formulas() -> None:
    later = [
        {"code": "r2", "key": "reached", "kind": "number", "across_places": "share"},
        {"code": "new", "kind": "number", "across_periods": "sum"},
    ]
    formulas = Formulas([(1, a_form(INDICATORS)), (2, a_form(later))])
    found = {"measures": {"reached": [3, 4]}, "indicators": {"r2": {"met": False}}}
    assert formulas.booked(2, found) == {"reached": (3, 4)}
    assert formulas.lacking(2, found) == ["reached"]
    assert formulas.sums == {"visits", "new"}


def test_months() -> None:
    assert next_month("2024-12") == "2025-01" and next_month("2024-01") == "2024-02"
    assert month_after(None) == "" and month_after(date(2024, 7, 1)) == "2024-08"


def found(month: str, **measures: tuple[int, int]) -> Found:
    return Found(month, month, measures)


def told(made: list[Span]) -> list[tuple[str, str, str, dict[str, Any]]]:
    return [(s.month, s.until, s.region_path, dict(s.measures)) for s in made]


def test_spans() -> None:
    one, two = found("2024-01", a=(1, 2), done=(3, 4)), found("2024-04", a=(2, 2))
    moved = [("", "32.04."), ("2024-03", "32.73."), ("2024-06", "32.04.")]
    assert told(spans([two, one], moved, {None: [("", "2024-09")]}, {"done"})) == [
        ("2024-01", "2024-03", "32.04.", {"a": (1, 2), "done": (3, 4)}),
        ("2024-03", "2024-04", "32.73.", {"a": (1, 2)}),
        ("2024-04", "2024-06", "32.73.", {"a": (2, 2)}),
        ("2024-06", "2024-09", "32.04.", {"a": (2, 2)}),
    ]
    assert told(spans([one, two], moved[:1], {None: [("", "2024-02")]}, {"done"})) == [
        ("2024-01", "2024-02", "32.04.", {"a": (1, 2), "done": (3, 4)})
    ]
    assert spans([two], moved[:1], {None: [("", "2024-04")]}) == []  # it was no more


def test_spans_of_a_centre_that_stopped_and_began_again() -> None:
    """What stood comes back with it; what was done counts in its month alone, if it was a centre then."""
    one, two = found("2024-01", a=(1, 2), done=(3, 4)), found("2024-04", a=(2, 2), done=(5, 5))
    moved = [("", "32.04."), ("2024-06", "32.73.")]
    assert told(spans([one, two], moved, {None: [("", "2024-03"), ("2024-05", "")]}, {"done"})) == [
        ("2024-01", "2024-03", "32.04.", {"a": (1, 2), "done": (3, 4)}),
        ("2024-05", "2024-06", "32.04.", {"a": (2, 2)}),
        ("2024-06", "", "32.73.", {"a": (2, 2)}),
    ]
    assert spans([one], moved, {None: []}) == []  # it was never one


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


@pytest.mark.parametrize(
    ("terms", "gone", "expected"),
    [
        ([], "", []),
        ([ALWAYS], "", [("", "")]),
        ([ALWAYS], "2024-05", [("", "2024-05")]),
        ([(day("02-09"), day("08-01"))], "", [("2024-02", "2024-09")]),  # through its last month
        ([(day("02-09"), day("08-01"))], "2024-05", [("2024-02", "2024-05")]),
        ([(day("02-09"), None)], "2024-02", []),
        # Of two programmes, or again the next day, or within the month: it was one all the time.
        ([(day("02-09"), day("08-01")), (day("05-01"), None)], "", [("2024-02", "")]),
        ([(day("05-01"), None), (day("02-09"), day("08-01"))], "", [("2024-02", "")]),
        ([(None, day("08-31")), (day("09-01"), day("09-09"))], "", [("", "2024-10")]),
        ([(None, day("08-02")), (day("09-20"), None)], "", [("", "")]),
        (
            [(day("01-01"), day("09-09")), (day("02-01"), day("03-01"))],
            "",
            [("2024-01", "2024-10")],
        ),
        # After a month in which it was none it is one again.
        ([(None, day("08-31")), (day("10-01"), None)], "", [("", "2024-09"), ("2024-10", "")]),
    ],
)
def test_when_it_stands(terms: list[Term], gone: str, expected: list[Months]) -> None:
    assert stands_in(terms, gone) == expected


MONTHS = [f"2024-{n:02}" for n in range(1, 9)]
PATHS = ["32.04.37.", "32.04.38.", "32.73.04.1003.", "93.01."]
pairs = st.tuples(st.integers(0, 5), st.integers(0, 9))
measures = st.dictionaries(st.sampled_from(["a", "b", "done"]), pairs)
bodies = st.tuples(
    st.dictionaries(st.sampled_from(MONTHS), measures),
    st.dictionaries(st.sampled_from(MONTHS), st.sampled_from(PATHS)),
    st.sampled_from(["", *MONTHS]),
    st.just(set(MONTHS)) | st.sets(st.sampled_from(MONTHS)),  # in which it is a centre
)


def spans_of(body: Any) -> list[Span]:
    assessed, moves, gone, centre = body
    lies: Places = [("", PATHS[0]), *sorted(moves.items())]
    terms = [(first_day(month), as_of(month, date.max)) for month in centre]
    founds = [Found(m, m, given) for m, given in assessed.items()]
    return spans(founds, lies, {None: stands_in(terms, gone)}, {"done"})


def counted_plainly(bodies: list[Any], month: str) -> Counter[tuple[str, str, str]]:
    """What stands at the end of a month, and what was done until then, asking each body for each month."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for assessed, moves, gone, centre in bodies:
        lies = [("", PATHS[0]), *sorted(moves.items())]
        until = [m for m in sorted(assessed) if m <= month and (not gone or m < gone)]
        counts = [(m, key) for m in until for key in assessed[m] if key == "done" and m in centre]
        if until and month in centre and (not gone or month < gone):
            counts += [(until[-1], key) for key in assessed[until[-1]] if key != "done"]
        for of_month, key in counts:
            place = place_in(of_month if key == "done" else month, lies)
            for region in ancestors(place):
                numerator, denominator = assessed[of_month][key]
                sums[region, key, "n"] += numerator
                sums[region, key, "d"] += denominator
                sums[region, key, "s"] += 1
    return +sums


@given(st.lists(bodies, max_size=4))
def test_totals_are_the_sums_of_their_rows(some: list[Any]) -> None:
    """At every level and in every month: counted plainly, body by body and month by month."""
    cells = upwards(steps([span for body in some for span in spans_of(body)], {"done"}))
    for month in MONTHS:
        standing: Counter[tuple[str, str, str]] = Counter()
        for key, step in cells.items():
            if key[2] <= month:
                for name, value in zip("nds", step, strict=True):
                    standing[key[0], key[1], name] += value
        assert +standing == counted_plainly(some, month)


@given(bodies, bodies)
def test_differences_lead_from_one_to_the_other(one: Any, other: Any) -> None:
    old, new = steps(spans_of(one), {"done"}), steps(spans_of(other), {"done"})
    added = upwards(difference(new, old), upwards(old))
    assert {key: step for key, step in added.items() if any(step)} == {
        key: step for key, step in upwards(new).items() if any(step)
    }


@given(st.lists(bodies, max_size=3), st.sampled_from(MONTHS))
def test_the_past_does_not_change_when_more_is_found(some: list[Any], month: str) -> None:
    """What is found later, or ends later, leaves every figure up to a month as it was."""
    cut = [
        (
            {m: given for m, given in assessed.items() if m <= month},
            {m: path for m, path in moves.items() if m <= month},
            gone if gone <= month else "",
            {m for m in centre if m <= month},
        )
        for assessed, moves, gone, centre in some
    ]
    now, then = (
        upwards(steps([s for body in those for s in spans_of(body)], {"done"}))
        for those in (some, cut)
    )
    for cells in (now, then):
        for key in [key for key, step in cells.items() if key[2] > month or not any(step)]:
            del cells[key]
    assert now == then


def test_parents() -> None:
    assert [parent_of(path) for path in ("", "32.", "32.73.")] == ["-", "", "32."]
    assert ("32.", "a", "2024-01") in upwards(
        steps(spans_of(({"2024-01": {"a": (1, 1)}}, {}, "", {"2024-01"})))
    )


def test_what_was_cut_first_and_renamed_later_is_still_one_place() -> None:
    laws = [
        Succession(date(2024, 3, 1), "53.08.", "53.96.", ended=False),
        Succession(date(2024, 8, 5), "53.08.", "53.97.", ended=True),
    ]
    lineage = Lineage(laws)
    assert lineage.names("53.08.") == lineage.names("53.97.") == {"53.08.", "53.97."}
    assert lineage.names("53.96.") == {"53.96."}

"""From answers to a score: by table, and for any answers at all."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from mufakat.core.errors import RuleBroken
from mufakat.indicators.models import Level
from mufakat.indicators.rules import DOMAIN, PASSED, WHOLE, Part, Scored, faults_in, read, score
from mufakat.indicators.rules.instrument import PARTS, Form
from mufakat.indicators.rules.thresholds import check, holds

BANDS = [
    {"code": "none", "title": "Tidak ada", "points": 0, "below": "1"},
    {"code": "some", "title": "Sebagian", "points": 4, "least": "1", "below": "5"},
    {"code": "most", "title": "Cukup", "points": 7, "least": "5", "below": "8.5"},
    {"code": "all", "title": "Penuh", "points": 10, "least": "8.5"},
]
STEPS = [
    {"code": "low", "title": "Rendah", "points": 0},
    {"code": "mid", "title": "Sedang", "points": 1},
    {"code": "high", "title": "Tinggi", "points": 2},
]
UNIT = [Part("p", "puskesmas"), Part("u", "pustu"), *(Part(f"y{n}", "posyandu") for n in range(5))]
RULE = "met*100 >= 80*applicable"


def question(code: str, kind: str = "yes_no", **more: Any) -> dict[str, Any]:
    given = {"code": code, "title": code, "kind": kind, **more}
    if kind in ("scale", "range"):
        given = {"bands": STEPS if kind == "scale" else BANDS, "met_at": 1} | given
    if kind == "number":
        given = {"numerator": "yang ada", "denominator": "semua"} | given
    return given


def body_of(*questions: dict[str, Any], level: str = "puskesmas", **more: Any) -> dict[str, Any]:
    domain = {"code": "d", "title": "D", "indicator": list(questions)}
    return {"title": "T", "level": level, "threshold": RULE, "domain": [domain], **more}


def form_of(*questions: dict[str, Any], **more: Any) -> Form:
    body = body_of(*questions, **more)
    assert faults_in(body) == []
    return read(body)


def at_posyandu(**more: Any) -> Form:
    return form_of(question("a", part="posyandu", **more), level="coe")


def yes(*said: bool | None) -> dict[str, Any]:
    return {f"y{n}": {"yes": each} for n, each in enumerate(said) if each is not None}


def numbers(*said: tuple[int | None, int | None]) -> dict[str, Any]:
    return {f"y{n}": {"num": num, "den": den} for n, (num, den) in enumerate(said)}


def posyandu(count: int) -> list[Part]:
    return [Part(f"y{n}", "posyandu") for n in range(count)]


# -- One answer of one body ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "answer", "met", "pair", "is_missing"),
    [
        ("yes_no", {"yes": True}, True, (1, 1), False),
        ("yes_no", {"yes": False}, False, (0, 1), False),
        ("yes_no", {"na": True}, None, None, False),
        ("yes_no", {"na": True, "yes": True}, None, None, False),
        ("yes_no", None, False, (0, 1), True),
        ("yes_no", {}, False, (0, 1), True),
        ("yes_no", {"yes": None}, False, (0, 1), True),
        ("yes_no", {"yes": "no"}, False, (0, 1), True),
        ("scale", {"band": "low"}, False, (0, 2), False),
        ("scale", {"band": "mid"}, True, (1, 2), False),
        ("scale", {"band": "high"}, True, (2, 2), False),
        ("scale", {"band": "huge"}, False, (0, 2), True),
        ("scale", {"na": True}, None, None, False),
        ("range", {"value": "0"}, False, (0, 10), False),
        ("range", {"value": 0.99}, False, (0, 10), False),
        ("range", {"value": 1}, True, (4, 10), False),
        ("range", {"value": "8.4999"}, True, (7, 10), False),
        ("range", {"value": "8.5"}, True, (10, 10), False),
        ("range", {"value": "-3"}, False, (0, 10), False),
        ("range", {"value": "NaN"}, False, (0, 10), True),
        ("range", {"value": "Infinity"}, False, (0, 10), True),
        ("range", {"value": "dua"}, False, (0, 10), True),
        ("range", {"value": None}, False, (0, 10), True),
        ("number", {"num": 8, "den": 10}, False, (8, 10), False),
        ("number", {"num": 10, "den": 10}, True, (10, 10), False),
        ("number", {"num": 0, "den": 0}, None, None, False),
        ("number", {"num": None, "den": 0}, None, None, False),
        ("number", {"num": 3, "den": 0}, False, None, True),  # some of nobody
        ("number", {"num": 3, "den": None}, False, None, True),
        ("number", {"num": None, "den": 3}, False, None, True),
        ("number", {"num": -1, "den": 3}, False, None, True),
        ("number", {"num": "1", "den": 3}, False, None, True),
        ("number", {"num": True, "den": True}, False, None, True),
        ("number", {"den": False}, False, None, True),
    ],
)
def test_one_answer(
    kind: str, answer: Any, met: bool | None, pair: tuple[int, int] | None, is_missing: bool
) -> None:
    scored = score(form_of(question("a", kind)), {"a": {"p": answer}}, UNIT[:1])
    one = scored.indicators["a"]
    assert (one.met, one.pair, one.is_missing) == (met, pair, is_missing)
    assert scored.measures.get("a") == pair
    assert scored.whole.applicable == int(met is not None)


def test_what_always_applies_cannot_be_left_out() -> None:
    form = form_of(question("a", may_not_apply=False))
    one = score(form, {"a": {"p": {"na": True}}}, UNIT[:1]).indicators["a"]
    assert one.met is False and one.is_missing


def test_a_number_above_the_target_is_a_whole_share_and_keeps_its_numbers() -> None:
    form = form_of(question("a", "number", target_percent=90))
    one = score(form, {"a": {"p": {"num": 12, "den": 10}}}, UNIT[:1]).indicators["a"]
    assert (one.met, one.pair, one.share) == (True, (12, 10), Fraction(1))


# -- Several bodies answer as one ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("combine", "said", "met", "pair"),
    [
        ("all", (True,) * 5, True, (1, 1)),
        ("all", (True,) * 4 + (False,), False, (0, 1)),
        ("all", (True,) * 4 + (None,), False, (0, 1)),
        ("any", (False, False, False, False, True), True, (1, 1)),
        ("any", (False,) * 5, False, (0, 1)),
        ("any", (True, None, None, None, None), True, (1, 1)),
        ("share", (True, True, True, True, False), True, (4, 5)),
        ("share", (True, True, True, False, False), False, (3, 5)),
        ("share", (True, True, True, True, None), True, (4, 5)),
    ],
)
def test_several_as_one(
    combine: str, said: tuple[bool | None, ...], met: bool, pair: tuple[int, int]
) -> None:
    more = {"share_percent": 80} if combine == "share" else {}
    one = score(at_posyandu(combine=combine, **more), {"a": yes(*said)}, UNIT).indicators["a"]
    assert (one.met, one.pair) == (met, pair)


@pytest.mark.parametrize(
    ("percent", "bodies", "enough"),
    [(80, 20, 16), (80, 21, 17), (80, 24, 20), (80, 25, 20), (50, 3, 2), (100, 7, 7), (1, 200, 2)],
)
def test_a_share_is_inclusive(percent: int, bodies: int, enough: int) -> None:
    form = at_posyandu(combine="share", share_percent=percent)
    for met in (enough - 1, enough):
        said = yes(*(n < met for n in range(bodies)))
        one = score(form, {"a": said}, posyandu(bodies)).indicators["a"]
        assert one.met is (met == enough) and one.pair == (met, bodies)


def test_one_posyandu_counts_in_the_same_unit_as_many() -> None:
    """Figures of two units are added up: what a pair counts must not follow from how many Posyandu a Pustu has."""
    for combine, pair in (("all", (1, 1)), ("any", (1, 1)), ("share", (1, 1)), ("pool", (9, 10))):
        more = {"share_percent": 80} if combine == "share" else {}
        form = form_of(
            question("a", "number", part="posyandu", combine=combine, target_percent=90, **more),
            level="coe",
        )
        one = score(form, {"a": numbers((9, 10))}, posyandu(1)).indicators["a"]
        assert one.pair == pair and one.met
    of_pustu = form_of(question("a", "range", part="pustu"), level="coe")
    one = score(of_pustu, {"a": {"u": {"value": 6}}}, UNIT).indicators["a"]
    assert one.pair == (7, 10)


@pytest.mark.parametrize(
    ("said", "met", "pair", "is_missing"),
    [
        (((9, 10), (0, 10)), False, (9, 20), False),
        (((9, 10), (9, 10)), True, (18, 20), False),
        (((9, 10), (0, 0)), True, (9, 10), False),  # nobody to reach there
        (((0, 0), (0, 0)), None, None, False),
        (((9, 10), (None, None)), False, (9, 10), True),  # nobody knows how many more there are
        (((None, None), (None, None)), False, None, True),
    ],
)
def test_pooled(said: Any, met: bool | None, pair: Any, is_missing: bool) -> None:
    form = form_of(
        question("a", "number", part="posyandu", combine="pool", target_percent=90), level="coe"
    )
    one = score(form, {"a": numbers(*said)}, posyandu(2)).indicators["a"]
    assert (one.met, one.pair, one.is_missing) == (met, pair, is_missing)


def test_a_pustu_without_posyandu_is_not_punished_and_not_praised() -> None:
    form = form_of(question("a", part="posyandu"), question("b", part="pustu"), level="coe")
    scored = score(form, {"b": {"u": {"yes": True}}}, UNIT[:2])
    assert scored.indicators["a"].met is None and scored.whole.applicable == 1
    assert set(scored.measures) == {"b", f"{DOMAIN}d", WHOLE, PASSED}


def test_some_bodies_to_which_it_does_not_apply_are_left_out() -> None:
    form = at_posyandu(combine="share", share_percent=80)
    said = yes(True, True, True, True) | {"y4": {"na": True}}
    assert score(form, {"a": said}, UNIT).indicators["a"].pair == (4, 4)


# -- The whole ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("applicable", "enough"), [(20, 16), (21, 17), (24, 20), (25, 20), (27, 22), (33, 27), (44, 36)]
)
def test_at_least_eighty_percent_is_inclusive_and_exact(applicable: int, enough: int) -> None:
    form = form_of(*(question(f"q{n}") for n in range(applicable)))
    for met in (enough - 1, enough):
        said = {f"q{n}": {"p": {"yes": n < met}} for n in range(applicable)}
        assert score(form, said, UNIT[:1]).passed is (met == enough)


def test_nothing_applicable_passes_nothing_and_fails_nothing() -> None:
    form = form_of(question("a"), grade=[{"code": "A", "title": "A", "rule": "met >= 0"}])
    scored = score(form, {"a": {"p": {"na": True}}}, UNIT[:1])
    assert scored.passed is None and scored.grade == "" and scored.measures == {}


def test_what_was_switched_off_is_not_asked_any_more() -> None:
    form = form_of(question("a"), question("b", until="2024-06-30"))
    said = {"a": {"p": {"yes": True}}}
    before = score(form, said, UNIT[:1], on=date(2024, 6, 30))
    after = score(form, said, UNIT[:1], on=date(2024, 7, 1))
    assert before.passed is False and before.indicators["b"].is_missing
    assert after.passed is True and after.indicators["b"].met is None
    assert "b" in before.measures and "b" not in after.measures


def two_domains(**second: Any) -> Form:
    domains = [
        {"code": "one", "title": "1", "weight": 3, "indicator": [question("a", "scale")]},
        {
            "code": "two",
            "title": "2",
            "weight": 1,
            "indicator": [question("b", "scale")],
            **second,
        },
    ]
    body = {"title": "T", "level": "puskesmas", "domain": domains}
    body |= {"threshold": "index*100 >= 60 and two__index*100 >= 50"}
    assert faults_in(body) == []
    return read(body)


def test_the_index_is_the_weighted_mean_of_what_applies() -> None:
    form = two_domains()
    said = {"a": {"p": {"band": "mid"}}, "b": {"p": {"band": "high"}}}
    assert score(form, said, UNIT[:1]).whole.index == Fraction(5, 8)
    half = score(form, said | {"b": {"p": {"na": True}}}, UNIT[:1])
    assert half.whole.index == Fraction(1, 2) and half.domains["two"].index is None


def test_a_domain_that_does_not_apply_neither_helps_nor_hinders() -> None:
    form = two_domains()
    high, na = {"p": {"band": "high"}}, {"p": {"na": True}}
    assert score(form, {"a": high, "b": na}, UNIT[:1]).passed is True
    assert score(form, {"a": high, "b": {"p": {"band": "low"}}}, UNIT[:1]).passed is False


def test_an_unscored_domain_is_asked_and_counts_nowhere() -> None:
    form = two_domains(scored=False)
    said = {"a": {"p": {"band": "high"}}, "b": {"p": {"band": "low"}}}
    scored = score(form, said, UNIT[:1])
    assert (scored.whole.met, scored.whole.applicable) == (1, 1)
    assert scored.whole.index == 1
    assert scored.indicators["b"].pair == (0, 2) and "b" not in scored.measures
    assert f"{DOMAIN}two" not in scored.measures


def test_what_must_be_met() -> None:
    form = form_of(question("a", must=True), question("b"), threshold="must_met >= must_applicable")
    yes_b = {"b": {"p": {"yes": True}}}
    assert score(form, yes_b, UNIT[:1]).passed is False
    assert score(form, yes_b | {"a": {"p": {"yes": True}}}, UNIT[:1]).passed is True
    assert score(form, yes_b | {"a": {"p": {"na": True}}}, UNIT[:1]).passed is True


def test_the_first_grade_whose_rule_holds() -> None:
    grades = [
        {"code": "A", "title": "A", "rule": "index*100 >= 66"},
        {"code": "B", "title": "B", "rule": "index*100 >= 36"},
        {"code": "C", "title": "C", "rule": "index >= 0"},
    ]
    form = form_of(question("a", "scale"), grade=grades)
    found = [score(form, {"a": {"p": {"band": b}}}, UNIT[:1]).grade for b in ("low", "mid", "high")]
    assert found == ["C", "B", "A"]


def test_levels_are_those_of_the_model() -> None:
    assert set(PARTS) == set(Level.values)


# -- Whatever is answered -----------------------------------------------------------------------

QUESTIONS = [
    question("a", part="puskesmas"),
    question("b", "scale", part="pustu", must=True),
    question("c", "range", part="puskesmas", until="2024-06-30"),
    question("d", "number", part="posyandu", combine="pool", target_percent=80),
    question("e", "number", part="posyandu", combine="all"),
    question("f", part="posyandu", combine="share", share_percent=60),
    question("g", "scale", part="posyandu", combine="any", weight=3),
]
DOMAINS = [
    {"code": "x", "title": "X", "indicator": QUESTIONS[:3]},
    {"code": "y", "title": "Y", "weight": 2, "indicator": QUESTIONS[3:6]},
    {"code": "z", "title": "Z", "scored": False, "indicator": QUESTIONS[6:]},
]
ANY = read({"title": "T", "level": "coe", "threshold": RULE, "domain": DOMAINS})
VALUES = ["-1", "0", "0.999", "1", "4.99", "5", "8.5", "100", "NaN", "x", ""]
COUNTS = st.sampled_from([None, -1, 0, 1, 2, 7, 30])
ANSWERS = st.one_of(
    st.sampled_from([None, {}, {"na": True}, {"na": False}, {"yes": True}, {"yes": False}]),
    st.builds(lambda band: {"band": band}, st.sampled_from(["low", "mid", "high", "x"])),
    st.builds(lambda value: {"value": value}, st.sampled_from(VALUES)),
    st.builds(lambda num, den: {"num": num, "den": den}, COUNTS, COUNTS),
)
SAID = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.dictionaries(st.sampled_from([p.id for p in UNIT]), ANSWERS, max_size=7),
)


def scored_any(said: Any, count: int, on: date) -> Scored:
    return score(ANY, said, UNIT[: 2 + count], on)


@given(SAID, st.integers(0, 5), st.dates(date(2024, 6, 28), date(2024, 7, 2)))
def test_totals_are_sums_and_shares_are_shares(said: Any, count: int, on: date) -> None:
    scored = scored_any(said, count, on)
    for name, questions in (("x", QUESTIONS[:3]), ("y", QUESTIONS[3:6]), ("z", QUESTIONS[6:])):
        ones = [scored.indicators[q["code"]] for q in questions]
        tally = scored.domains[name]
        assert tally.met == sum(one.met is True for one in ones)
        assert tally.applicable == sum(one.met is not None for one in ones)
        assert tally.missing == sum(one.is_missing for one in ones)
        assert (tally.index is None) == (tally.applicable == 0)
    for name in ("met", "applicable", "missing", "must_met", "must_applicable"):
        parts = (getattr(scored.domains[d], name) for d in "xy")
        assert getattr(scored.whole, name) == sum(parts)
    for one in scored.indicators.values():
        assert one.met is not None or (one.pair, one.share) == (None, None)
        assert one.share is None or 0 <= one.share <= 1
    assert all(d > 0 <= n for n, d in scored.measures.values())
    assert (scored.passed is None) == (scored.whole.applicable == 0)
    assert (WHOLE in scored.measures) == (scored.whole.applicable > 0)
    assert "c" not in scored.measures or on <= date(2024, 6, 30)


@given(SAID, st.sampled_from("abcdef"), st.sampled_from([p.id for p in UNIT]))
def test_not_applicable_is_neither_nought_nor_a_hundred(said: Any, code: str, part: str) -> None:
    """To say of a body that a question does not apply is the same as if the body were not there for it."""
    left = dict(said.get(code, {})) | {part: {"na": True}}
    kind = next(p.kind for p in UNIT if p.id == part)
    with_na = score(ANY, said | {code: left}, UNIT).indicators[code]
    asked = ANY.by_code[code].part
    if kind != asked:
        assert with_na == score(ANY, said, UNIT).indicators[code]
        return
    without = score(ANY, said, [p for p in UNIT if p.id != part]).indicators[code]
    assert with_na == without


@given(SAID)
def test_a_better_answer_never_makes_it_worse(said: Any) -> None:
    given = dict(said.get("f", {})) | {"y0": {"yes": False}}
    before = score(ANY, said | {"f": given}, UNIT)
    after = score(ANY, said | {"f": given | {"y0": {"yes": True}}}, UNIT)
    assert bool(after.indicators["f"].met) >= bool(before.indicators["f"].met)
    assert after.whole.met >= before.whole.met and bool(after.passed) >= bool(before.passed)


# -- Threshold rules ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("met*100 >= 80*applicable", True),
        ("met > 3 or missing == 0", True),
        ("sdm__index*100 >= 60 and met >= 4", True),
        ("sdm__index*100 >= 60 or met >= 5", False),
        ("sdm__index*100 >= 60", None),
        ("sdm__index >= met and sdm__index < 1", None),
        ("sdm__index + met*2 > 1", None),
        ("(met >= 4 and met <= 4) or met > 100", True),
    ],
)
def test_rules(rule: str, said: bool | None) -> None:
    values = {"met": 4, "applicable": 5, "missing": 0, "sdm__index": None}
    assert holds(rule, values) is said


@pytest.mark.parametrize(
    "rule",
    [
        *("", "met", "met*100", "80", "met >= 0.8", "met >= True", "not met > 1", "met > 1 > 0"),
        *("met / 5 >= 1", "met ** 9 > 1", "-met > 1", "met >= others", "met.real > 1", "met != 1"),
        *("__import__('os')", "met > (lambda: 1)()", "met >= 1; met", "met > 1 and met", "(" * 250),
        *("met > 'a'", "met if met else met", "[met] > 1", "met >= 1" + " " * 300 + "x", "met\0>1"),
        "(met > 1) + 1 > 1",
    ],
)
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check(rule, {"met"})
    assert broken.value.code == "bad_threshold"


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_is_refused(rule: str) -> None:
    try:
        check(rule, {"met"})
    except RuleBroken:
        return
    assert holds(rule, {"met": 1}) in (True, False)

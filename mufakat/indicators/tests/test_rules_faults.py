"""What is wrong with a body is said, all of it, with its place; and what is not wrong can be read and counted."""

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, strategies as st

from mufakat.indicators.rules import faults_in, faults_in_question, read, score
from mufakat.indicators.rules.scoring import points_of

from .test_rules_scoring import BANDS, RULE, STEPS, UNIT, question


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def whole() -> dict[str, Any]:
    return {
        "title": "Kesiapan",
        "level": "coe",
        "threshold": RULE,
        "domain": [
            {
                "code": "sdm",
                "title": "SDM",
                "indicator": [
                    question("a", part="puskesmas"),
                    question("b", "scale", part="pustu"),
                ],
            },
            {
                "code": "alat",
                "title": "Alat",
                "weight": 2,
                "scored": True,
                "indicator": [
                    question("c", "range", part="puskesmas", until="2024-07-01"),
                    question("d", "number", part="posyandu", combine="pool", target_percent=80),
                    question("e", part="posyandu", combine="share", share_percent=60),
                ],
            },
        ],
        "grade": [{"code": "A", "title": "Baik", "rule": "sdm__index*100 >= 66"}],
    }


def at(body: Any, path: str, value: Any) -> dict[str, Any]:
    """The body with another value at a place; without value, without that place."""
    made = deepcopy(body)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    there = made
    for step in way:
        there = there[step]
    if value is None:
        there.pop(last, None) if isinstance(there, dict) else there.pop(last)
    else:
        there[last] = value
    return dict(made)


Q = "domain.0.indicator.0."
SCALE = "domain.0.indicator.1."
DOWN = [each | {"least": str(9 - n)} for n, each in enumerate(reversed(BANDS))]
RANGE = "domain.1.indicator.0."
NUMBER = "domain.1.indicator.1."
SHARE = "domain.1.indicator.2."


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert faults_in(whole()) == []
    assert faults_in(whole(), sources=()) == []


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("title", None, "The title is missing"),
        ("title", "a\0b", "The title is missing"),
        ("level", "desa", "The level “desa” is not known"),
        ("level", "puskesmas", "Question “b”: No body of kind “pustu”"),
        ("more", 1, "“more” is no entry of it"),
        ("threshold", None, "Threshold: The rule is missing"),
        ("threshold", "met >= 0.8", "Threshold: This is no rule that can be counted"),
        ("threshold", "met*100 >= 80*ada", "Threshold: The rule asks for what is not there: ada"),
        ("threshold", "sdn__met > 1", "what is not there: sdn__met"),
        ("grade.0.rule", "baik__met > 1", "Grade “A”: The rule asks for what is not there"),
        ("grade.0.code", "", "Grade: The code is missing"),
        ("grade.0.code", "x" * 21, "The code is missing, or longer than 20"),
        ("grade.0.title", None, "Grade “A”: The title is missing"),
        ("grade", "A", "The grades are no list"),
        ("domain", [], "There is no domain"),
        ("domain.0", "sdm", "What stands among the domains is no domain"),
        ("domain.0.code", "SDM 1", "Domain “SDM”: The code is a word"),
        ("domain.0.code", "sdm__x", "Domain “SDM”: The code is a word"),
        ("domain.0.code", "alat", "Domain “alat”: It stands there 2 times"),
        ("domain.0.title", 5, "Domain “sdm”: The title is missing"),
        ("domain.0.weight", -1, "Domain “SDM”: The weight is a whole number"),
        ("domain.0.weight", 0.5, "Domain “SDM”: The weight is a whole number"),
        ("domain.0.scored", "ya", "Domain “SDM”: It is scored or it is not"),
        ("domain.0.indicator", [], "Domain “SDM”: It has no question"),
        ("domain.0.weigth", 1, "Domain “SDM”: “weigth” is no entry of it"),
        ("domain.0.indicator.0", "a", "Question “a”: This is no question"),
        (Q + "code", None, "The code is a word of small letters"),
        (Q + "code", "A 1", "Question “a”: The code is a word of small letters"),
        (Q + "code", "@passed", "The code is a word of small letters"),
        (Q + "code", "b", "Question “b”: It stands there 2 times"),
        (Q + "key", "b", "Lasting name “b”: It stands there 2 times"),
        (Q + "key", "@met", "The code is a word of small letters"),
        (Q + "title", " ", "Question “a”: “title” is missing"),
        (Q + "kind", "yes", "Question “a”: “yes” is no kind that is known"),
        (Q + "kind", ["yes_no"], "is no kind that is known"),
        (Q + "combine", "most", "“most” is no combine that is known"),
        (Q + "part", "desa", "Question “a”: No body of kind “desa”"),
        (Q + "part", None, "Question “a”: It does not say which body answers it"),
        (Q + "weight", True, "“weight” is a whole number"),
        (Q + "must", "ya", "“must” is yes or no"),
        (Q + "until", "2024-02-31", "The last day on which it is asked is no day"),
        (Q + "bands", STEPS, "It has steps, but its kind of answer has none"),
        (Q + "met_at", 1, "It has steps, but its kind of answer has none"),
        (Q + "combine", "pool", "Only numbers can be added"),
        (Q + "computed", "lokmin", "Only a value in stretches can be computed"),
        (SHARE + "share_percent", None, "but not how many percent"),
        (SHARE + "share_percent", 0, "“share_percent” is a whole number from 1 to 100"),
        (NUMBER + "denominator", "", "It does not say what is counted"),
        (NUMBER + "target_percent", 0, "“target_percent” is a whole number"),
        (NUMBER + "target_percent", 140, "Question “d”: A target of 140 % is out of reach"),
        ("threshold", "met*100 >= 140*applicable", "Threshold: Nobody reaches it"),
        ("threshold", "must_met >= 1", "Threshold: Nobody reaches it"),  # none is required
        (SCALE + "bands", None, "It needs from 2 to 20 steps"),
        (SCALE + "bands", STEPS[:1], "It needs from 2 to 20 steps"),
        (SCALE + "met_at", None, "It does not say from how many points on"),
        (SCALE + "met_at", 3, "It is met at 3 points, but at most 2 can be had"),
        (SCALE + "met_at", 0, "“met_at” is a whole number from 1"),
        (SCALE + "bands.0.code", "mid", "The step “mid” stands there 2 times"),
        (SCALE + "bands.0.points", -1, "Step “low”: its points are a whole number"),
        (SCALE + "bands.0.points", 1.5, "Step “low”: its points are a whole number"),
        (SCALE + "bands.0.least", "1", "Step “low” has an entry that does not belong to it"),
        (SCALE + "bands.0.title", "", "Step “low” has no title"),
        (SCALE + "bands.0", "low", "A step is no step"),
        (
            RANGE + "bands.1.least",
            "2",
            "Between the steps “Tidak ada” and “Sebagian” there is a gap",
        ),
        (RANGE + "bands.1.least", "0.5", "The steps “Tidak ada” and “Sebagian” overlap"),
        (RANGE + "bands.1.least", None, "The steps “Tidak ada” and “Sebagian” overlap"),
        (RANGE + "bands.0.least", "0", "Values below 0 lie in no step"),
        (RANGE + "bands", [*reversed(BANDS)], "write them from the lowest up"),
        (RANGE + "bands", DOWN, "write them from the lowest up"),
        (RANGE + "bands.3.below", "10", "Values from 10 on lie in no step"),
        (RANGE + "bands.1.below", "1", "Step “Sebagian” holds no value"),
        (RANGE + "bands.1.below", "lima", "its bounds are decimal numbers, written as text"),
        (RANGE + "bands.1.below", 5, "its bounds are decimal numbers, written as text"),
        (RANGE + "bands.1.below", "NaN", "its bounds are decimal numbers, written as text"),
        (RANGE + "computed", "rapat", "Question “c”: Nothing computes “rapat”"),
    ],
)
def test_each_fault_is_said_with_its_place(path: str, value: Any, said: str) -> None:
    found = faults_in(at(whole(), path, value), sources=("lokmin",))
    assert any(said in each for each in found), found


def test_all_faults_at_once() -> None:
    body = at(at(at(whole(), Q + "kind", "x"), SCALE + "met_at", 9), "threshold", "ada > 1")
    found = faults_in(body)
    assert len(found) == 3 and {each.split(":")[0] for each in found} == {
        "Question “a”",
        "Question “b”",
        "Threshold",
    }


def test_no_domain_is_scored() -> None:
    body = at(at(whole(), "domain.0.scored", False), "domain.1.scored", False)
    assert "No domain is scored." in faults_in(body)


def test_too_many() -> None:
    many = [question(f"q{n}", part="puskesmas") for n in range(401)]
    assert "There are more than 400 questions." in faults_in(
        at(whole(), "domain.0.indicator", many)
    )


@pytest.mark.parametrize("body", [None, [], "x", 5, {}, {"domain": {}}, {"domain": [None]}])
def test_what_is_no_body(body: Any) -> None:
    assert faults_in(body)


# -- Whatever is sent ---------------------------------------------------------------------------

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5),
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(st.text(max_size=5), deeper),
    max_leaves=6,
)
PLACES = [
    *("title", "level", "threshold", "domain", "grade", "domain.0", "domain.0.code"),
    *("domain.0.indicator", "domain.0.title", "domain.1.weight", "domain.1.scored", "grade.0.rule"),
    *(
        Q + name
        for name in ("code", "key", "kind", "part", "combine", "until", "weight", "must", "title")
    ),
    *(SCALE + name for name in ("bands", "met_at", "bands.0", "bands.0.code", "bands.1.points")),
    *(RANGE + name for name in ("bands", "bands.1", "bands.1.least", "bands.2.below", "computed")),
    *(NUMBER + name for name in ("numerator", "target_percent")),
    SHARE + "share_percent",
]


@given(st.sampled_from(PLACES), JUNK)
def test_whatever_stands_there_it_is_said_or_can_be_counted(path: str, junk: Any) -> None:
    body = at(whole(), path, junk)
    if not faults_in(body):
        form = read(body)
        score(form, {"a": {"p": {"yes": True}}, "c": {"p": {"value": "3"}}}, UNIT)


EDGES = st.lists(
    st.decimals(-50, 50, places=1).map(lambda d: str(d)), min_size=1, max_size=5, unique=True
)


@given(EDGES, st.decimals(-60, 60, places=2))
def test_in_stretches_without_fault_every_value_lies_once(edges: list[str], value: Decimal) -> None:
    bounds = ["", *sorted(edges, key=Decimal), ""]
    bands = [
        {"code": f"s{n}", "title": "x", "points": n, "least": least, "below": below}
        for n, (least, below) in enumerate(pairwise(bounds))
    ]
    asked = question("c", "range", bands=bands)
    if faults_in_question(asked, "puskesmas"):
        assert len(set(map(Decimal, edges))) < len(edges)  # 0 and -0
        return
    body = {"title": "T", "level": "puskesmas", "threshold": RULE}
    form = read(body | {"domain": [{"code": "d", "title": "D", "indicator": [asked]}]})
    below = sum(Decimal(edge) <= value for edge in edges)
    assert points_of(form.by_code["c"], str(value)) == below


def test_the_bands_of_the_table_are_whole() -> None:
    assert faults_in_question(question("c", "range", bands=BANDS), "puskesmas") == []


@pytest.mark.parametrize("title", ["First domain", "Domain pertama"])
def test_a_domain_that_nobody_named(title: str) -> None:
    """Whichever language the draft was begun in, and is published in."""
    for language in ("id", "en"):
        with override(language):
            (fault,) = faults_in(at(whole(), "domain.0.title", title))
            assert title in fault
    assert not faults_in(at(whole(), "domain.0.title", "Domain pertama kali"))

"""Which indicators would lift most bodies: counted by hand beside the rule, and against a plain count of every set."""

import random
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from mufakat.indicators.rules import Form, Part, read, score
from mufakat.indicators.rules.gaps import (
    Gaps,
    Lift,
    can_count,
    gaps,
    is_plain,
    lifted_by,
    site_of,
    sites_of,
)
from mufakat.indicators.rules.trials import Site

PLAIN = "met*100 >= 80*applicable"


def form(rule: str = PLAIN, keys: Sequence[str] = "abcde", must: str = "") -> Form:
    """Two domains: the first two questions, and the rest; z and w stand in one that is not scored. What must be met
    weighs more, and it changes nothing: no rule here asks for an index."""
    asked = {
        k: {
            "code": k, "title": k, "kind": "yes_no", "may_not_apply": True,
            "must": k in must, "weight": 3 if k in must else 1,
        }
        for k in keys
    }  # fmt: skip
    scored, loose = [k for k in keys if k < "w"], [k for k in keys if k >= "w"]
    domains: list[dict[str, Any]] = [
        {"code": "x", "title": "X", "indicator": [asked[k] for k in scored[:2]]},
        {"code": "y", "title": "Y", "indicator": [asked[k] for k in scored[2:]]},
    ]
    if loose:
        unscored = {"scored": False, "indicator": [asked[k] for k in loose]}
        domains.append({"code": "u", "title": "U", **unscored})
    return read({"title": "t", "level": "puskesmas", "threshold": rule, "domain": domains})


def below(met: str, lacking: str, asked: Form) -> Site:
    return site_of(asked, {**dict.fromkeys(met, True), **dict.fromkeys(lacking, False)})


def found(*sites: tuple[str, str], rule: str = PLAIN, must: str = "") -> Gaps:
    asked = form(rule, must=must)
    return gaps(asked, [below(met, lacking, asked) for met, lacking in sites])


def test_one_indicator_lifts_those_who_lack_only_one_too_many() -> None:
    """Of five, four must be met: who lacks two needs one of them, who lacks three needs two."""
    told = found(("cde", "ab"), ("bde", "ac"), ("ab", "cde"))
    assert told.bodies == 3
    assert told.lacking == {"a": 2, "b": 1, "c": 2, "d": 1, "e": 1}
    assert told.alone == {"a": 2, "b": 1, "c": 1, "d": 0, "e": 0}
    assert [(lift.keys, lift.bodies) for lift in told.grown] == [
        (("a",), 2),
        (("a", "c"), 2),
        (("a", "c", "d"), 3),
    ]


def test_the_best_three_may_leave_the_best_one_out() -> None:
    told = found(("cde", "ab"), ("cde", "ab"), ("bde", "ac"), ("ab", "cde"), ("ab", "cde"))
    assert told.grown[0].keys == ("a",)
    assert told.triple is not None and told.triple.exact and told.triple.bodies == 5
    assert told.pair is not None and told.pair.bodies == 3


def test_what_was_not_tried_is_not_called_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mufakat.indicators.rules.gaps.WORK", 0)
    told = found(("cde", "ab"), ("cde", "ab"), ("bde", "ac"), ("ab", "cde"), ("ab", "cde"))
    assert told.triple is not None and not told.triple.exact
    assert told.grown[0].exact and not told.grown[2].exact


@pytest.mark.parametrize(
    ("met", "lacking", "alone"),
    [
        ("abcd", "", {}),  # nothing is lacking: it is not below, and nothing lifts it
        ("", "a", {"a": 1}),  # one of one
        ("", "abcde", dict.fromkeys("abcde", 0)),  # too far for three
        ("abc", "d", {"d": 1}),  # what does not apply counts nowhere: three of four are too few
    ],
)
def test_at_the_edges(met: str, lacking: str, alone: dict[str, int]) -> None:
    assert found((met, lacking)).alone == alone


def test_nobody_is_below() -> None:
    told = found()
    assert told == Gaps(0, {}, {}, [], None, None)


def test_what_must_be_met_is_asked_for_too() -> None:
    rule = f"{PLAIN} and must_met == must_applicable"
    told = found(("bcde", "a"), ("abde", "c"), rule=rule, must="a")
    assert told.alone == {"a": 1, "c": 1}


def test_a_domain_has_its_own_threshold() -> None:
    rule = "met*100 >= 50*applicable and x__met == x__applicable"
    told = found(("cde", "ab"), ("acde", "b"), rule=rule)
    assert told.alone == {"a": 0, "b": 1}
    assert told.pair is not None and (told.pair.keys, told.pair.bodies) == (("a", "b"), 2)


@pytest.mark.parametrize(
    ("rule", "counted", "plain"),
    [
        (PLAIN, True, True),
        (f"{PLAIN} and must_met == must_applicable", True, False),
        ("x__met >= 1", True, False),
        ("index*100 >= 66", False, False),
        ("met >= 1 and missing == 0", False, False),
    ],
)
def test_which_thresholds_can_be_counted(rule: str, counted: bool, plain: bool) -> None:
    assert (can_count(form(rule)), is_plain(form(rule))) == (counted, plain)


RULES = (
    PLAIN,
    f"{PLAIN} and must_met == must_applicable",
    "met >= 3 and y__met >= 2",
    "met >= 3 and u__met >= 1",
    "must_met == must_applicable or met >= 4",
    "x__met*2 >= x__applicable and y__met*3 >= y__applicable*2 and must_met*2 >= must_applicable",
    "met >= 3 and y__met < 3",  # more is not always better
)
KEYS = "abcdefwz"
Body = dict[str, bool]


def rescored(asked: Form, bodies: list[Body]) -> None:
    """The gap list against a count that knows no shortcut: set the answers, score them."""
    known: dict[tuple[tuple[str, bool], ...], bool | None] = {}

    def passed(body: Body) -> bool | None:
        one = tuple(body.items())
        if one not in known:
            known[one] = passes(asked, body)
        return known[one]

    below = [body for body in bodies if passed(body) is False]
    sites = [site_of(asked, body) for body in below]
    told = gaps(asked, sites)

    def after(keys: Collection[str]) -> list[bool]:
        return [bool(passed({k: met or k in keys for k, met in b.items()})) for b in below]

    assert told.alone == {key: sum(after(key)) for key in told.lacking}
    assert told.grown[:1] == [] or told.grown[0].bodies == max(told.alone.values())
    for lift in (*told.grown, *filter(None, (told.pair, told.triple))):
        assert lift.bodies == sum(after(lift.keys))
        assert list(lifted_by(asked, sites, lift.keys)) == after(lift.keys)
    for size, best in ((2, told.pair), (3, told.triple)):
        assert (best is None) == (len(told.lacking) < size)
        if best:
            sets = combinations(told.lacking, size)
            assert best.exact and best == max(
                (Lift(keys, sum(after(keys))) for keys in sets), key=lambda lift: lift.bodies
            )


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(RULES),
    st.lists(st.dictionaries(st.sampled_from(KEYS), st.booleans(), min_size=1), max_size=8),
)
def test_as_if_every_set_were_tried(rule: str, bodies: list[Body]) -> None:
    rescored(form(rule, KEYS, must="afz"), bodies)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("bodies", [15, 40])
def test_of_many_bodies_too(rule: str, bodies: int) -> None:
    draw = random.Random(f"{rule} {bodies}")  # noqa: S311
    some = [
        {k: draw.random() < 0.5 for k in KEYS if draw.random() < 0.9} for _ in range(4 * bodies)
    ]
    asked = form(rule, KEYS, must="afz")
    below = [body for body in some if body and passes(asked, body) is False]
    rescored(asked, below[:bodies])


@pytest.mark.parametrize("bodies", [15, 30, 10_300])
def test_no_set_of_the_questions_of_a_centre_lifts_more_than_the_one_told(bodies: int) -> None:
    """33 questions, each body lacking seven to ten: every one of 5,456 sets counted by what is needed."""
    keys = [f"q{n:02}" for n in range(33)]
    asked = form(keys=keys)
    draw = random.Random(bodies)  # noqa: S311
    lacking = [draw.sample(keys, draw.randint(7, 10)) for _ in range(bodies)]
    sites = sites_of(asked, ({k: k not in lacks for k in keys} for lacks in lacking))
    told = gaps(asked, list(sites)).triple
    assert told is not None and told.exact

    def lifted(chosen: Collection[str]) -> int:
        """27 of 33 are enough: of seven lacking one must be met, of eight two, of nine three."""
        return sum(len(set(chosen) & set(lacks)) >= len(lacks) - 6 for lacks in lacking)

    assert told.bodies == lifted(told.keys) > 0
    if bodies < 100:
        assert told.bodies == max(map(lifted, combinations(keys, 3)))


def passes(asked: Form, met: Body) -> bool | None:
    """As an assessment is scored."""
    answers: dict[str, Any] = {
        each.code: {
            "p": {"yes": met[each.code]} if each.code in met else {"na": True, "reason": "-"}
        }
        for each in asked.indicators
    }
    return score(asked, answers, [Part("p", "puskesmas")]).passed

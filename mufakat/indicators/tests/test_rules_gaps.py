"""Which indicators would lift most bodies: counted by hand beside the rule, and against a plain count of every set."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from mufakat.indicators.rules import Form, Part, read, score
from mufakat.indicators.rules.gaps import Gaps, Site, can_count, gaps, is_plain, site_of

PLAIN = "met*100 >= 80*applicable"


def form(rule: str = PLAIN, keys: str = "abcde", must: str = "") -> Form:
    """Two domains: the first two questions, and the rest; z and w stand in one that is not scored."""
    asked = {
        k: {"code": k, "title": k, "kind": "yes_no", "must": k in must, "may_not_apply": True}
        for k in keys
    }
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
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(RULES),
    st.lists(st.dictionaries(st.sampled_from("abcdefwz"), st.booleans(), min_size=1), max_size=8),
)
def test_as_if_every_set_were_tried(rule: str, bodies: list[dict[str, bool]]) -> None:
    """Against a count that knows no shortcut: set the answers, score them."""
    asked = form(rule, "abcdefwz", must="afz")
    sites = [b for b in bodies if passes(asked, b) is False]
    told = gaps(asked, [site_of(asked, b) for b in sites])

    def lifted(keys: tuple[str, ...]) -> int:
        after = [{k: met or k in keys for k, met in b.items()} for b in sites]
        return sum(passes(asked, b) is True for b in after)

    assert told.alone == {key: lifted((key,)) for key in told.lacking}
    for lift in (*told.grown, *filter(None, (told.pair, told.triple))):
        assert lift.bodies == lifted(lift.keys)
    for size, best in ((2, told.pair), (3, told.triple)):
        if best:
            assert best.bodies == max(map(lifted, combinations("abcdefwz", size)))


def passes(asked: Form, met: dict[str, bool]) -> bool | None:
    """As an assessment is scored."""
    answers: dict[str, Any] = {
        each.code: {
            "p": {"yes": met[each.code]} if each.code in met else {"na": True, "reason": "-"}
        }
        for each in asked.indicators
    }
    return score(asked, answers, [Part("p", "puskesmas")]).passed

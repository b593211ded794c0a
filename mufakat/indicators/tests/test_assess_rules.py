"""What is right of answers, calls and the way of an assessment, by table."""

import re
from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.indicators.pages.states import threshold_in_words
from mufakat.indicators.rules import Band, Indicator, Part, answers, calls, photos, read, workflow
from tests.assessing import BODY

STEPS = (Band("tidak", "tidak", 0), Band("ya", "ya", 2))
STRETCH = (Band("a", "a", 0, below="2"), Band("b", "b", 1, least="2", below="8"))


def asked(kind: str, **more: Any) -> Indicator:
    return Indicator("k", "k", "Kader", kind, "d", **more)


WHOLE: Any = [
    (asked("yes_no"), {"yes": None}, {}),
    (asked("yes_no"), {"yes": False, "note": " ada "}, {"yes": False, "note": "ada"}),
    (asked("yes_no"), {"na": True, "reason": "tutup"}, {"na": True, "reason": "tutup"}),
    (asked("yes_no"), {"na": True, "reason": " "}, "answer.no_reason"),
    (asked("yes_no", may_not_apply=False), {"na": True, "reason": "x"}, "answer.applies"),
    (asked("scale", bands=STEPS), {"band": "ya"}, {"band": "ya"}),
    (asked("scale", bands=STEPS), {"band": "lain"}, "answer.no_band"),
    (asked("number"), {"num": None, "den": None}, {}),
    (asked("number"), {"num": 8, "den": 10}, {"num": 8, "den": 10}),
    (asked("number"), {"num": None, "den": 0}, {"num": 0, "den": 0}),
    (asked("number"), {"num": 1, "den": 0}, "answer.above"),
    (asked("number"), {"num": 11, "den": 10}, "answer.above"),
    (asked("number"), {"num": 1, "den": None}, "answer.no_denominator"),
    (asked("number"), {"num": None, "den": 1}, "answer.no_numerator"),
    (asked("range", bands=STRETCH), {"value": "4.5"}, {"value": "4.5"}),
    (asked("range", bands=STRETCH), {"value": "9"}, "answer.no_stretch"),
    (asked("range", bands=STRETCH), {"value": ""}, {}),
]


@pytest.mark.parametrize(("indicator", "given", "wanted"), WHOLE)
def test_whole_answers(indicator: Indicator, given: Any, wanted: Any) -> None:
    if isinstance(wanted, str):
        with pytest.raises(RuleBroken, match=re.escape(wanted)):
            answers.whole(indicator, given)
        return
    assert answers.whole(indicator, given) == wanted


SETTLED: Any = [
    ({}, None, None),
    ({"yes": True}, None, {"yes": True}),
    ({"yes": True}, {"yes": True, "prior": True}, {"yes": True, "prior": True}),
    ({"yes": True, "still": True}, {"yes": True, "prior": True}, {"yes": True}),
    ({"yes": False}, {"yes": True, "prior": True}, {"yes": False}),
    ({"yes": True}, {"yes": True}, {"yes": True}),
    ({}, {"yes": True, "prior": True}, None),
]


@pytest.mark.parametrize(("given", "stands", "wanted"), SETTLED)
def test_what_was_copied_stays_so_until_it_is_confirmed(
    given: Any, stands: Any, wanted: Any
) -> None:
    assert answers.settled(given, stands) == wanted


ONE = {"title": "C", "kind": "yes_no", "part": "puskesmas"}
FORM = read(
    {
        **BODY,
        "domain": [
            {
                "code": "sdm",
                "title": "SDM",
                "indicator": [
                    {"code": "a", "title": "A", "kind": "yes_no", "part": "puskesmas"},
                    {"code": "b", "title": "B", "kind": "number", "part": "posyandu"},
                    {"code": "c", **ONE, "until": "2026-05-31"},
                    {"code": "d", **ONE, "computed": "lokmin_bulanan"},
                ],
            }
        ],
    }
)
PARTS = (Part("1", "puskesmas"), Part("2", "posyandu"), Part("3", "posyandu"))
JUNE = date(2026, 6, 30)


def test_progress_counts_questions_whose_bodies_all_answered() -> None:
    every = answers.asked_of(FORM, PARTS, JUNE)
    assert [each.key for each in every] == ["a:1", "b:2", "b:3"]
    assert len(answers.asked_of(FORM, PARTS, date(2026, 5, 31))) == 4
    said: dict[str, Any] = {"a": {"1": {"yes": True}}, "b": {"2": {"num": 0, "den": 0}}}
    assert answers.progress(every, said) == answers.Progress(1, 2)
    said["b"]["3"] = {"num": 1, "den": 2, "prior": True}
    assert [each.key for each in answers.lacking(every, said)] == ["b:3"]
    said["b"]["3"] = {"na": True, "reason": "tutup"}
    assert answers.progress(every, said) == answers.Progress(2, 2)


def test_nothing_is_lacking_where_nobody_answers() -> None:
    assert answers.progress(answers.asked_of(FORM, (), JUNE), {}) == answers.Progress(0, 0)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("x", "answer.unknown"),
        ("c", "answer.switched_off"),
        ("d", "answer.computed"),
        ("a", "answer.elsewhere"),
    ],
)
def test_what_is_not_asked_is_refused_with_its_reason(code: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(why)):
        answers.refuse_unasked(FORM, code, JUNE)


def test_copied_is_what_this_version_still_asks() -> None:
    before: dict[str, Any] = {
        "a": {"1": {"yes": True, "note": "ada"}, "9": {"yes": True}},
        "b": {"2": {"band": "dulu"}},
        "c": {"1": {"yes": True}},
    }
    found = answers.copied(FORM, PARTS, JUNE, FORM, before)
    assert found == {"a": {"1": {"yes": True, "note": "ada", "prior": True}}}


STATES = ("draft", "returned", "submitted", "verified", "final", "withdrawn")
MAY: Any = [
    (workflow.can_fill, ("draft", "returned")),
    (workflow.can_verify, ("submitted",)),
    (workflow.can_accept, ("verified",)),
    (workflow.can_return, ("submitted", "verified")),
    (workflow.can_withdraw, ("draft", "returned", "final")),
]


@pytest.mark.parametrize(("rule", "allowed"), MAY)
def test_the_way(rule: Any, allowed: tuple[str, ...]) -> None:
    for state in STATES:
        if state in allowed:
            rule(state)
            continue
        with pytest.raises(RuleBroken):
            rule(state)


def test_a_closed_call_opens_for_what_was_sent_back() -> None:
    closed = date(2026, 6, 10)
    workflow.still_open("x", closed, "draft", closed)
    workflow.still_open("x", closed, "returned", JUNE)
    workflow.still_open("x", None, "draft", JUNE)
    with pytest.raises(RuleBroken, match=r"assessment\.closed"):
        workflow.still_open("x", closed, "draft", JUNE)


REFUSED: Any = [
    (lambda: workflow.second_person("a", {"a", "b"}), "assessment.own_hand"),
    (lambda: workflow.can_submit("draft", 2), "assessment.lacking"),
    (lambda: calls.month_is_one("2026-13"), "month.none"),
    (lambda: calls.month_has_begun("2026-07", JUNE), "month.future"),
    (lambda: calls.days_in_order(JUNE, date(2026, 6, 1), JUNE), "call.due"),
    (lambda: calls.days_in_order(JUNE, JUNE, date(2026, 6, 1)), "call.closes"),
    (lambda: calls.opens_after_month_begins("2026-07", JUNE), "call.opens"),
    (lambda: calls.has_opened("x", date(2026, 7, 1), JUNE), "call.not_open"),
    (lambda: calls.is_of_level("pustu", "puskesmas", "Puskesmas"), "network.kind"),
    (lambda: calls.is_in_place("32.73.", ["53.08."], "Ende", JUNE), "network.elsewhere"),
    (lambda: calls.excused_once(" ", False), "obligation.no_reason"),
    (lambda: photos.is_announced("x", 1), "photo.missing"),
    (lambda: photos.is_announced("0" * 64, 0), "photo.missing"),
    (lambda: photos.has_room(photos.MOST), "photo.too_many"),
]


@pytest.mark.parametrize(("rule", "code"), REFUSED)
def test_refused(rule: Any, code: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(code)):
        rule()


def test_teams_and_clusters_are_any_body() -> None:
    calls.is_of_level("", "tim", "Tim")
    calls.is_of_level("", "klaster", "Klaster")


def test_a_threshold_in_words() -> None:
    assert "80" in threshold_in_words("met*100 >= 80*applicable")
    assert "3" in threshold_in_words("index*3 >= 2") and ">=" not in threshold_in_words(
        "index*3 >= 2"
    )
    two = threshold_in_words("must_met >= must_applicable and met*100 >= 80*applicable")
    assert "80" in two and "_" not in two
    both = threshold_in_words("met*100 >= 80*applicable and must_met == must_applicable")
    assert "80" in both and "==" not in both

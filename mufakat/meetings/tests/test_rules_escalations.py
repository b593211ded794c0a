"""What may go to the forum above, and how it comes back: by table, without database."""

from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.models.forums import ForumKind
from mufakat.meetings.rules import escalations as rules

FINE: dict[str, Any] = {
    "promise_open": True,
    "waits_at": "",
    "forum": "A",
    "above": ["B", "C"],
    "to": "B",
    "ended": False,
}
RAISED: Any = [
    ({}, ""),
    ({"promise_open": False}, "escalation.closed"),
    ({"waits_at": "C"}, "escalation.waits"),
    ({"to": "A", "above": ["A"]}, "escalation.same"),
    ({"ended": True}, "escalation.ended"),
    ({"above": []}, "escalation.nowhere"),
    ({"to": "D"}, "escalation.not_above"),
]
ANSWERED: Any = [
    ({}, ""),
    ({"meeting_state": "ratified"}, "escalation.session"),
    ({"meeting_state": "planned"}, "escalation.session"),
    ({"heard": True}, "escalation.heard"),
    ({"on_table": False}, "escalation.not_here"),
    ({"decision": "closed"}, "escalation.still_open"),
    ({"promise_open": False}, "escalation.settled"),
    ({"promise_open": False, "decision": "closed"}, ""),
    ({"promise_open": False, "decision": "deferred"}, ""),
]


# kind of a forum, kinds of its own region, kinds of the regions above to which it may turn
LOKMIN, RAKOR, MONTHLY, CLUSTER = (
    "lokmin_lintas_sektor",
    "rakor",
    "lokmin_bulanan",
    "klaster_kesehatan",
)
TURNS_TO: Any = [
    (LOKMIN, set(), {LOKMIN, RAKOR}),
    (RAKOR, set(), {LOKMIN, RAKOR}),
    (MONTHLY, {LOKMIN, RAKOR}, {LOKMIN, RAKOR}),
    ("pokja", {LOKMIN, RAKOR}, {LOKMIN, RAKOR, MONTHLY}),
    ("tim_kecil", {LOKMIN, RAKOR}, {LOKMIN, RAKOR, MONTHLY}),
    ("lainnya", {LOKMIN, RAKOR}, {LOKMIN, RAKOR, MONTHLY}),
    ("forum_mitra", {LOKMIN, RAKOR}, {LOKMIN, RAKOR}),
    (CLUSTER, {LOKMIN, RAKOR}, {LOKMIN, RAKOR, CLUSTER}),
    ("sub_klaster", {CLUSTER}, {LOKMIN, RAKOR, CLUSTER}),
]


def test_to_which_forums_one_may_turn(subtests: pytest.Subtests) -> None:
    assert {kind for kind, _beside, _above in TURNS_TO} == set(ForumKind.values)
    for kind, beside, above in TURNS_TO:
        with subtests.test(kind=kind):
            assert set(rules.kinds_in_region(kind)) == beside
            assert set(rules.kinds_above(kind)) == above


def test_within_a_region_it_never_goes_round() -> None:
    for kind in ForumKind.values:
        way = {kind}
        for _step in ForumKind.values:
            way = {higher for each in way for higher in rules.kinds_in_region(each)}
            assert kind not in way


def refused(rule: Any, *values: Any, **named: Any) -> str:
    try:
        rule(*values, **named)
    except RuleBroken as broken:
        return broken.code
    return ""


def test_what_may_be_raised(subtests: pytest.Subtests) -> None:
    for change, code in RAISED:
        with subtests.test(change=change):
            assert refused(rules.can_raise, **FINE | change) == code


def test_what_may_be_answered(subtests: pytest.Subtests) -> None:
    fine = {
        "meeting_state": "open",
        "on_table": True,
        "heard": False,
        "decision": "helps",
        "promise_open": True,
    }
    for change, code in ANSWERED:
        with subtests.test(change=change):
            assert refused(rules.can_answer_below, **fine | change) == code


def test_the_rest() -> None:
    assert refused(rules.comes_not_back, {"A", "B"}, "A") == "escalation.loop"
    assert not refused(rules.comes_not_back, {"A", "B"}, "C")
    assert refused(rules.can_take_back, "ratified", moved_on=False) == "escalation.session"
    assert refused(rules.can_take_back, "open", moved_on=True) == "escalation.moved_on"
    assert refused(rules.is_not_raised, True) == "commitment.raised"
    assert refused(rules.further_is_named, None) == "escalation.whereto"
    assert [refused(rules.patience_is_sane, n) for n in (0, 1, 12, 13)] == [
        *("patience.range", "", "", "patience.range")
    ]
    states = {
        name: rules.state_after_hearing(name) for name in ("helps", "deferred", "advises", "closed")
    }
    assert states == {
        "helps": "answered",
        "deferred": "waiting",
        "advises": "returned",
        "closed": "returned",
    }

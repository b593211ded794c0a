"""What a session may answer to villages: by table, without a database."""

from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import rules

CASES: list[tuple[Any, tuple[Any, ...], str]] = [
    (rules.can_answer_inputs, ("LM-TR", "open"), ""),
    (rules.can_answer_inputs, ("LM-B1", "open"), ""),
    (rules.can_answer_inputs, ("LM-TR", "planned"), "meeting.not_open"),
    (rules.can_answer_inputs, ("LM-TR", "ratified"), "input.ratified"),
    (rules.can_answer_inputs, ("LM-TR", "cancelled"), "meeting.cancelled"),
    (rules.can_answer_inputs, ("RAKOR", "open"), "input.not_heard_here"),
    (rules.can_answer_inputs, ("MMD", "open"), "input.not_heard_here"),
    (rules.inputs_are_named, (0,), "input.none"),
    (rules.inputs_are_named, (rules.MOST_SHOWN,), ""),
    (rules.inputs_are_named, (rules.MOST_SHOWN + 1,), "input.too_many"),
    (rules.inputs_wait, (["a"], {"a", "b"}), ""),
    (rules.inputs_wait, (["a", "c"], {"a", "b"}), "input.answered"),
    (rules.why_not_is_told, (" \n",), "input.no_reason"),
    (rules.why_not_is_told, ("Sudah disurati.",), ""),
    (rules.input_is_unanswered, (0,), ""),
    (rules.input_is_unanswered, (1,), "proposal.answered"),
]


@pytest.mark.parametrize(("rule", "given", "code"), CASES)
def test_rules(rule: Any, given: tuple[Any, ...], code: str) -> None:
    if not code:
        rule(*given)
        return
    with pytest.raises(RuleBroken) as broken:
        rule(*given)
    assert broken.value.code == code


@pytest.mark.parametrize(
    ("kind", "state", "hears"),
    [
        ("LM-T1", "planned", True),
        ("LM-BR", "open", True),
        ("LM-TR", "ratified", False),
        ("LM-TR", "cancelled", False),
        ("RAKOR", "open", False),
        ("MMD", "open", False),
    ],
)
def test_who_is_offered_what_villages_bring(kind: str, state: str, hears: bool) -> None:
    assert rules.hears_villages(kind, state) is hears

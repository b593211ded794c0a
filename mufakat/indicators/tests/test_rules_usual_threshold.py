"""The usual thresholds: what a choice writes, and what of a rule is one."""

from datetime import date

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.indicators.rules import thresholds, usual_threshold, versions

RULES = [
    ("met*100 >= 80*applicable", (80, False)),
    ("must_met >= must_applicable and met*100 >= 80*applicable", (80, True)),
    ("met * 100>=100*applicable and must_met>=must_applicable", (100, True)),
    ("met*100 >= 800*applicable", None),
    ("met*100 > 80*applicable", None),
    ("index*1000 >= 655", None),
    ("sdm__index*100 >= 60 and met*100 >= 80*applicable", None),
    ("must_met >= must_applicable", None),
    ("", None),
]


@pytest.mark.parametrize(("rule", "choice"), RULES)
def test_a_rule_as_a_choice(rule: str, choice: tuple[int, bool] | None) -> None:
    assert usual_threshold.chosen(rule) == choice


@pytest.mark.parametrize("percent", [0, 50, 100])
@pytest.mark.parametrize("must", [True, False])
def test_what_is_chosen_is_a_rule(percent: int, must: bool) -> None:
    rule = usual_threshold.written(percent, all_required=must)
    thresholds.check(rule, {"met", "applicable", "must_met", "must_applicable"})
    assert usual_threshold.chosen(rule) == (percent, must)


PAST = [  # holds from, has one before, said so, refused
    (date(2026, 6, 25), False, False, True),
    (date(2026, 6, 25), False, True, False),
    (date(2026, 6, 26), False, False, False),
    (date(2026, 6, 25), True, False, False),  # of a later version another rule speaks
]


@pytest.mark.parametrize(("day", "before", "said", "refused"), PAST)
def test_a_first_version_in_the_past_is_asked_about(
    day: date, before: bool, said: bool, refused: bool
) -> None:
    if not refused:
        versions.means_the_past(day, date(2026, 6, 26), before, backwards=said)
        return
    with pytest.raises(RuleBroken, match=r"version\.past_unsure"):
        versions.means_the_past(day, date(2026, 6, 26), before, backwards=said)

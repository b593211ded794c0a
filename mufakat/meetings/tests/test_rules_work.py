"""Groups, problems, causes, proposals and the joint commitment, by table."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import rules
from tests.world import wib

BONES = [("manusia", "Manusia"), ("dana", "Dana")]
DAY = date(2026, 6, 26)


def refused(code: str, check: Any, *args: Any) -> None:
    """`code` empty: it is right."""
    if not code:
        check(*args)
        return
    with pytest.raises(RuleBroken) as broken:
        check(*args)
    assert broken.value.code == code


@pytest.mark.parametrize(
    ("code", "check", "args"),
    [
        ("", rules.can_work, ("open",)),
        ("meeting.not_open", rules.can_work, ("planned",)),
        ("meeting.work_ratified", rules.can_work, ("ratified",)),
        ("meeting.cancelled", rules.can_work, ("cancelled",)),
        ("", rules.can_group, ("planned",)),
        ("meeting.work_ratified", rules.can_group, ("ratified",)),
        ("group.exists", rules.group_is_new, (True,)),
        ("", rules.groups_have_room, (28, 2)),
        ("group.too_many", rules.groups_have_room, (28, 3)),
        ("", rules.rapporteur_is_member, (None, [])),
        ("", rules.rapporteur_is_member, ("a", ["a", "b"])),
        ("group.rapporteur", rules.rapporteur_is_member, ("c", ["a", "b"])),
        ("group.no_report", rules.report_is_written, (" \n",)),
        ("", rules.can_spread, (3, 3)),
        ("group.too_few_present", rules.can_spread, (2, 3)),
        ("group.written", rules.group_is_empty, (True, False)),
        ("group.written", rules.group_is_empty, (False, True)),
        ("", rules.share_is_whole, (None, None)),
        ("", rules.share_is_whole, (0, 4)),
        ("problem.half_a_share", rules.share_is_whole, (3, None)),
        ("problem.half_a_share", rules.share_is_whole, (None, 3)),
        ("", rules.share_is_whole, (4, 4)),
        ("problem.of_none", rules.share_is_whole, (0, 0)),
        ("problem.more_than_all", rules.share_is_whole, (5, 4)),
        ("problem.too_many", rules.problems_have_room, (200,)),
        ("", rules.can_withdraw_problem, ([],)),
        ("problem.used", rules.can_withdraw_problem, (["1 janji"],)),
        ("", rules.why_has_room, (5, 59)),
        ("cause.too_deep", rules.why_has_room, (6, 5)),
        ("cause.too_many", rules.why_has_room, (1, 60)),
        ("cause.has_whys", rules.cause_explains_nothing, (1,)),
        ("", rules.bone_is_known, ("dana", BONES)),
        ("cause.no_bone", rules.bone_is_known, ("", BONES)),
        ("", rules.outcome_is_told, ("accepted", "")),
        ("proposal.no_reason", rules.outcome_is_told, ("refused", " ")),
        ("proposal.same", rules.outcome_is_news, ("carried", "carried")),
        ("sheet.exists", rules.sheet_is_new, (True,)),
        ("", rules.sheet_has_points, (["a"] * 30,)),
        ("sheet.no_points", rules.sheet_has_points, ([],)),
        ("sheet.too_many_points", rules.sheet_has_points, (["a"] * 31,)),
        ("sheet.closed", rules.sheet_is_open, (True,)),
        ("sheet.signed", rules.text_is_unsigned, (1,)),
        ("sheet.absent", rules.signer_is_present, (False,)),
        ("sheet.signed_already", rules.signs_once, (True,)),
        ("", rules.is_signed, (True, False)),
        ("", rules.is_signed, (False, True)),
        ("sheet.nothing_drawn", rules.is_signed, (False, False)),
        ("sheet.unsigned", rules.somebody_signed, (0,)),
    ],
)
def test_table(code: str, check: Any, args: tuple[Any, ...]) -> None:
    refused(code, check, *args)


@pytest.mark.parametrize("number", [2, 3, 4, 7])
def test_everybody_is_dealt_out_every_sector_evenly(number: int) -> None:
    people = [  # in an order, and under names, that tell nothing of the sector
        (sector, f"{n}{sector}")
        for n in range(7)
        for sector, count in {"a": 7, "b": 4, "c": 1}.items()
        if n < count
    ]
    found = rules.spread(people, number)
    assert sorted(p for group in found for p in group) == sorted(p for _, p in people)
    sizes = [len(group) for group in found]
    assert max(sizes) - min(sizes) <= 1
    for sector in "abc":
        counts = [Counter(p[1] for p in group)[sector] for group in found]
        assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize(
    ("numerator", "denominator", "field"),
    [(None, 3, "numerator"), (3, None, "denominator"), (5, 4, "numerator"), (1, 0, "denominator")],
)
def test_what_is_wrong_about_a_share_is_said_where_it_is(
    numerator: int | None, denominator: int | None, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.share_is_whole(numerator, denominator)
    assert broken.value.field == field


def test_a_rapporteur_writes_until_two_days_after_the_session() -> None:
    given = wib(6, 26, 9)
    ends = wib(6, 26, 12)
    assert rules.report_closes_at(ends, given) == wib(6, 28, 12)
    assert rules.report_closes_at(None, given) == wib(6, 28, 9)  # no end is known
    late = wib(7, 3, 9)
    assert rules.report_closes_at(ends, late) == wib(7, 5, 9)  # given afterwards


@pytest.mark.parametrize(
    ("on", "year", "due"),
    [
        (date(2026, 3, 27), 2026, date(2026, 6, 30)),
        (DAY, 2026, date(2026, 9, 30)),
        (date(2026, 12, 11), 2026, date(2026, 12, 31)),  # not into the next budget year
        (date(2027, 1, 4), 2026, date(2027, 1, 4)),  # a session of last year's cycle, held late
    ],
)
def test_a_promise_is_due_at_the_end_of_the_next_tribulan(on: date, year: int, due: date) -> None:
    assert rules.due_by_next_tribulan(on, year) == due

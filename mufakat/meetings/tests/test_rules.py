"""What is right about a session, by table."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from mufakat.core.errors import RuleBroken
from mufakat.meetings import rules

DAY = date(2026, 6, 26)
AT = datetime(2026, 6, 26, 2, tzinfo=UTC)


def outcome(check: Callable[[], Any]) -> Any:
    """The code of the refusal, or what the rule answers."""
    try:
        return check()
    except RuleBroken as broken:
        return broken.code if str(broken.message) else "without a sentence"


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "starts_on", "cycle", "expected"),
    [
        (None, None, None, None, None),
        (None, None, None, (2026, 2), None),
        (AT, AT, DAY, None, None),
        (AT, AT.replace(day=28), DAY, (2026, 2), None),
        (AT, None, DAY, None, None),  # it ends when it is done
        (None, AT, None, None, "meeting.half_a_date"),
        (AT, AT.replace(hour=1), DAY, None, "meeting.ends_before_it_begins"),
        (AT, AT, DAY, (2026, 3), "meeting.not_in_tribulan"),
        (AT, AT, DAY, (2025, 2), "meeting.not_in_tribulan"),
        (AT, AT, date(2026, 4, 1), (2026, 2), None),
        (AT, AT, date(2026, 6, 30), (2026, 2), None),
        (AT, AT, date(2026, 7, 1), (2026, 2), "meeting.not_in_tribulan"),
    ],
)
def test_schedule(starts_at: Any, ends_at: Any, starts_on: Any, cycle: Any, expected: Any) -> None:
    assert outcome(lambda: rules.schedule(starts_at, ends_at, starts_on, cycle)) == expected


R, C, N = "meeting.ratified", "meeting.cancelled", "meeting.not_open"


@pytest.mark.parametrize(
    ("state", "change", "open_", "write", "invite", "cancel"),
    [
        ("planned", None, None, N, False, None),
        ("open", None, "meeting.open_already", False, False, None),
        ("ratified", R, R, True, True, R),
        ("cancelled", C, C, C, C, C),
    ],
)
def test_states(state: str, change: Any, open_: Any, write: Any, invite: Any, cancel: Any) -> None:
    assert outcome(lambda: rules.can_change(state)) == change
    assert outcome(lambda: rules.can_open(state, DAY, DAY)) == open_
    assert outcome(lambda: rules.can_write_minutes(state)) == write
    assert outcome(lambda: rules.can_invite(state)) == invite
    assert outcome(lambda: rules.can_cancel(state, 0)) == cancel


@pytest.mark.parametrize(
    ("starts_on", "today", "expected"),
    [
        (None, DAY, "meeting.no_date"),
        (DAY, DAY, None),
        (DAY, date(2026, 7, 1), None),  # begun late, written down later
        (DAY, date(2026, 6, 25), "meeting.before_its_day"),
    ],
)
def test_opens_only_on_its_day_or_after(starts_on: Any, today: date, expected: Any) -> None:
    assert outcome(lambda: rules.can_open("planned", starts_on, today)) == expected


def test_who_opens_too_early_is_told_the_day() -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.can_open("planned", DAY, date(2026, 6, 25))
    assert "26 Jun 2026" in str(broken.value.message)


@pytest.mark.parametrize(
    ("state", "starts_on", "expected"),
    [
        ("planned", None, None),
        ("planned", date(2027, 1, 1), None),
        ("open", DAY, None),
        ("open", None, "meeting.no_date"),
        ("open", date(2026, 6, 27), "meeting.day_ahead"),
    ],
)
def test_keeps_its_day(state: str, starts_on: Any, expected: Any) -> None:
    assert outcome(lambda: rules.keeps_its_day(state, starts_on, DAY)) == expected


@pytest.mark.parametrize(
    ("promises", "sessions", "confirmed", "reason", "expected"),
    [
        (0, 0, False, "", False),
        (0, 0, True, "x", False),
        (2, 0, False, "x", "forum.unfinished"),
        (0, 1, False, "", "forum.unfinished"),
        (2, 1, True, "  ", "forum.no_reason"),
        (2, 1, True, "Bubar", True),
    ],
)
def test_end_of_a_forum(
    promises: int, sessions: int, confirmed: bool, reason: str, expected: Any
) -> None:
    asked = outcome(lambda: rules.can_end_forum(promises, sessions, confirmed, reason))
    assert asked == expected


@pytest.mark.parametrize(("promises", "sessions"), [(12, 0), (0, 34), (12, 34)])
def test_what_is_left_of_a_forum_is_counted(promises: int, sessions: int) -> None:
    with override("en"), pytest.raises(RuleBroken) as broken:
        rules.can_end_forum(promises, sessions, False, "")
    said = str(broken.value.message)
    assert ("12" in said, "34" in said) == (bool(promises), bool(sessions))
    assert ("Judge or drop" in said, "Ratify or cancel" in said) == (bool(promises), bool(sessions))


@pytest.mark.parametrize(("year", "said"), [(2025, "is past"), (2028, "only after next year")])
def test_what_is_odd_about_a_year_is_said(year: int, said: str) -> None:
    with override("en"), pytest.raises(RuleBroken) as broken:
        rules.year_is_near(year, 2026, False)
    assert said in str(broken.value.message)


@pytest.mark.parametrize("waiting", [0, 56])
def test_what_waits_from_below_is_told_before_a_forum_ends(waiting: int) -> None:
    with override("en"), pytest.raises(RuleBroken) as broken:
        rules.can_end_forum(1, 0, False, "", waiting)
    said = str(broken.value.message)
    assert ("56" in said, "Answer what came" in said) == (bool(waiting), bool(waiting))


@pytest.mark.parametrize("count", [0, 1, 5, 6, 40])
def test_what_was_added_is_told_before_ratifying(count: int) -> None:
    added = [f"catatan-{n}." for n in range(count)]
    if not count:
        assert outcome(lambda: rules.all_was_seen(added)) is None
        return
    with pytest.raises(RuleBroken, match=r"meeting\.added_since") as broken:
        rules.all_was_seen(added)
    said = str(broken.value.message)
    assert [f"catatan-{n}" in said for n in range(count)] == [n < 5 for n in range(count)]
    assert ".;" not in said and ".." not in said
    assert said.count(";") == min(count, 6) - 1  # the sixth says how many more


@pytest.mark.parametrize(
    ("state", "edition", "promises", "expected"),
    [
        ("open", 1, 0, R),  # reopened: it was ratified once
        ("open", 0, 1, "meeting.has_minutes"),
        ("planned", 0, 0, None),
    ],
)
def test_cancel(state: str, edition: int, promises: int, expected: Any) -> None:
    assert outcome(lambda: rules.can_cancel(state, edition, promises)) == expected


@pytest.mark.parametrize(
    ("state", "made_on", "session_on", "made_here", "expected"),
    [
        ("open", date(2026, 3, 27), DAY, False, None),
        ("open", DAY, DAY, False, None),
        ("open", DAY, DAY, True, "verdict.made_here"),
        ("open", date(2026, 6, 27), DAY, False, "verdict.made_here"),
        ("open", DAY, None, False, "verdict.made_here"),
        ("planned", DAY, DAY, False, "verdict.session_not_open"),
        ("ratified", DAY, DAY, False, "verdict.session_not_open"),
        ("cancelled", DAY, DAY, False, "verdict.session_not_open"),
    ],
)
def test_verdict(state: str, made_on: Any, session_on: Any, made_here: bool, expected: Any) -> None:
    found = outcome(lambda: rules.can_give_verdict(state, made_on, session_on, made_here))
    assert found == expected


@pytest.mark.parametrize(
    ("state", "waiting", "present", "earlier", "obstacles"),
    [
        ("open", 0, 1, [], 0),
        ("open", 2, 1, [], 1),
        ("open", 0, 0, [], 1),
        ("open", 0, 1, ["TI", "TII"], 2),
        ("planned", 0, 1, [], 1),
        ("ratified", 0, 1, [], 1),
        ("cancelled", 0, 1, [], 1),
        ("planned", 3, 0, ["TI"], 4),
    ],
)
def test_ratify(state: str, waiting: int, present: int, earlier: list[str], obstacles: int) -> None:
    found = rules.obstacles_to_ratify(
        state=state, waiting=waiting, present=present, earlier=earlier
    )
    assert len(found) == obstacles
    assert outcome(lambda: rules.can_ratify(found)) == ("meeting.not_ready" if obstacles else None)


@pytest.mark.parametrize(
    ("state", "is_last", "reason", "expected"),
    [
        ("ratified", True, "Angka salah", None),
        ("ratified", False, "Angka salah", "meeting.not_last"),
        ("ratified", True, "  ", "meeting.no_reason"),
        ("open", True, "x", "meeting.not_ratified"),
        ("planned", True, "x", "meeting.not_ratified"),
        ("cancelled", True, "x", "meeting.not_ratified"),
    ],
)
def test_reopen(state: str, is_last: bool, reason: str, expected: Any) -> None:
    assert outcome(lambda: rules.can_reopen(state, is_last, reason)) == expected


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (lambda: rules.year_is_plausible(26), "cycle.year"),
        (lambda: rules.year_is_plausible(1999), "cycle.year"),
        (lambda: rules.year_is_plausible(2000), None),
        (lambda: rules.year_is_plausible(2100), None),
        (lambda: rules.year_is_plausible(2101), "cycle.year"),
        (lambda: rules.meets_by_tribulan(False), "cycle.not_by_tribulan"),
        (lambda: rules.meets_by_tribulan(True), None),
        (lambda: rules.year_is_near(2025, 2026, False), "cycle.far_year"),
        (lambda: rules.year_is_near(2026, 2026, False), None),
        (lambda: rules.year_is_near(2027, 2026, False), None),
        (lambda: rules.year_is_near(2028, 2026, False), "cycle.far_year"),
        (lambda: rules.year_is_near(2028, 2026, True), None),
        (lambda: rules.cycle_has_room([4, 3, 2, 1], 2026), "cycle.exists"),
        (lambda: rules.cycle_has_room([], 2026), [1, 2, 3, 4]),
        (lambda: rules.cycle_has_room([1, 3], 2026), [2, 4]),
        (lambda: rules.somebody_is_invited(0), "attendance.nobody_invited"),
        (lambda: rules.somebody_is_invited(1), None),
        (lambda: rules.participant_is_named(" ", None), "participant.nobody"),
        (lambda: rules.participant_is_named("", "Sari"), None),
        (lambda: rules.participant_is_new(True), "participant.listed"),
        (lambda: rules.attendance_is_only_added(True, ["1"]), "attendance.ratified"),
        (lambda: rules.attendance_is_only_added(True, []), None),
        (lambda: rules.attendance_is_only_added(False, ["1"]), None),
        (lambda: rules.promise_is_of_session(False), "commitment.not_of_session"),
        (lambda: rules.can_withdraw_promise("open", False), None),
        (lambda: rules.can_withdraw_promise("open", True), "commitment.session_not_open"),
        (lambda: rules.can_withdraw_promise("planned", False), "commitment.session_not_open"),
        (lambda: rules.can_withdraw_promise("ratified", True), "commitment.session_not_open"),
        (lambda: rules.verdict_is_new("ditepati", "Dewi"), "verdict.given_already"),
        (lambda: rules.verdict_is_new(None, None), None),
        (lambda: rules.promise_is_on_table(True), None),
        (lambda: rules.promise_is_on_table(False), "verdict.not_on_table"),
    ],
)
def test_small_rules(check: Callable[[], Any], expected: Any) -> None:
    assert outcome(check) == expected

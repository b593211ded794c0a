"""What is right about a promise, by table."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mufakat.commitments import rules
from mufakat.core.errors import RuleBroken

MADE = date(2026, 3, 27)
SESSION = date(2026, 6, 26)


def code_of(check: Any, *args: Any, **kwargs: Any) -> str:
    try:
        check(*args, **kwargs)
    except RuleBroken as broken:
        return broken.code.partition(".")[2]
    return ""


@pytest.mark.parametrize(
    ("due", "confirmed", "refused"),
    [
        (date(2026, 3, 27), False, ""),
        (date(2026, 12, 31), False, ""),
        (date(2026, 3, 26), False, "due_before_meeting"),
        (date(2026, 3, 26), True, "due_before_meeting"),
        (date(2027, 1, 1), False, "due_after_year"),
        (date(2027, 1, 1), True, ""),
    ],
)
def test_due_date(due: date, confirmed: bool, refused: str) -> None:
    assert code_of(rules.due_date, due, MADE, confirmed) == refused


@pytest.mark.parametrize(
    ("person", "organisation", "stands", "confirmed", "refused"),
    [
        ("Ahmad", "KUA", True, False, ""),
        ("Ahmad", "KUA", False, False, "person_without_office"),
        ("Ahmad", "KUA", False, True, ""),
        ("Ahmad", None, False, False, ""),
        (None, "KUA", False, False, ""),
    ],
)
def test_a_person_stands_for_his_organisation(
    person: Any, organisation: Any, stands: bool, confirmed: bool, refused: str
) -> None:
    assert code_of(rules.person_stands_for, person, organisation, stands, confirmed) == refused


@pytest.mark.parametrize(
    ("ended", "confirmed", "refused"),
    [
        (None, False, ""),
        (MADE, False, ""),  # his last day
        (MADE - timedelta(days=1), False, "person_left"),
        (MADE - timedelta(days=1), True, ""),
    ],
)
def test_who_has_left_promises_nothing_unasked(ended: Any, confirmed: bool, refused: str) -> None:
    assert code_of(rules.person_is_here, "Ani", ended, MADE, confirmed) == refused


@pytest.mark.parametrize(
    ("before", "organisation", "confirmed", "refused"),
    [
        ("Ani", None, False, "personal"),
        ("Ani", None, True, ""),
        ("Ani", "KUA", False, ""),
        (None, "KUA", False, ""),
    ],
)
def test_a_personal_promise_binds_nobody_else(
    before: Any, organisation: Any, confirmed: bool, refused: str
) -> None:
    assert code_of(rules.takes_personal, "Budi", before, organisation, confirmed) == refused


@pytest.mark.parametrize(
    ("amount", "source", "refused"),
    [
        (None, "", ""),
        (0, "", ""),
        (0, "tanpa_dana", ""),
        (1, "", "no_funding"),
        (1, "bok", ""),
        (-1, "bok", "negative"),
        (10**16, "bok", ""),
        (10**16 + 1, "bok", "too_much"),
    ],
)
def test_money(amount: int | None, source: str, refused: str) -> None:
    assert code_of(rules.money, amount, source) == refused


@pytest.mark.parametrize(
    ("percent", "refused"), [(None, ""), (0, ""), (100, ""), (-1, "percent"), (101, "percent")]
)
def test_progress(percent: int | None, refused: str) -> None:
    assert code_of(rules.progress, percent) == refused


@pytest.mark.parametrize(
    ("says_done", "percent", "refused"),
    [
        (True, None, ""),
        (True, 100, ""),
        (True, 99, "done_percent"),
        (True, 0, "done_percent"),
        (False, 80, ""),
        (False, None, ""),
    ],
)
def test_who_says_done_says_all_of_it(says_done: bool, percent: int | None, refused: str) -> None:
    assert code_of(rules.done_is_whole, says_done, percent) == refused


@pytest.mark.parametrize("state", ["kept", "partly", "dropped"])
def test_nothing_is_reported_on_a_closed_promise(state: str) -> None:
    assert code_of(rules.still_open, state) == "closed"
    assert code_of(rules.still_open, "open") == ""


@pytest.mark.parametrize(
    ("reason", "verdicts", "updates", "refused"),
    [
        ("Salah ketik", False, False, ""),
        (" ", False, False, "no_reason"),
        ("Salah ketik", True, False, "judged"),
        ("Salah ketik", False, True, "reported"),
    ],
)
def test_only_what_nobody_built_on_is_taken_back(
    reason: str, verdicts: bool, updates: bool, refused: str
) -> None:
    found = code_of(rules.can_withdraw, reason, verdicts=verdicts, updates=updates)
    assert found == refused


@pytest.mark.parametrize(
    ("on", "refused"), [(date(2026, 3, 26), "before_promise"), (MADE, ""), (SESSION, "")]
)
def test_a_session_judges_what_was_made_before_or_in_it(on: date, refused: str) -> None:
    assert code_of(rules.judged_after_made, MADE, on) == refused


def test_what_was_taken_back_is_not_written_on() -> None:
    assert code_of(rules.still_written_down, False) == "withdrawn"
    assert code_of(rules.still_written_down, True) == ""


@pytest.mark.parametrize(
    ("age", "first", "last"),
    [
        ("due", SESSION, date.max),
        ("late30", date(2026, 5, 27), date(2026, 6, 25)),
        ("late90", date(2026, 3, 28), date(2026, 5, 26)),
        ("late91", date.min, date(2026, 3, 27)),
    ],
)
def test_steps_of_lateness_meet_and_do_not_overlap(age: str, first: date, last: date) -> None:
    assert rules.due_between(age, SESSION) == (first, last)


def test_somebody_promises() -> None:
    assert code_of(rules.owner_is_named, None, None) == "no_owner"
    assert code_of(rules.owner_is_named, object(), None) == ""
    assert code_of(rules.owner_is_named, None, object()) == ""


@pytest.mark.parametrize(
    ("verdict", "reason", "due", "wording", "refused"),
    [
        ("kept", "", None, "", ""),
        ("partly", "", None, "", "no_reason"),
        ("partly", "Dua dari tiga RW", None, "", ""),
        ("late", "", None, "", "unknown"),
        ("dropped", "  ", None, "", "no_reason"),
        ("dropped", "Dana dialihkan", None, "", ""),
        ("continued", "", None, "", "no_date"),
        ("continued", "", date(2026, 6, 25), "", "date_passed"),
        ("continued", "", date(2026, 5, 31), "", "date_passed"),
        ("continued", "", SESSION, "", ""),  # still to be kept on the very day
        ("continued", "", date(2026, 9, 30), "", ""),
        ("changed", "", None, "Lain", "no_reason"),
        ("changed", "Terlalu luas", None, " ", "no_date"),
        ("changed", "Terlalu luas", None, "Lain", "no_date"),
        ("changed", "Terlalu luas", date(2026, 9, 30), "Lain", ""),
        ("changed", "Terlalu luas", date(2026, 9, 30), "", ""),
        ("changed", "Terlalu luas", date(2026, 6, 25), "", "date_passed"),
    ],
)
def test_verdict(verdict: str, reason: str, due: date | None, wording: str, refused: str) -> None:
    found = code_of(
        rules.verdict,
        verdict,
        reason=reason,
        session_on=SESSION,
        due_on=date(2026, 5, 31),
        new_due_on=due,
        new_what=wording,
    )
    assert found == refused


@pytest.mark.parametrize(
    ("due_on", "wording", "refused"),
    [
        (date(2026, 6, 25), "Lain", "no_date"),
        (SESSION, "Lain", "no_date"),
        (date(2026, 6, 27), "Lain", ""),
        (date(2026, 6, 27), " ", "no_change"),
    ],
)
def test_a_changed_promise_has_its_day_before_it(due_on: date, wording: str, refused: str) -> None:
    found = code_of(
        rules.verdict,
        "changed",
        reason="Terlalu luas",
        session_on=SESSION,
        due_on=due_on,
        new_due_on=None,
        new_what=wording,
    )
    assert found == refused


@pytest.mark.parametrize(
    ("verdict", "due", "confirmed", "refused"),
    [
        ("continued", date(2026, 12, 31), False, ""),
        ("continued", date(2027, 1, 1), False, "date_after_year"),
        ("continued", date(2027, 1, 1), True, ""),
        ("changed", date(2027, 1, 1), False, "date_after_year"),
        ("changed", date(2027, 1, 1), True, ""),
        ("continued", date(2026, 6, 1), True, "date_passed"),
        ("kept", date(2027, 1, 1), False, ""),  # left in the form, and without meaning
    ],
)
def test_a_new_date_after_the_year_is_asked_about(
    verdict: str, due: date, confirmed: bool, refused: str
) -> None:
    found = code_of(
        rules.verdict,
        verdict,
        reason="x",
        session_on=SESSION,
        due_on=date(2026, 8, 31),
        new_due_on=due,
        new_what="",
        confirmed=confirmed,
    )
    assert found == refused


EARLY, LATE = datetime(2026, 6, 26, 2, tzinfo=UTC), datetime(2026, 6, 26, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([], "open"),
        ([(LATE, "continued")], "open"),
        ([(LATE, "changed")], "open"),
        ([(LATE, "kept"), (EARLY, "continued")], "kept"),
        ([(EARLY, "partly"), (LATE, "continued")], "open"),
        ([(EARLY, "continued"), (LATE, "dropped")], "dropped"),
    ],
)
def test_the_last_session_decides(verdicts: list[tuple[datetime, str]], state: str) -> None:
    assert rules.state_after(verdicts) == state

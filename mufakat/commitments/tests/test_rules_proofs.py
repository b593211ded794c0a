"""What is right about proof, the second person, and a new date that is asked for, by table."""

from datetime import date, timedelta
from itertools import product

import pytest

from mufakat.commitments import rules

from .test_rules import code_of

TODAY = date(2026, 6, 26)
BOTH = list(product((False, True), repeat=2))


@pytest.mark.parametrize(("files", "refused"), [(0, ""), (6, ""), (7, "too_many")])
def test_files_of_one_report(files: int, refused: str) -> None:
    assert code_of(rules.few_files, files) == refused


@pytest.mark.parametrize(
    ("today", "files", "refused"),
    [(0, 60, ""), (19, 60, ""), (20, 0, "too_many"), (0, 61, "no_room")],
)
def test_reports_of_a_day_and_files_of_a_promise_have_an_end(
    today: int, files: int, refused: str
) -> None:
    assert code_of(rules.room_for_more, today, files) == refused


@pytest.mark.parametrize(("evidence", "seen"), BOTH)
def test_a_promise_that_names_its_proof_shows_it(evidence: bool, seen: bool) -> None:
    refused = "" if evidence or seen else "no_proof"
    assert code_of(rules.kept_is_shown, "Foto", evidence=evidence, seen=seen) == refused
    assert code_of(rules.kept_is_shown, "", evidence=evidence, seen=seen) == ""


@pytest.mark.parametrize(
    ("priority", "own_hand", "inadequate", "needed"),
    [
        ("normal", False, False, False),
        ("high", False, False, True),
        ("normal", True, False, True),
        ("normal", False, True, True),
    ],
)
def test_when_a_second_person_looks(
    priority: str, own_hand: bool, inadequate: bool, needed: bool
) -> None:
    found = rules.needs_second(priority, own_hand=own_hand, inadequate=inadequate)
    assert found is needed


@pytest.mark.parametrize(("needed", "checked"), BOTH)
def test_the_second_person_has_looked(needed: bool, checked: bool) -> None:
    refused = "not_checked" if needed and not checked else ""
    assert code_of(rules.second_has_looked, needed=needed, checked=checked) == refused


@pytest.mark.parametrize(
    ("owner", "reporter", "refused"),
    [
        (False, False, ""),
        (True, False, "owner"),
        (False, True, "reporter"),
        (True, True, "owner"),
    ],
)
def test_the_second_person_is_another(owner: bool, reporter: bool, refused: str) -> None:
    assert code_of(rules.second_is_another, owner=owner, reporter=reporter) == refused


def test_what_a_check_needs() -> None:
    assert code_of(rules.there_is_something_to_see, False) == "nothing_yet"
    assert code_of(rules.there_is_something_to_see, True) == ""
    assert code_of(rules.check_says_why, False, " ") == "no_reason"
    assert code_of(rules.check_says_why, False, "Foto buram") == ""
    assert code_of(rules.check_says_why, True, "") == ""


@pytest.mark.parametrize(
    ("wanted", "due", "refused"),
    [
        (TODAY + timedelta(days=1), TODAY, ""),
        (TODAY, TODAY - timedelta(days=9), "not_later"),  # not after today
        (TODAY + timedelta(days=9), TODAY + timedelta(days=9), "not_later"),  # not after the old
        (TODAY + timedelta(days=730), TODAY, ""),
        (TODAY + timedelta(days=731), TODAY, "too_far"),
    ],
)
def test_a_new_date_that_is_asked_for(wanted: date, due: date, refused: str) -> None:
    assert code_of(rules.new_date, wanted, due, TODAY) == refused


@pytest.mark.parametrize(
    ("answer", "due_after", "told"),
    [
        ("continued", TODAY, "granted"),
        ("changed", TODAY + timedelta(days=1), "granted"),
        ("continued", TODAY - timedelta(days=1), "refused"),
        ("kept", TODAY, "refused"),
        ("dropped", TODAY, "refused"),
    ],
)
def test_what_a_verdict_says_to_who_asked(answer: str, due_after: date, told: str) -> None:
    assert rules.answer_to(TODAY, answer, due_after) == told


def test_who_holds_a_promise_after() -> None:
    assert code_of(rules.can_hand, "Sari", "Sari") == "same_holder"
    assert code_of(rules.can_hand, "Sari", None) == code_of(rules.can_hand, "Sari", "Budi") == ""
    assert code_of(rules.successor_meets, False, False) == ""
    assert code_of(rules.successor_meets, True, False) == "no_successor"
    assert code_of(rules.successor_meets, False, True) == "no_successor"
    assert code_of(rules.evidence_stands, True) == "withdrawn"
    assert code_of(rules.evidence_stands, False) == ""

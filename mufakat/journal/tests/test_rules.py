"""Merging, spelling and pausing, by table."""

import uuid
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy as _

from mufakat.journal import rules
from mufakat.journal.actions import plain
from mufakat.journal.rules import FieldConflict


@pytest.mark.parametrize(
    ("before", "now", "wanted", "written", "conflicts"),
    [
        # nobody moved; I moved; they moved; both to the same; both apart
        ("a", "a", "a", {}, []),
        ("a", "a", "b", {"f": "b"}, []),
        ("a", "c", "a", {}, []),
        ("a", "b", "b", {}, []),
        ("a", "c", "b", {}, [FieldConflict("f", "c", "b")]),
        ("", "", None, {"f": None}, []),
        (None, 0, "", {}, [FieldConflict("f", 0, "")]),
        ("a", "b", "a ", {}, [FieldConflict("f", "b", "a ")]),
    ],
)
def test_merge(
    before: Any, now: Any, wanted: Any, written: dict[str, Any], conflicts: list[FieldConflict]
) -> None:
    assert rules.merge({"f": before}, {"f": now}, {"f": wanted}) == (written, conflicts)


def test_merge_takes_what_is_clear_and_asks_about_the_rest() -> None:
    before = {"what": "a", "due": "1", "who": "x"}
    now = {"what": "b", "due": "1", "who": "y"}
    assert rules.merge(before, now, {"what": "c", "due": "2"}) == (
        {"due": "2"},
        [FieldConflict("what", "b", "c")],
    )


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 10), (2, 40), (3, 160), (4, 640), (5, 2560), (6, None), (7, None)]
)
def test_pause_grows_and_ends(attempts: int, seconds: int | None) -> None:
    assert rules.pause(attempts) == seconds


def test_canonical_is_one_spelling() -> None:
    assert (
        rules.canonical({"b": 1, "a": [date(2026, 1, 2), "é"]}) == '{"a":["2026-01-02","é"],"b":1}'
    )
    assert rules.digest_of({"a": 1, "b": 2}) == rules.digest_of({"b": 2, "a": 1})
    assert rules.digest_of(["a", "b"]) != rules.digest_of(["ab"]) != rules.digest_of("ab")


def test_the_chain_depends_on_everything() -> None:
    one = rules.act_digest(rules.FIRST, {"id": "x"}, ["e1", "e2"])
    assert one == rules.act_digest(rules.FIRST, {"id": "x"}, iter(["e1", "e2"]))
    others = {
        rules.act_digest("1" * 64, {"id": "x"}, ["e1", "e2"]),
        rules.act_digest(rules.FIRST, {"id": "y"}, ["e1", "e2"]),
        rules.act_digest(rules.FIRST, {"id": "x"}, ["e2", "e1"]),
        rules.act_digest(rules.FIRST, {"id": "x"}, ["e1"]),
    }
    assert len(others) == 4 and one not in others


MORNING = datetime(2026, 1, 2, 7, tzinfo=ZoneInfo("Asia/Jayapura"))
SOME = uuid.UUID(int=7)


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (None, None),
        (True, True),
        (12, 12),
        ("“é” \U0001f600", "“é” \U0001f600"),
        (date(2026, 1, 2), "2026-01-02"),
        (MORNING, "2026-01-01T22:00:00Z"),
        (MORNING.astimezone(UTC), "2026-01-01T22:00:00Z"),
        (SOME, str(SOME)),
        ((1, (SOME, None)), [1, [str(SOME), None]]),
        ({2: SOME, 10: date(2026, 1, 2)}, {"2": str(SOME), "10": "2026-01-02"}),
        (_("Recorded."), str(_("Recorded."))),
    ],
)
def test_plain(value: Any, spelt: Any) -> None:
    assert plain(value) == spelt
    assert type(plain(value)) is type(spelt)


def test_plain_refuses_fractions() -> None:
    with pytest.raises(TypeError):
        plain([1.5])

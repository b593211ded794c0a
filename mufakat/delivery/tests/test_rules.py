"""When messages go out, by table: no database."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.delivery import rules

HOURS = rules.Hours(time(7), time(19), frozenset(range(1, 7)))
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)  # 26 June is a Friday


OPEN: Any = [
    (utc(26, 5), WIB, utc(26, 5)),
    (utc(26, 0), WIB, utc(26, 0)),  # 07.00 in Bandung
    (utc(25, 23, 59), WIB, utc(26, 0)),
    (utc(25, 23), WITA, utc(25, 23)),  # 07.00 in Ende
    (utc(25, 22), WITA, utc(25, 23)),
    (utc(25, 22), WIT, utc(25, 22)),  # 07.00 in Jayapura
    (utc(26, 11, 59), WIB, utc(26, 11, 59)),
    (utc(26, 12), WIB, utc(27, 0)),  # 19.00: tomorrow, a Saturday
    (utc(26, 11), WITA, utc(26, 23)),
    (utc(26, 10), WIT, utc(26, 22)),
    (utc(27, 12), WIB, utc(29, 0)),  # Saturday evening: Monday
    (utc(28, 5), WIT, utc(28, 22)),  # Sunday noon
    (utc(26, 17), WIB, utc(27, 0)),  # midnight in Bandung
    (utc(26, 15), WIT, utc(26, 22)),  # midnight in Jayapura
]


def test_hours_by_zone(subtests: pytest.Subtests) -> None:
    for moment, zone, opens in OPEN:
        with subtests.test(moment=moment, zone=zone):
            assert HOURS.next_open(moment, zone) == opens
            assert HOURS.are_open_at(moment, zone) == (opens == moment)


def test_pauses_grow_and_end() -> None:
    waits = [rules.pause(n) for n in range(1, 7)]
    assert waits[-1] is None
    seconds = [w.total_seconds() for w in waits if w]
    assert seconds == sorted(seconds)
    assert sum(seconds) > 8 * 3600  # an outage of a night


NEWS: Any = [
    # due, last told, today, is it news
    ("2026-07-03", "2026-06-25", "2026-06-26", True),  # in seven days
    ("2026-07-02", "2026-06-25", "2026-06-26", False),
    ("2026-06-29", "2026-06-25", "2026-06-26", True),
    ("2026-06-27", "2026-06-25", "2026-06-26", True),
    ("2026-06-26", "2026-06-25", "2026-06-26", True),
    ("2026-06-25", "2026-06-25", "2026-06-26", True),  # a day late
    ("2026-06-24", "2026-06-25", "2026-06-26", False),
    ("2026-06-19", "2026-06-25", "2026-06-26", True),  # a week late
    ("2026-06-18", "2026-06-25", "2026-06-26", False),
    ("2026-06-21", "2026-06-20", "2026-06-22", True),  # Sunday, made up for on Monday
    ("2026-06-21", "2026-06-22", "2026-06-22", False),  # told today already
    ("2020-01-01", "2020-01-02", "2026-06-26", True),
]


def test_what_is_news(subtests: pytest.Subtests) -> None:
    for due, since, today, news in NEWS:
        with subtests.test(due=due, since=since):
            due_on, told, day = (date.fromisoformat(text) for text in (due, since, today))
            assert rules.is_news(due_on, told, day, [7, 3, 1, 0], 7) is news


PHONES: Any = [
    ("0812-3456-7890", "6281234567890"),
    ("+62 812 3456 7890", "6281234567890"),
    ("81234567890", "6281234567890"),
    ("0062 812 3456 7890", "6281234567890"),
    ("(022) 123456", "6222123456"),
    ("670 7723 4567", "67077234567"),
    ("12345", ""),
    ("", ""),
    ("tidak ada", ""),
    ("٠٨١٢٣٤٥٦٧٨٩٠", ""),
    ("0812 3456 7890 123456", ""),
]


def test_telephones(subtests: pytest.Subtests) -> None:
    for text, digits in PHONES:
        with subtests.test(text=text):
            assert rules.phone_digits(text) == digits


def test_the_address_that_opens_whatsapp() -> None:
    assert (
        rules.chat_address("a&b c/d", "0812-3456-7890")
        == "https://wa.me/6281234567890?text=a%26b%20c%2Fd"
    )
    assert rules.chat_address("x", "tidak ada") == "https://wa.me/?text=x"


def test_one_room_knows_how_whatsapp_is_called() -> None:
    """Three copies of this had grown; it is spelt in one file."""
    sources = Path(rules.__file__).parents[1].rglob("*.py")
    ours = [p for p in sources if "tests" not in p.parts and "wa.me" in p.read_text()]
    assert [p.relative_to(Path(rules.__file__).parents[1]).as_posix() for p in ours] == [
        "delivery/rules.py"
    ]


def test_refusals() -> None:
    with pytest.raises(RuleBroken):
        rules.not_delivered_yet("e-mail")
    rules.not_delivered_yet("")
    for kept in (True, False):
        with pytest.raises(RuleBroken):
            rules.silence_changes(kept, kept)
        rules.silence_changes(kept, not kept)

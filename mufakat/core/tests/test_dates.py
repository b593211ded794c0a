from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from mufakat.core import dates


def instant(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Pontianak", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("UTC", "UTC"),
    ],
)
def test_zone(name: str, short: str) -> None:
    assert dates.zone(name) == short


def test_days() -> None:
    day = date(2023, 9, 29)
    with translation.override("id"):
        assert dates.long_date(day) == "Jumat, 29 September 2023"
        assert dates.month_in_words("2026-06") == "Juni 2026"
        assert dates.short_date(date(2023, 8, 31)) == "31 Agu 2023"
    with translation.override("en"):
        assert dates.long_date(day) == "Friday, 29 September 2023"


@pytest.mark.parametrize(
    ("tz", "text"),
    [
        ("Asia/Jakarta", "3 Okt 2023 23.05 WIB"),
        ("Asia/Makassar", "4 Okt 2023 00.05 WITA"),
        ("Asia/Jayapura", "4 Okt 2023 01.05 WIT"),
    ],
)
def test_an_instant_has_the_day_of_its_place(tz: str, text: str) -> None:
    with translation.override("id"):
        assert dates.at(instant(2023, 10, 3, 16, 5), tz) == text


@pytest.mark.parametrize(
    ("start", "end", "indonesian"),
    [
        (
            instant(2023, 9, 29, 6),
            instant(2023, 9, 29, 9),
            "Jumat, 29 September 2023, 13.00–16.00 WIB",
        ),
        (instant(2023, 9, 29, 6), None, "Jumat, 29 September 2023, 13.00 WIB"),
        (instant(2015, 7, 27, 2), instant(2015, 7, 29, 9), "Senin–Rabu, 27–29 Juli 2015"),
        (instant(2015, 6, 29, 2), instant(2015, 7, 1, 9), "Senin–Rabu, 29 Juni – 1 Juli 2015"),
        (
            instant(2015, 12, 31, 2),
            instant(2016, 1, 1, 2),
            "Kamis, 31 Desember 2015 – Jumat, 1 Januari 2016",
        ),
    ],
)
def test_span(start: datetime, end: datetime | None, indonesian: str) -> None:
    with translation.override("id"):
        assert dates.span_of(start, end, "Asia/Jakarta") == indonesian


@pytest.mark.parametrize(
    ("due", "on", "days"),
    [
        (date(2023, 8, 31), date(2023, 9, 29), 29),
        (date(2023, 9, 29), date(2023, 9, 29), 0),
        (date(2023, 10, 1), date(2023, 9, 29), 0),
        (None, date(2023, 9, 29), 0),
    ],
)
def test_days_late(due: date | None, on: date, days: int) -> None:
    assert dates.days_late(due, on) == days

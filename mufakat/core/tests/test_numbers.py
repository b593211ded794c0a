import pytest
from django.utils import translation

from mufakat.core import numbers


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (1_500_000, "Rp1.500.000", "Rp1,500,000"),
        (0, "Rp0", "Rp0"),
        (999, "Rp999", "Rp999"),
        (-25_000, "-Rp25.000", "-Rp25,000"),
    ],
)
def test_rupiah(amount: int, indonesian: str, english: str) -> None:
    with translation.override("id"):
        assert numbers.rupiah(amount) == indonesian
    with translation.override("en"):
        assert numbers.rupiah(amount) == english


def test_no_amount_is_not_zero() -> None:
    with translation.override("en"):
        assert numbers.rupiah(None) == "–"


@pytest.mark.parametrize(
    ("num", "den", "indonesian"),
    [
        (35, 44, "79,55 %"),  # 79.545…: rounded once, from the fraction
        (13, 24, "54,17 %"),
        (15, 29, "51,72 %"),
        (2, 3, "66,67 %"),
        (1, 2, "50 %"),
        (1, 20, "5 %"),
        (1, 80, "1,25 %"),
        (1, 800, "0,13 %"),  # 0.125: half goes up
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (99_999, 100_000, "100,00 %"),  # all but one is not all
        (30_000, 2, "1.500.000 %"),
    ],
)
def test_percent(num: int, den: int, indonesian: str) -> None:
    with translation.override("id"):
        assert numbers.percent(num, den) == indonesian


def test_percent_in_english_and_of_nothing() -> None:
    with translation.override("en"):
        assert numbers.percent(35, 44) == "79.55 %"
        assert numbers.percent(0, 0) == "none yet"


@pytest.mark.parametrize(
    ("num", "den", "met"),
    [(8, 10, True), (79, 100, False), (799_999, 1_000_000, False), (0, 0, False)],
)
def test_at_least_eighty_percent(num: int, den: int, met: bool) -> None:
    assert numbers.meets(num, den, 80) is met


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2026", 2026),
        ("2000", 2000),
        ("2100", 2100),
        ("1999", None),
        ("2101", None),
        ("", None),
        ("-2026", None),
        ("2026.5", None),
        ("dua ribu", None),
        ("²", None),
        ("٢٠٢٦", None),
        ("9" * 5000, None),  # Python does not read so long a number
        ("0" * 5000 + "2026", None),
    ],
)
def test_a_number_in_an_address_is_one_that_is_asked_for(text: str, number: int | None) -> None:
    assert numbers.number_in(text, 2000, 2100) == number
    assert numbers.number_in("0") == 0

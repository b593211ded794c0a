"""Amounts as people type them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from mufakat.commitments.forms import WHOLE_RUPIAH, RupiahField
from mufakat.core.numbers import rupiah

READ = [
    ("5000000", 5_000_000),
    ("5.000.000", 5_000_000),
    ("Rp5.000.000", 5_000_000),
    ("Rp 5.000.000,-", 5_000_000),
    ("rp. 750.000", 750_000),
    ("5 000 000", 5_000_000),
    ("5\u00a0000\u00a0000", 5_000_000),
    ("5.000", 5_000),
    ("0", 0),
    ("  ", None),
    ("", None),
    (5_000_000, 5_000_000),
]
NOT_WHOLE = [
    "5,5",
    "5.00",
    "5.5",
    "5.0000",
    "5.000,00",
    "5.000 000",
    "lima",
    "Rp",
    "1e6",
    "5,000",
    "٥",
]


@pytest.mark.parametrize(("typed", "amount"), READ)
@pytest.mark.parametrize("language", ["id", "en"])
def test_whole_rupiah(typed: Any, amount: int | None, language: str) -> None:
    with override(language):
        assert RupiahField(required=False, min_value=0).clean(typed) == amount


@pytest.mark.parametrize("typed", NOT_WHOLE)
def test_no_guess_at_parts(typed: str) -> None:
    with override("id"), pytest.raises(ValidationError) as refused:
        RupiahField(required=False, min_value=0).clean(typed)
    assert refused.value.messages == [str(WHOLE_RUPIAH)]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("amount", [0, 7, 999, 1_000, 25_000_000, 10**16])
def test_what_a_page_prints_is_read(amount: int, language: str) -> None:
    with override(language):
        assert RupiahField().clean(rupiah(amount)) == amount


def test_below_nothing() -> None:
    with pytest.raises(ValidationError):
        RupiahField(min_value=0).clean("-5.000")

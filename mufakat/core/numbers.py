"""Amounts and rates as people read them. Integers in, text out; nothing passes through float."""

from django.utils.formats import get_format
from django.utils.translation import gettext as _


def grouped(number: int) -> str:
    """1500000 -> "1.500.000" in Indonesian, "1,500,000" in English."""
    return f"{number:,}".replace(",", str(get_format("THOUSAND_SEPARATOR")))


def rupiah(amount: int | None) -> str:
    """Whole rupiah. Without an amount nothing was said of money; zero is an amount."""
    if amount is None:
        return "–"
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{grouped(abs(amount))}"


def basis_points(num: int, den: int) -> int:
    """num/den in hundredths of a percent, half up, from the fraction once. den must be positive."""
    return (num * 20_000 + den) // (2 * den)


def percent(num: int, den: int) -> str:
    """35 of 44 -> "79,55 %"; out of nothing there is no rate yet."""
    if den <= 0:
        return _("none yet")
    whole, rest = divmod(basis_points(num, den), 100)
    return f"{grouped(whole)}{get_format('DECIMAL_SEPARATOR')}{rest:02d} %"


def meets(num: int, den: int, at_least: int) -> bool:
    """ "At least 80 %" is asked of the integers, never of the printed rate. Out of nothing nothing is met."""
    return den > 0 and num * 100 >= at_least * den

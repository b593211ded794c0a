"""Amounts and rates as people read them. Integers in, text out; nothing passes through float."""

from functools import cache

from django.utils.formats import get_format
from django.utils.translation import get_language, gettext as _


@cache
def _mark(name: str, language: str | None) -> str:
    """What a language puts between figures; a page with a hundred rates asks a hundred times."""
    return str(get_format(name, language))


def grouped(number: int) -> str:
    """1500000 -> "1.500.000" in Indonesian, "1,500,000" in English."""
    if -1000 < number < 1000:
        return str(number)
    return f"{number:,}".replace(",", _mark("THOUSAND_SEPARATOR", get_language()))


def rupiah(amount: int | None) -> str:
    """Whole rupiah. Without an amount nothing was said of money; zero is an amount."""
    if amount is None:
        return "–"
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{grouped(abs(amount))}"


def basis_points(num: int, den: int) -> int:
    """num/den in hundredths of a percent, half up, from the fraction once. den must be positive."""
    return (num * 20_000 + den) // (2 * den)


FEW = 20  # below it one thing more or less moves the rate by five percent and more


def percent(num: int, den: int) -> str:
    """35 of 44 -> "79,55 %"; of few no hundredths are told that nobody counted: 1 of 3 -> "33,3 %", 1 of 2 -> "50 %".
    Out of nothing there is no rate yet."""
    if den <= 0:
        return _("none yet")
    if den < FEW:
        whole, tenth = divmod((num * 2_000 + den) // (2 * den), 10)
        told = f"{_mark('DECIMAL_SEPARATOR', get_language())}{tenth}" if tenth else ""
        return f"{grouped(whole)}{told} %"
    whole, rest = divmod(basis_points(num, den), 100)
    return f"{grouped(whole)}{_mark('DECIMAL_SEPARATOR', get_language())}{rest:02d} %"


def meets(num: int, den: int, at_least: int) -> bool:
    """ "At least 80 %" is asked of the integers, never of the printed rate. Out of nothing nothing is met."""
    return den > 0 and num * 100 >= at_least * den

"""Amounts and rates as people read them, and the numbers of an address. Integers in, text out; nothing passes through
float."""

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


def number_in(text: str, least: int = 0, most: int = 10**12) -> int | None:
    """The whole number that an address or a form says, if it lies between these; else None. Python reads the figures of
    every script and fails at more than 4,300 of them: here they are 0 to 9, and no more than `most` has."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(most)):
        return None
    return int(text) if least <= int(text) <= most else None


def rupiah(amount: int | None) -> str:
    """Whole rupiah. Without an amount nothing was said of money; zero is an amount."""
    if amount is None:
        return "–"
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{grouped(abs(amount))}"


def percent(num: int, den: int) -> str:
    """The one rule for a rate, on every page and paper: two decimals, half up, from the fraction once, whatever is
    counted: 35 of 44 -> "79,55 %", 2 of 3 -> "66,67 %". What is whole without rounding has none: 1 of 2 -> "50 %". Out
    of nothing there is no rate yet."""
    if den <= 0:
        return _("none yet")
    if num * 100 % den == 0:
        return f"{grouped(num * 100 // den)} %"
    whole, rest = _hundredths(num, den)
    return f"{grouped(whole)}{_mark('DECIMAL_SEPARATOR', get_language())}{rest:02d} %"


def two_decimals(num: int, den: int) -> str | None:
    """The same rate for programs, by the same rule: always two decimals after a point: "79.55", "50.00"."""
    if den <= 0:
        return None
    whole, rest = _hundredths(num, den)
    return f"{whole}.{rest:02d}"


def _hundredths(num: int, den: int) -> tuple[int, int]:
    return divmod((num * 20_000 + den) // (2 * den), 100)


def meets(num: int, den: int, at_least: int) -> bool:
    """ "At least 80 %" is asked of the integers, never of the printed rate. Out of nothing nothing is met."""
    return den > 0 and num * 100 >= at_least * den

"""Local-area monitoring (PWS): which way a coverage goes, and how a place stands with it. The four states are those of
the PWS guideline of maternal and child health (from memory): above or below the target, and rising or falling."""

from typing import NamedTuple

from mufakat.core.numbers import meets


class Pair(NamedTuple):
    """So many reached of so many to be reached."""

    num: int = 0
    den: int = 0


UP, SAME, DOWN = "up", "same", "down"
GOOD, LESS, ENOUGH, BAD = "good", "less", "enough", "bad"


def course(now: Pair, before: Pair) -> str:
    """This month against the last, asked of the whole numbers; nothing where one of them has no coverage."""
    if not now.den or not before.den:
        return ""
    rise = now.num * before.den - before.num * now.den
    return UP if rise > 0 else DOWN if rise < 0 else SAME


def standing_of(total: Pair, target: int, way: str) -> str:
    """Good: at the target and not falling; less: at the target, but falling; enough: below it, but rising; bad: below
    it and not rising. Nothing where there is no coverage, or no month to compare with."""
    if not total.den or not way:
        return ""
    if meets(total.num, total.den, target):
        return LESS if way == DOWN else GOOD
    return ENOUGH if way == UP else BAD


def left_over(total: Pair, target: int) -> int:
    """So many more people would reach the target: whole people, rounded up."""
    return max(0, -(-target * total.den // 100) - total.num)

"""How often a study of a roll-out is sure of an effect that is not there: `python -m bench.alarms [draws]`.

For the thresholds of `learning/rules/comparable.py` and what ADR 0018 says of them. Every draw: units with shocks that
last (each month adds to the one before), no effect at all; asked is the whole way, `cut`, `why_not`, `estimate`. An
interval of 95 % should be sure in 5 of 100. Takes a minute for 300 draws of one row.
"""

import os
import random
import sys
from collections.abc import Sequence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mufakat.site.settings")

from mufakat.learning.effect import estimate
from mufakat.learning.rules.comparable import Panel, cut
from mufakat.learning.rules.effect import why_not

MONTHS = 14
EARLY, LATER = [7], [5, 7, 9]  # months in which units enter
Row = tuple[int, int, Sequence[int], int, int, int]
# What is drawn: units that enter, units that never do, months of entry, sites of a unit, the same of the first one, and
# of how many months a site is assessed in each but one, at random (1: in all of them).
ROWS: dict[str, Row] = {
    "6 of 20 enter": (6, 14, EARLY, 1, 1, 1),
    "6 of 24 enter": (6, 18, EARLY, 1, 1, 1),
    "6 of 40 enter": (6, 34, EARLY, 1, 1, 1),
    "14 of 20 enter": (14, 6, EARLY, 1, 1, 1),
    "20 of 40 enter": (20, 20, EARLY, 1, 1, 1),
    "9 of 24 in three waves": (9, 15, LATER, 1, 1, 1),
    "6 districts of 24, 4 sites each": (6, 18, EARLY, 4, 4, 1),
    "12 of 24, the first six times as large": (12, 12, EARLY, 1, 6, 1),
    "20 of 40, each missing a third": (20, 20, EARLY, 1, 1, 3),
    "40 of 80 in three waves, missing half": (40, 40, LATER, 1, 1, 2),
}


def drawn(chance: random.Random, row: Row) -> Panel:
    enter, never, starts, size, first, missing = row
    figures, entered, unit_of = {}, {}, {}
    for unit in range(enter + never):
        shock, shocks = 0.0, []
        for _month in range(MONTHS):
            shock += chance.gauss(0, 200)
            shocks.append(shock)
        for number in range(first if unit == 0 else size):
            site, level = f"{unit}/{number}", chance.gauss(5000, 300)
            found = [round(level + each + chance.gauss(0, 100)) for each in shocks]
            figures[site] = tuple(
                None if missing > 1 and chance.randrange(missing) == 0 else each for each in found
            )
            entered[site] = starts[unit % len(starts)] if unit < enter else None
            unit_of[site] = str(unit)
    return Panel(tuple(f"{at:02}" for at in range(MONTHS)), figures, entered, unit_of)


def alarms(row: Row, draws: int) -> tuple[int, int]:
    """Of so many draws: how many were sure of something, and in how many the months before gave warning."""
    chance, sure, warned = random.Random(1), 0, 0
    for _draw in range(draws):
        usable = cut(drawn(chance, row))
        assert not why_not(usable), why_not(usable)
        found = estimate(usable.panel)
        sure += found.low > 0 or found.high < 0
        warned += found.ahead == "moving"
    return sure, warned


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for name, row in ROWS.items():
        sure, warned = alarms(row, draws)
        told = (
            f"sure of nothing {sure / draws:.1%}, warned of the months before {warned / draws:.1%}"
        )
        print(f"{name:40} {told}", flush=True)


if __name__ == "__main__":
    main()

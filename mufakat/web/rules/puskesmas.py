"""Which Puskesmas of a district needs its health office first."""

from collections.abc import Iterable
from typing import NamedTuple

from mufakat.core.periods import Tribulan

LONG, NEVER = 5, 6  # tribulan without a session: so many or more, and none at all


class Standing(NamedTuple):
    """How a Puskesmas stands: `last` is the tribulan of its last session, `planned` whether the next one has a day,
    `oldest` the days by which its oldest late promise is late, `kept` of `judged` verdicts of the year."""

    name: str
    last: Tribulan | None = None
    planned: bool = False
    open: int = 0
    late: int = 0
    oldest: int = 0
    kept: int = 0
    judged: int = 0


def missed(last: Tribulan | None, now: Tribulan) -> int:
    """How many tribulan, this one included, are without a session since the last; `LONG` and more are the same."""
    if last is None:
        return NEVER
    apart = (now.year - last.year) * 4 + now.number - last.number
    return min(max(apart, 0), LONG)


def worst_first[T](rows: Iterable[tuple[Standing, T]], now: Tribulan) -> list[tuple[Standing, T]]:
    """First who has missed most tribulan, of these who has planned nothing; then by the oldest late promise, by how
    many are late, and by the smallest share of verdicts "kept" (nobody is worse for having none yet); then by name."""
    return sorted(rows, key=lambda row: _badness(row[0], now))


def _badness(it: Standing, now: Tribulan) -> tuple[int | bool | str | float, ...]:
    lag = missed(it.last, now)
    share = it.kept * 10_000 // it.judged if it.judged else 10_000
    return (-lag, bool(lag) and it.planned, -it.oldest, -it.late, share, it.name.casefold())

"""The quarters of a budget year, which the field calls tribulan."""

from dataclasses import dataclass
from datetime import date, timedelta

ROMAN = ("I", "II", "III", "IV")
YEARS = (2000, 2100)  # planned and asked for; others are slips of the pen


@dataclass(frozen=True, order=True)
class Tribulan:
    """One of the four quarters of a calendar year (the budget year of a Puskesmas is the calendar year)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError("a year has tribulan 1 to 4")

    @classmethod
    def of(cls, day: date) -> "Tribulan":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def roman(self) -> str:
        return ROMAN[self.number - 1]

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Tribulan":
        return (
            Tribulan(self.year + 1, 1) if self.number == 4 else Tribulan(self.year, self.number + 1)
        )

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

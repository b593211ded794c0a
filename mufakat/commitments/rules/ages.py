"""How late an open promise is, in the steps that a page of figures counts."""

from datetime import date, timedelta

# step → days late, from and to; nothing where it has no end
AGES: dict[str, tuple[int | None, int | None]] = {
    "due": (None, 0),
    "late30": (1, 30),
    "late90": (31, 90),
    "late91": (91, None),
}


def due_between(age: str, on: date) -> tuple[date, date]:
    """The first and the last due day of an open promise that is so late on that day."""
    least, most = AGES[age]
    first = on - timedelta(days=most) if most is not None else date.min
    last = on - timedelta(days=least) if least is not None else date.max
    return first, last

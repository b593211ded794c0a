"""Which sessions were held: the one definition of the calendar, the page of a district and the attendance of a year."""

HELD = ("open", "ratified")


def was_held(state: str) -> bool:
    """A session that was opened was held, whether or not its minutes are ratified; a planned one whose day has passed
    was not."""
    return state in HELD

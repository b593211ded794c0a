"""What a month of a forum was like, for the calendar of sessions."""

from datetime import date

HEAT = ("held", "planned", "late")  # the best first


def heat_of(state: str, day: date, on: date) -> str:
    """A session under way or ratified was held; one whose day has passed without being opened is late."""
    if state in ("open", "ratified"):
        return "held"
    return "late" if day < on else "planned"

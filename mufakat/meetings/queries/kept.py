"""What devices sent for a session and still waits for a decision. The room above knows; it registers itself here."""

from collections.abc import Callable

from mufakat.meetings.models import Meeting

_COUNTS: list[Callable[[Meeting], int]] = []


def register_kept(count: Callable[[Meeting], int]) -> None:
    """`count` says of how many entries of a session nobody has decided yet."""
    _COUNTS[:] = [count]


def count_kept(meeting: Meeting) -> int:
    return sum(count(meeting) for count in _COUNTS)

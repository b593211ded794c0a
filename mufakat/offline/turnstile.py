"""Who may bring a parcel in now. A thousand devices that come back at once must neither wait in our threads, which
pages need, nor knock all the time."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from random import uniform
from threading import BoundedSemaphore, Lock
from time import monotonic

LOOKS_BACK = 10.0  # seconds
SLOWER_BY = 20  # of so many that were turned away lately, each makes the next wait a second longer


class Busy(Exception):
    """Come again after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(str(seconds))
        self.seconds = seconds


class Turnstile:
    """In each web process one parcel at a time, and one more that stands behind it."""

    def __init__(self, in_line: int = 2) -> None:
        self._in_line = BoundedSemaphore(in_line)
        self._one = Lock()
        self._turned_away: deque[float] = deque(maxlen=2000)

    def knock(self) -> None:
        """Raises `Busy` where there is no room now: asked before the parcel is read, which may take long."""
        if not self._in_line.acquire(blocking=False):
            raise Busy(self._seconds())
        self._in_line.release()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Raises `Busy`: the more there were lately, the longer the wait, and no two alike."""
        if not self._in_line.acquire(blocking=False):
            raise Busy(self._seconds())
        try:
            with self._one:
                yield
        finally:
            self._in_line.release()

    def _seconds(self) -> int:
        now = monotonic()
        self._turned_away.append(now)
        while self._turned_away and self._turned_away[0] < now - LOOKS_BACK:
            self._turned_away.popleft()
        typical = 1 + len(self._turned_away) / SLOWER_BY
        return max(1, round(uniform(0.5, 1.5) * typical))  # noqa: S311 - spread, no secret

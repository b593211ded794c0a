"""Who may bring a parcel in now. A thousand devices that come back at once must neither wait in our threads, which
pages need, nor knock all the time."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import uniform
from threading import BoundedSemaphore, Lock
from time import monotonic

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

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


TURNSTILE = Turnstile()


def come_again(busy: Busy) -> HttpResponse:
    told = {"Cache-Control": "no-store", "Retry-After": str(busy.seconds)}
    answer = JsonResponse({"mufakat": 1}, status=429, headers=told)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # nothing that Django need warn of
    return answer


class BeforeTheTurnstile:
    """Whoever finds it full hears so before anything is looked up for him: a thousand devices at once cost little."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == reverse("send_parcel"):
            try:
                TURNSTILE.knock()
            except Busy as busy:
                return come_again(busy)
        return self.get_response(request)

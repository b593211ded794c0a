"""What is asked once while facts that belong together are written down one after the other.

Outside such a batch everything is asked each time. Within one, what is remembered may only be what none of its writes
changes: the session, its agenda, how it stands.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import local

_here = local()


@contextmanager
def batch() -> Iterator[None]:
    """Remember what is asked in this thread until the end."""
    _here.answers = {}
    try:
        yield
    finally:
        _here.answers = None


def once_in_batch[T](key: Hashable, ask: Callable[[], T]) -> T:
    """The answer, asked the first time. What raises is asked again."""
    answers = getattr(_here, "answers", None)
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    found: T = answers[key]
    return found

"""While facts that belong together are written down one after the other: what they have in common is asked once, and
nobody waits for what the database says to each new row.

Outside such a batch everything is asked each time. Within one, what is remembered may only be what none of its writes
changes: the session, its agenda, how it stands.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from threading import local
from typing import Any

from django.db import connection

_here = local()


@contextmanager
def batch() -> Iterator[None]:
    """Until the end of it; inside a transaction. A row that the database refuses may be told of as late as then."""
    _here.answers = {}
    try:
        with _pipeline() if connection.vendor == "postgresql" else nullcontext():
            yield
    finally:
        _here.answers = None


@contextmanager
def _pipeline() -> Iterator[None]:
    """New rows go one after the other; with every other statement the answers to all of them are read."""
    connection.ensure_connection()
    raw: Any = connection.connection
    with connection.wrap_database_errors, raw.pipeline() as pipeline:

        def send(execute: Any, sql: str, *more: Any) -> Any:
            answer = execute(sql, *more)
            if not sql.startswith("INSERT"):
                with connection.wrap_database_errors:
                    pipeline.sync()  # how many rows it was, too
            return answer

        with connection.execute_wrapper(send):
            yield


def once_in_batch[T](key: Hashable, ask: Callable[[], T]) -> T:
    """The answer, asked the first time. What raises is asked again."""
    answers = getattr(_here, "answers", None)
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    found: T = answers[key]
    return found

"""Two writers at once on PostgreSQL: when the second waits for the first."""

import threading
import time

from django.db import connection


def wait_until_it_waits(thread: threading.Thread) -> None:
    """Until another connection waits for a lock of ours, or has gone on without one."""
    until = time.monotonic() + 20
    while thread.is_alive() and time.monotonic() < until:
        with connection.cursor() as cursor:
            # Inside a transaction PostgreSQL looks at the others once, and then tells the same again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)

"""Whose turn it is to write, where the database is one SQLite file.

SQLite lets those who wait sleep and try again, ever longer, while newcomers overtake them: of eight busy writers
one may wait for seconds. So they queue up first, outside the transaction: each takes a number from a file beside
the database, locks the byte of that number, and waits for the byte before it. The queue is a courtesy: the kernel
takes the locks of a process that dies, and SQLite's own lock still decides.
"""

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection

COUNTER = 0  # where the file has the number given last, in 8 bytes
TICKETS = 8  # behind it, one byte to lock for each number


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn, and have it until the end. Nothing to wait for inside a transaction, or elsewhere."""
    one_file = connection.vendor == "sqlite" and not cast("Any", connection).is_in_memory_db()
    if not one_file or connection.in_atomic_block:
        yield
        return
    file = os.open(f"{connection.settings_dict['NAME']}.turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(file, COUNTER)
        mine = int.from_bytes(os.pread(file, TICKETS, COUNTER), "big") + 1
        os.pwrite(file, mine.to_bytes(TICKETS, "big"), COUNTER)
        _lock(file, TICKETS + mine)
        _lock(file, COUNTER, fcntl.F_UNLCK)
        _lock(file, TICKETS + mine - 1)
        yield
    finally:
        os.close(file)  # and every lock with it


def _lock(file: int, byte: int, kind: int = fcntl.F_WRLCK) -> None:
    """One byte, for this opening of the file only: threads exclude each other as processes do (fcntl(2))."""
    asked = struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0)
    fcntl.fcntl(file, fcntl.F_OFD_SETLKW, asked)

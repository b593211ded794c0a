"""A server for the measurements, started as an operator would, and stopped by its own id."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MUFAKAT = Path(sys.executable).with_name("mufakat")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    command: str, data: Path, within: float = 300, *, keep_database: bool = False
) -> Iterator[tuple[int, int, float]]:
    """Runs `mufakat serve` or `mufakat demo`: yields its port, its process id, and the seconds until it answered. On
    SQLite in its folder, unless the database of the environment is kept."""
    left_out = {"MUFAKAT_DEMO"} if keep_database else {"MUFAKAT_DEMO", "DATABASE_URL"}
    port, began = free_port(), time.monotonic()
    server = subprocess.Popen(
        [MUFAKAT, command, "--port", str(port), "--data", str(data)],
        env={k: v for k, v in os.environ.items() if k not in left_out},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers(port):
            if server.poll() is not None or time.monotonic() - began > within:
                raise SystemExit(f"mufakat {command} did not start")
            time.sleep(0.05)
        yield port, server.pid, time.monotonic() - began
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/akun/login/")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()

"""The server that `mufakat serve` and `mufakat demo` start: it answers, stops whole, and loses nothing when killed."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mufakat.core.ids import new_id

ROOT = Path(__file__).resolve().parent.parent
WITHIN = 60.0  # seconds: a loaded machine is slow, a broken server never answers


@pytest.fixture
def environment(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A site of its own, beside the tests' database: its variables, with a few regions already loaded."""
    made = {k: v for k, v in os.environ.items() if not k.startswith(("MUFAKAT_", "DJANGO_"))}
    made |= {"MUFAKAT_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    made["DJANGO_SETTINGS_MODULE"] = "mufakat.site.settings"
    with own_database(made, django_db_blocker):
        code = (
            "import django; django.setup()\n"
            "from django.core.management import call_command\n"
            "call_command('migrate', verbosity=0)\n"
            "from tests.fixtures import load_the_regions; load_the_regions()\n"
        )
        subprocess.run([sys.executable, "-c", code], env=made, cwd=ROOT, check=True)
        yield made


@contextmanager
def own_database(made: dict[str, str], blocker: Any) -> Iterator[None]:
    """On PostgreSQL a new database on the tests' server; on SQLite there is a file in the folder."""
    if connection.vendor == "sqlite":
        yield
        return
    name = f"mufakat_{uuid.uuid4().hex}"
    server, _slash, _old = made["DATABASE_URL"].rpartition("/")
    made["DATABASE_URL"] = f"{server}/{name}"

    def do(statement: str) -> None:
        with blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(statement)

    do(f"CREATE DATABASE {name}")
    yield
    do(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(made: dict[str, str], *command: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The command with a port of its own, ready; at the end nothing of it is left."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mufakat.site.cli", *command, "--port", str(port)],
        env=made,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    with process:
        try:
            assert process.stdout
            said = []
            for line in process.stdout:
                said.append(line)
                if address in line:
                    break
            assert process.poll() is None, said
            yield process, address
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def family(pid: int) -> set[int]:
    """The process and all below it (Linux tells in /proc)."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(pid: int) -> bool:
    with suppress(OSError):
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def gone(pids: set[int]) -> bool:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until and any(map(alive, pids)):
        time.sleep(0.1)
    return not any(map(alive, pids))


def test_serve_answers_and_stops(environment: dict[str, str]) -> None:
    with running(environment, "serve") as (process, address):
        with urllib.request.urlopen(f"{address}/akun/login/", timeout=WITHIN) as answer:
            page = answer.read().decode()
            assert answer.status == 200
        assert "/demo/masuk/" not in page
        sheet = page.partition("stylesheet")[2].partition('href="')[2].partition('"')[0]
        with urllib.request.urlopen(address + sheet, timeout=WITHIN) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
        port = address.rpartition(":")[2]
        taken = subprocess.run(
            [sys.executable, "-m", "mufakat.site.cli", "serve", "--port", port],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (taken.returncode, taken.stdout) == (1, "")
        assert f"porta {port}" in taken.stderr
        everybody = family(process.pid)
        assert len(everybody) >= 3  # the server, its web process, the worker
        process.send_signal(signal.SIGTERM)
        assert process.wait(WITHIN) == 0
        assert gone(everybody)


@pytest.mark.long(15)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the demonstration is on SQLite")
def test_killed_loses_nothing_acknowledged(environment: dict[str, str]) -> None:
    """kill -9 amid eight writers: what was answered is there at the next start, and the journal is whole."""
    with running(environment, "demo") as (process, address):
        everybody = family(process.pid)
        key = run(environment, "token", "notulis").strip()
        waiting = ask(f"{address}/api/v1/commitments?state=open", key)["items"]
        done: list[str] = []
        writers = [
            threading.Thread(
                target=report, args=(address, key, waiting[n % len(waiting)]["id"], done)
            )
            for n in range(8)
        ]
        for writer in writers:
            writer.start()
        until = time.monotonic() + WITHIN
        while len(done) < 40 and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        for writer in writers:
            writer.join(WITHIN)
        assert len(done) >= 40
        assert gone(everybody)  # the worker notices that its server is gone
    with running(environment, "demo"):
        file = Path(environment["MUFAKAT_DATA"]) / "mufakat.sqlite3"
        with closing(sqlite3.connect(file)) as read:
            kept = {row[0] for row in read.execute("SELECT id FROM journal_act")}
        assert {uuid.UUID(one).hex for one in done} <= kept
        assert "semuanya seperti ketika ditulis" in run(environment, "verify")


def run(made: dict[str, str], *command: str) -> str:
    arguments = [sys.executable, "-m", "mufakat.site.cli", *command]
    return subprocess.run(
        arguments, env=made, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def ask(url: str, key: str, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, headers)
    with urllib.request.urlopen(request, timeout=WITHIN) as answer:
        return json.load(answer)


def report(address: str, key: str, commitment: str, done: list[str]) -> None:
    """Report on a promise again and again until the server is gone; note what it acknowledged."""
    url = f"{address}/api/v1/commitments/{commitment}/updates"
    while True:
        one = str(new_id())
        try:
            ask(url, key, {"act_id": one, "text": f"Kabar {one}", "progress": 10})
        except urllib.error.HTTPError:
            raise
        except (OSError, ValueError):
            return
        done.append(one)

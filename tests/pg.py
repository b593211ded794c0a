"""A throwaway PostgreSQL: `python tests/pg.py -- COMMAND…` runs the command with DATABASE_URL set.

The cluster lives in a temporary folder, listens on a socket in that folder only, writes nothing
durably and is deleted at the end. PostgreSQL refuses to run as root, so root runs it as
`postgres` or `nobody`. Without the server programs the command is skipped, loudly; in CI
(CI=true) that is a failure.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

READY_WITHIN = 60.0  # seconds


class NoServerError(Exception):
    """The server programs are not on this machine."""


def server_programs() -> Path:
    """The folder of the newest initdb and postgres."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True
    )
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    if pg_config := shutil.which("pg_config"):
        shown = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(shown.stdout.strip() or "/nonexistent"))
    for folder in folders:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise NoServerError


def other_user() -> dict[str, Any]:
    """How subprocess becomes somebody who is not root; nothing if we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            who = pwd.getpwnam(name)
            return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    raise NoServerError


def make_cluster(programs: Path, home: Path, who: dict[str, Any]) -> None:
    """initdb with a language's sort order, as real servers have: C order must be asked for."""
    initdb: list[str | Path] = [
        programs / "initdb",
        "--pgdata",
        home / "data",
        "--username",
        "mufakat",
    ]
    initdb += ["--auth", "trust", "--encoding", "UTF8", "--no-sync", "--locale", "C.UTF-8"]
    icu = ["--locale-provider", "icu", "--icu-locale", "id"]
    quiet: dict[str, Any] = {"cwd": home, "capture_output": True, "text": True, **who}
    if subprocess.run([*initdb, *icu], check=False, **quiet).returncode:
        shutil.rmtree(home / "data", ignore_errors=True)  # before 15, or built without ICU
        made = subprocess.run(initdb, check=False, **quiet)
        if made.returncode:
            sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")
    single: list[str | Path] = [
        programs / "postgres",
        "--single",
        "-F",
        "-D",
        home / "data",
        "postgres",
    ]
    subprocess.run(single, input="CREATE DATABASE mufakat;\n", check=True, **quiet)


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Runs a cluster; yields its DATABASE_URL."""
    programs, who = server_programs(), other_user()
    home = Path(tempfile.mkdtemp(prefix="mufakat-pg-", dir="/tmp"))  # socket paths must be short
    server = None
    try:
        if who:
            os.chown(home, who["user"], who["group"])
        make_cluster(programs, home, who)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(home),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "autovacuum": "off",
            "jit": "off",  # compiling a question costs more than asking it of a few rows
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "shared_buffers": "128MB",
            "max_connections": "60",
        }
        command = [str(programs / "postgres"), "-D", str(home / "data")]
        for key, value in options.items():
            command += ["-c", f"{key}={value}"]
        with (home / "log").open("w") as log:
            # A session of its own: Ctrl-C reaches the tests first, then we stop the server.
            server = subprocess.Popen(
                command, cwd=home, stdout=log, stderr=log, start_new_session=True, **who
            )
        wait_until_ready(server, home)
        yield f"postgresql://mufakat@{quote(str(home), safe='')}/mufakat"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGQUIT)  # nothing is worth keeping
            server.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)


def wait_until_ready(server: "subprocess.Popen[bytes]", home: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    pid_file = home / "data" / "postmaster.pid"
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            if pid_file.read_text().rstrip().endswith("ready"):
                return
        time.sleep(0.05)
    sys.exit("PostgreSQL did not start:\n" + (home / "log").read_text())


def stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def skip_loudly() -> int:
    in_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    bar = "!" * 88
    print(
        f"\n{bar}\n"
        "!! NOT TESTED ON POSTGRESQL: no initdb and postgres on this machine.\n"
        "!! On Debian: apt-get install postgresql\n"
        f"!! {'CI does not skip: this is a failure.' if in_ci else 'CI will not skip this.'}\n"
        f"{bar}\n",
        file=sys.stderr,
    )
    return 1 if in_ci else 0


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        with cluster() as url:
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoServerError:
        return skip_loudly()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

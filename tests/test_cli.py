"""The command `mufakat`: what a keeper of the server does, and that the server can be trusted with it."""

import io
import json
import os
import shutil
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
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mufakat.commitments.models import Tally
from mufakat.core.ids import new_id
from mufakat.directory.access import can
from mufakat.directory.actions import record_person
from mufakat.directory.models import Region, Token, User
from mufakat.journal.actions import act
from mufakat.journal.models import Act, Event
from mufakat.site.cli import main
from mufakat.site.demo.stage import local
from tests.regions import load_some

ROOT = Path(__file__).resolve().parent.parent
HOME = "32.73.04"
WITHIN = 60.0  # seconds: a loaded machine is slow, a broken server never answers


# -- Commands that answer and end --------------------------------------------------------------


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def regions(db: None) -> dict[str, Region]:
    return load_some(HOME)


def test_first_administrator(
    regions: dict[str, Region], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "kata-sandi-panjang\n")
    assert main(["user", "siti", "--name", "Siti Aminah"]) == 0
    user = User.objects.get(username="siti")
    assert user.check_password("kata-sandi-panjang")
    assert str(user.person) == "Siti Aminah"
    assert can(user, "role.assign", regions[HOME])
    assert "kata-sandi" not in capsys.readouterr().out
    assert Act.objects.get().via == "cli"
    verbs = Event.objects.order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["person.recorded", "user.recorded", "assignment.recorded"]


def test_password_is_made_when_none_is_given(
    regions: dict[str, Region], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "")
    assert main(["user", "dinkes", "--role", "dinkes_kabkota", "--node", "32.73"]) == 0
    password = capsys.readouterr().out.split()[-1]
    user = User.objects.get(username="dinkes")
    assert user.check_password(password)
    assert can(user, "forum.record", regions[HOME])
    assert not can(user, "forum.record", regions["32"])


@pytest.mark.parametrize(
    ("arguments", "password"),
    [
        (["user", "siti"], ""),  # a second of that name
        (["user", "budi", "--role", "raja"], ""),
        (["user", "budi", "--node", "99.99"], ""),
        (["user", "budi", "--node", "5308"], ""),
        (["user", "budi", "--node", str(uuid.uuid4())], ""),
        (["user", "budi", "--role", "notulis"], ""),  # not a role for a region
        (["user", "budi"], "pendek\n"),
        (["token", "budi"], ""),
    ],
)
def test_refusals_write_nothing(
    regions: dict[str, Region],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    password: str,
) -> None:
    typed(monkeypatch, "")
    main(["user", "siti"])
    capsys.readouterr()
    typed(monkeypatch, password)
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.err.strip()
    assert not said.out
    assert Act.objects.count() == 1
    assert list(User.objects.values_list("username", flat=True)) == ["siti"]


def test_token_opens_the_api(
    regions: dict[str, Region],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    client: Any,
) -> None:
    typed(monkeypatch, "")
    main(["user", "siti"])
    capsys.readouterr()
    assert main(["token", "siti"]) == 0
    key = capsys.readouterr().out.strip()
    assert Token.objects.get().digest != key
    answer = client.get("/api/v1/regions/32.73", headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 200


def write(day: int) -> None:
    with act(new_id(), by=None, via="cli", at=local(f"2024-01-0{day}T09:00")) as open_act:
        record_person(open_act, name=f"Orang {day}")
        record_person(open_act, name=f"Orang lain {day}")


@pytest.fixture
def journal(db: None) -> None:
    for day in (1, 2, 3):
        write(day)


def alter() -> None:
    Event.objects.filter(seq=3).update(by_name="Orang lain")


def remove() -> None:
    Event.objects.filter(seq=4).delete()


def insert() -> None:
    forged = Event.objects.get(seq=2)
    forged.seq, forged.act_id = 7, uuid.uuid4()
    forged.save(force_insert=True)


def alter_act() -> None:
    Act.objects.filter(number=2).update(by_name="Orang lain")


def remove_act() -> None:
    Act.objects.filter(number=2).delete()


def insert_act() -> None:
    forged = Act.objects.get(number=3)
    forged.pk, forged.number = uuid.uuid4(), 4
    forged.save(force_insert=True)


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (alter, "event 3"),
        (remove, "event 4"),
        (insert, "event 7"),
        (alter_act, "act 2"),
        (remove_act, "act number 2"),
        (insert_act, "act 4"),
    ],
)
def test_verify(
    journal: None, capsys: pytest.CaptureFixture[str], harm: Callable[[], None], named: str
) -> None:
    assert main(["verify"]) == 0
    assert "3 tindakan, 6 peristiwa, 0 segel" in capsys.readouterr().out
    harm()
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert any(line.startswith(named) for line in said.out.splitlines())
    assert said.err


def test_seal(journal: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seal"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "2024-01-01",
        "2024-01-02",
        "2024-01-03",
    ]
    main(["seal"])
    assert "Tidak ada" in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert "3 segel" in capsys.readouterr().out


def test_tally(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", "--check"]) == 0
    Tally.objects.create(
        node_kind="region",
        node_key="32.",
        parent_key="",
        sector="agama",
        year=2024,
        tribulan=1,
        kept=1,
    )
    assert main(["tally", "--check"]) == 1
    assert "region 32. agama 2024 1" in capsys.readouterr().out
    assert Tally.objects.exists()
    assert main(["tally"]) == 0
    assert main(["tally", "--check"]) == 0
    assert not Tally.objects.exists()


def test_migrate_says_what_it_did(monkeypatch: pytest.MonkeyPatch, db: None, capsys: Any) -> None:
    from mufakat.directory import actions

    done = {"added": 5, "changed": 0, "kept": 1}
    monkeypatch.setattr(actions, "load_regions", lambda: done)
    assert main(["migrate"]) == 0
    assert "5 ditambah" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_backup_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(1)
    file = tmp_path / "cadangan"
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        assert main(["backup", str(file)]) == 1
        assert not file.exists()
        return
    assert main(["backup", str(file)]) == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["cadangan"]
    if connection.vendor == "postgresql":
        shown = subprocess.run(["pg_restore", "--list", file], capture_output=True, check=True)
        assert b"journal_act" in shown.stdout
        return
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT count(*) FROM journal_event").fetchone() == (2,)


def test_backup_that_fails_leaves_the_old_one(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "nowhere" / "cadangan")]) == 1
    assert "Cadangan tidak dibuat" in capsys.readouterr().err


def test_backup_overwrites_nothing(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cadangan"
    file.write_text("yang lama")
    assert main(["backup", str(file)]) == 1
    assert "sudah ada" in capsys.readouterr().err
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [
        ("cadangan", "yang lama")
    ]


@pytest.mark.parametrize("command", ["user siti", "token siti", "verify", "tally", "backup x"])
def test_before_the_first_start(tmp_path: Path, command: str) -> None:
    """A sentence that says what to do; no traceback."""
    made = {k: v for k, v in os.environ.items() if not k.startswith(("MUFAKAT_", "DJANGO_"))}
    made.pop("DATABASE_URL", None)
    made["PYTHONPATH"] = str(ROOT)
    asked = [*command.split(), "--data", str(tmp_path / "data")]
    said = subprocess.run(
        [sys.executable, "-m", "mufakat.site.cli", *asked],
        env=made,
        cwd=tmp_path,
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert "mufakat migrate" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_help_is_quick_and_needs_no_site() -> None:
    """Nothing of Django is imported before a command is chosen."""
    code = "import sys, mufakat.site.cli as c; c.parser(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# -- The server --------------------------------------------------------------------------------


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
            f"from tests.regions import load_some; load_some({HOME!r})\n"
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
            threading.Thread(target=report, args=(address, key, waiting[n % 8]["id"], done))
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

"""The command `mufakat`: what a keeper of the server does with it."""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable
from contextlib import closing
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
from mufakat.web.models import SearchEntry
from tests.regions import load_some
from tests.world import World

ROOT = Path(__file__).resolve().parent.parent
HOME = "32.73.04"


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


def test_index(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--check"]) == 1
    assert f"meeting {world.opened.pk}" in capsys.readouterr().out
    assert main(["index"]) == 0
    assert main(["index", "--check"]) == 0
    SearchEntry.objects.filter(kind="note").update(title="x")
    assert main(["index", "--check"]) == 1


def test_an_update_counts_what_it_brought_once(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows of an older version: no figure of an owner, no entry of search. Counted at the next start, and only then."""
    from mufakat.commitments import jobs as figures
    from mufakat.site.server import bring_up_to_date
    from mufakat.web import jobs as search

    assert not Tally.objects.filter(node_kind="owner").exists()
    assert not SearchEntry.objects.exists()
    bring_up_to_date()
    assert "Menghitung" in (said := capsys.readouterr().out)
    assert "Menyusun" in said
    assert figures.differences() == []
    assert search.differences() == []
    for again in (figures, search):
        monkeypatch.setattr(again, "rebuild", lambda: pytest.fail("counted a second time"))
    bring_up_to_date()
    assert capsys.readouterr().out == ""


def test_migrate_says_what_it_did(monkeypatch: pytest.MonkeyPatch, db: None, capsys: Any) -> None:
    from mufakat.directory import actions

    done = {"added": 5, "changed": 0, "kept": 1}
    monkeypatch.setattr(actions, "load_regions", lambda: done)
    assert main(["migrate"]) == 0
    assert "5 ditambah" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_backup_opens(tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.MEDIA_ROOT = tmp_path / "none"
    write(1)
    file = tmp_path / "cadangan"
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        assert main(["backup", str(file)]) == 1
        assert not file.exists()
        return
    assert main(["backup", str(file)]) == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["cadangan"]
    assert file.stat().st_mode & 0o077 == 0  # read by its keeper only
    if connection.vendor == "postgresql":
        shown = subprocess.run(["pg_restore", "--list", file], capture_output=True, check=True)
        assert b"journal_act" in shown.stdout
        return
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT count(*) FROM journal_event").fetchone() == (2,)


@pytest.mark.django_db(transaction=True)
def test_backup_carries_the_files(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Restored as docs/operate.md says, they are the same bytes under the same names."""
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("no pg_dump here")
    settings.MEDIA_ROOT = tmp_path / "files"
    kept = tmp_path / "files" / "bukti" / "ab" / "abcd.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\xff\xd8\xff foto")
    copies = tmp_path / "copies"
    copies.mkdir()
    assert main(["backup", str(copies / "malam")]) == 0
    assert sorted(each.name for each in copies.iterdir()) == ["malam", "malam.berkas.tar"]
    again = tmp_path / "again"
    again.mkdir()
    subprocess.run(["tar", "-xf", copies / "malam.berkas.tar", "-C", again], check=True)
    assert (again / "bukti" / "ab" / "abcd.jpg").read_bytes() == kept.read_bytes()
    (copies / "malam").unlink()
    assert main(["backup", str(copies / "malam")]) == 1  # the files of that night are still there
    assert not (copies / "malam").exists()


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
    assert not list(tmp_path.iterdir())  # neither a folder nor a key: it may have been mistyped


def test_help_is_quick_and_needs_no_site() -> None:
    """Nothing of Django is imported before a command is chosen."""
    code = "import sys, mufakat.site.cli as c; c.parser(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

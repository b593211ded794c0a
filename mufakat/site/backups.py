"""A whole copy of the database in one file, while others go on writing."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection


class NotMade(Exception):
    """There is no copy, and what stood under its name before is untouched; the sentence says why."""


def backup(file: Path) -> int:
    """Write the copy, and only when it is whole give it its name; return its size in bytes. Raises `NotMade`."""
    try:
        return _backup(file)
    except (OSError, sqlite3.Error) as why:
        raise NotMade(str(why)) from None


def _backup(file: Path) -> int:
    if file.exists() or file.is_symlink():
        raise NotMade(
            f"{file} sudah ada dan tidak ditimpa. Pilih nama lain, atau pindahkan dahulu."
        )
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        if connection.vendor == "sqlite":
            _copy_sqlite(part)
        else:
            _dump_postgres(part, connection.settings_dict)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)  # the name, too, is on the disk
    os.close(folder)
    return file.stat().st_size


def _copy_sqlite(part: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(part)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no companions
        (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
    if verdict != "ok":
        raise OSError(verdict)


def _dump_postgres(part: Path, settings: dict[str, Any]) -> None:
    """pg_dump's own format, for pg_restore. The password goes by the environment, where others cannot read it."""
    program = shutil.which("pg_dump")
    if program is None:
        raise NotMade("program pg_dump tidak ada di mesin ini (Debian: postgresql-client).")
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(settings[key]) for name, key in names.items() if settings.get(key)}
    command = [program, "--format=custom", f"--file={part}", f"--dbname={settings['NAME']}"]
    done = subprocess.run(  # noqa: S603 - our own command line
        command, env=os.environ | given, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise NotMade(done.stderr.strip())

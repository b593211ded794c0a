"""A whole copy of the database in one file, and of what people sent in another, while others go on writing."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

FILES = ".berkas.tar"  # what stands behind the name of the copy with the files


class NotMade(Exception):
    """There is no copy, and what stood under its name before is untouched; the sentence says why."""


def backup(file: Path) -> int:
    """Write the copy, and only when it is whole give it its name; return its size in bytes. Raises `NotMade`."""
    try:
        return _backup(file)
    except (OSError, sqlite3.Error) as why:
        raise NotMade(str(why)) from None


def _backup(file: Path) -> int:
    sent = file.with_name(f"{file.name}{FILES}")
    for wanted in (file, sent):
        if wanted.exists() or wanted.is_symlink():
            raise NotMade(
                f"{wanted} sudah ada dan tidak ditimpa. Pilih nama lain, atau pindahkan dahulu."
            )
    part, sent_part = (each.with_name(f"{each.name}.part") for each in (file, sent))
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # telephones and passwords are in it, whatever the umask says
    try:
        if connection.vendor == "sqlite":
            _copy_sqlite(part)
        else:
            _dump_postgres(part, connection.settings_dict)
        # After the rows: so every file that one of them names is there, but for those withdrawn meanwhile.
        with_files = _pack_files(sent_part)
        _to_disk(part)
        if with_files:
            _to_disk(sent_part)
            sent_part.replace(sent)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
        sent_part.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)  # the name, too, is on the disk
    os.close(folder)
    return file.stat().st_size


def _to_disk(part: Path) -> None:
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _pack_files(part: Path) -> bool:
    """Photos and papers by their names in the data folder, in one archive; False where there are none. Not compressed:
    they are so already."""
    folder = Path(settings.MEDIA_ROOT)
    found = sorted(each for each in folder.rglob("*") if each.is_file())
    if not found:
        return False
    part.touch(mode=0o600)
    with tarfile.open(part, "w") as archive:
        for each in found:
            with suppress(FileNotFoundError):  # withdrawn since
                archive.add(each, arcname=each.relative_to(folder).as_posix())
    return True


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

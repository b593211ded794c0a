"""What every command does first, and how it refuses."""

import os
import secrets
import sys
from pathlib import Path

from . import server


def refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def set_up() -> None:
    import django
    from django.utils import translation

    if (Path(os.environ.get("MUFAKAT_DATA", "data")) / "demo-clock").exists():
        os.environ.setdefault("MUFAKAT_DEMO", "1")  # what is done there is done by that clock
    django.setup()
    translation.activate("id")


def make_nothing() -> None:
    """Reading the settings makes a folder and a key, opening SQLite a file: a folder that was mistyped stays as it is.
    Raises `NotReady` where nothing is."""
    from django.conf import settings

    if settings.configured:  # in a process that serves already
        return
    folder = Path(os.environ.get("MUFAKAT_DATA", "data"))
    if os.environ.get("DATABASE_URL"):
        if not (folder / "secret-key").exists():  # signs nothing here that a browser keeps
            os.environ.setdefault("MUFAKAT_SECRET_KEY", secrets.token_urlsafe(50))
    elif not (folder / "mufakat.sqlite3").exists():
        raise server.NotReady(
            f"Tidak ada basis data Mufakat dalam folder {folder}. Periksa --data; bila memang baru, jalankan "
            "dahulu mufakat migrate (atau mufakat serve)."
        )


def set_up_with_tables() -> None:
    """Before the first start there is nothing to read and nowhere to write. Raises `NotReady`."""
    make_nothing()
    set_up()
    from django.db import OperationalError, connection

    from mufakat.directory.models import User
    from mufakat.journal.models import Act

    try:
        there = set(connection.introspection.table_names())
    except OperationalError as why:
        raise server.NotReady(f"Basis data tidak dapat dibuka: {why}") from None
    if not {User._meta.db_table, Act._meta.db_table} <= there:
        raise server.NotReady(
            "Tabel Mufakat belum ada di basis data ini. Jalankan dahulu mufakat migrate (atau mufakat serve), "
            "dengan folder data yang sama."
        )

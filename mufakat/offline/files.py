"""Bytes of photos on their way: in pieces, each resumed where it stopped, until their hash is right.

They lie in a folder beside the database, by user and hash, until an entry that names them takes them. A file can
come before its entry, after it, or without one: then it is forgotten after a month.
"""

from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from re import fullmatch
from time import time
from typing import Any

from django.conf import settings

LARGEST = 20 * 1024 * 1024  # bytes of one file
MOST_WAITING = 200 * 1024 * 1024  # bytes that wait of one user
KEPT_FOR = 30 * 24 * 3600  # seconds that a file waits for its entry


def is_hash(text: str) -> bool:
    return fullmatch(r"[0-9a-f]{64}", text) is not None


def folder(user: Any) -> Path:
    return Path(settings.MEDIA_ROOT) / "arriving" / str(user.pk)


def _part(user: Any, digest: str) -> Path:
    return folder(user) / f"{digest}.part"


def _whole(user: Any, digest: str) -> Path:
    return folder(user) / digest


def have(user: Any, digest: str) -> tuple[int, bool]:
    """How many bytes of a file are here, and whether it is whole."""
    whole = _whole(user, digest)
    if whole.exists():
        return whole.stat().st_size, True
    part = _part(user, digest)
    return (part.stat().st_size if part.exists() else 0), False


def has_room(user: Any, more: int) -> bool:
    place = folder(user)
    here = sum(each.stat().st_size for each in place.iterdir()) if place.exists() else 0
    return here + more <= MOST_WAITING


def add_piece(user: Any, digest: str, start: int, data: bytes, size: int) -> str:
    """Put a piece at its place. Says `more`, `whole`, `elsewhere` (it does not follow what is here) or `wrong` (all is
    here and is another file: it begins anew)."""
    here, is_whole = have(user, digest)
    if is_whole:
        return "whole"
    if start != here or start + len(data) > size:
        return "elsewhere"
    part = _part(user, digest)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as kept:
        kept.write(data)
    if here + len(data) < size:
        return "more"
    if sha256(part.read_bytes()).hexdigest() != digest:
        part.unlink()
        return "wrong"
    part.replace(_whole(user, digest))
    return "whole"


def take_whole(user: Any, digest: str, data: bytes) -> bool:
    """A whole file at once, from a file of unsent entries. False when its hash is another."""
    fits = is_hash(digest) and len(data) <= LARGEST and has_room(user, len(data))
    if not fits or sha256(data).hexdigest() != digest:
        return False
    place = _whole(user, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return True


def bytes_of(user: Any, digest: str) -> bytes | None:
    """What arrived, where it is whole."""
    place = _whole(user, digest)
    return place.read_bytes() if is_hash(digest) and place.exists() else None


def forget(user: Any, digest: str) -> None:
    for place in (_whole(user, digest), _part(user, digest)):
        place.unlink(missing_ok=True)


def forget_old(awaited: Collection[str] = ()) -> None:
    """What no entry has asked for in a month. `awaited`: hashes that entries name which are not written down yet."""
    for place in (Path(settings.MEDIA_ROOT) / "arriving").glob("*/*"):
        with suppress(FileNotFoundError):
            old = place.stat().st_mtime < time() - KEPT_FOR
            if old and place.name.partition(".")[0] not in awaited:
                place.unlink()

"""The file as one ZIP: the PDF, every part as a file of its own in a numbered folder, and a list with digests. The same
input gives the same bytes; names open on Windows too."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from io import StringIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from django.utils.translation import override

from mufakat.commitments.models import ProofKind
from mufakat.meetings.models import IssuedFile, SessionFile
from mufakat.meetings.papers import PAPERS
from mufakat.meetings.papers.typesetting import typeset_all

from .naming import safe_cell, safe_name
from .parts import Listed

TEMPLATES = {
    "letter": "undangan.typ",
    "agenda": "susunan-acara.typ",
    "terms": "kak.typ",
    "attendance": "daftar-hadir.typ",
    "minutes": "notulen.typ",
    "promises": "rtl.typ",
    "sheet": "komitmen-bersama.typ",
    "proposals": "usulan.typ",
    "costs": "biaya.typ",
}
LIST_NAME = "daftar-isi.csv"
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - the first day that a ZIP can name, which knows no zones
CHUNK = 1 << 20
Row = list[Any]


def write_archive(
    out: IO[bytes], pdf: bytes, parts: list[Listed], *, paper: str, at: datetime | None, zone: str
) -> None:
    """Write the archive into `out`, an empty file. `at` is the day of every file in it."""
    when = at.astimezone(ZoneInfo(zone)) if at else EARLIEST
    rows: list[Row] = [["Bagian", "Isi", "Berkas", "Ukuran (bita)", "SHA-256"]]
    printed = _printed(parts, paper, at)
    with ZipFile(out, "w") as archive, override("id"):
        rows.append(["", "Berkas SPJ", *_put(archive, IssuedFile.PDF_NAME, [pdf], when)])
        for part in parts:
            folder = safe_name(f"{part.number:02} {part.label}")
            for n, (name, end, chunks) in enumerate(_files_of(part, printed), start=1):
                path = f"{folder}/{safe_name(f'{n:02} {name}', end)}"
                rows.append([part.number, name, *_put(archive, path, chunks, when)])
            if not part.sections:
                rows.append([part.number, part.label, "belum ada", "", ""])
        _put(archive, LIST_NAME, [_as_csv(rows)], when, ZIP_DEFLATED)


def _put(
    archive: ZipFile, name: str, chunks: Iterable[bytes], when: datetime, how: int = ZIP_STORED
) -> tuple[str, int, str]:
    """Its name, how big it is, and its digest."""
    entry = ZipInfo(name, max(when.replace(tzinfo=None), EARLIEST).timetuple()[:6])
    entry.compress_type, entry.create_system, entry.external_attr = how, 3, 0o644 << 16
    digest = sha256()
    size = 0
    with archive.open(entry, "w") as out:
        for chunk in chunks:
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return name, size, digest.hexdigest()


def _files_of(part: Listed, printed: Iterator[bytes]) -> Iterator[tuple[str, str, Iterable[bytes]]]:
    """Name, ending and bytes of each file of a part."""
    for section in part.sections:
        if section.template == "files":
            for file in section.files:
                if file.file and file.file.storage.exists(str(file.file.name)):
                    end = ".jpg" if file.kind == ProofKind.PHOTO else ".pdf"
                    yield file.caption or file.name or part.label, end, _bytes_of(file)
        else:
            yield section.name or part.label, ".pdf", [next(printed)]


def _bytes_of(file: SessionFile) -> Iterator[bytes]:
    with file.file.open("rb") as kept:
        yield from iter(lambda: kept.read(CHUNK), b"")


def _printed(parts: list[Listed], paper: str, at: datetime | None) -> Iterator[bytes]:
    """The papers of the house in the order of the parts, each as a PDF of its own."""
    width, height = PAPERS[paper]
    orders = [
        (TEMPLATES[section.template], section.facts | {"width": width, "height": height})
        for part in parts
        for section in part.sections
        if section.template != "files"
    ]
    return iter(typeset_all(orders, int(at.timestamp()) if at else 0) if orders else [])


def _as_csv(rows: list[Row]) -> bytes:
    """With semicolons and a mark at its beginning, as spreadsheets in Indonesian open it."""
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(
        [safe_cell(cell) for cell in row] for row in rows
    )
    return out.getvalue().encode("utf-8-sig")

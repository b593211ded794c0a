"""Photos and papers that were put in, as pictures that the template places: a JPEG goes in as it is; a PDF is
drawn page by page, because an archive (PDF/A) takes no foreign PDF in, whose fonts nobody can vouch for. The files
themselves lie in the archive beside it, unaltered.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from mufakat.commitments.models import ProofKind
from mufakat.core import dates
from mufakat.meetings.models import SessionFile
from mufakat.meetings.queries.spj_reference import spj_parts

from .parts import Listed, Section

Facts = dict[str, Any]
LONG_SIDE = 1754  # pixels: A4 at 150 to the inch
LONGEST = 120  # seconds
# A process of its own draws what strangers sent, and is over before anything else begins.
DRAW = """
import json, sys
import pypdfium2
told = []
for path, stem in json.load(sys.stdin):
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        continue  # the paper that holds it says that it cannot be shown
    for n in range(len(document)):
        page = document[n]
        image = page.render(scale=LONG_SIDE / max(page.get_size())).to_pil().convert("RGB")
        if image.convert("HSV").getchannel("S").getextrema()[1] < 40:
            image = image.convert("L")
        name = f"{stem}-{n}.jpg"
        image.save(name, "JPEG", quality=80, dpi=(150, 150))
        text = " ".join(page.get_textpage().get_text_range(errors="replace").split())
        told.append([stem, name, image.width, image.height, text[:1500]])
        page.close()
    document.close()
json.dump(told, sys.stdout)
"""


def with_pictures(parts: list[Listed], root: Path) -> list[Listed]:
    """The parts with the pictures of their files, written into `root`."""
    drawn = _draw([f for part in parts for s in part.sections for f in s.files], root)
    return [
        part.printing([_pictured(section, drawn, root) for section in part.sections])
        for part in parts
    ]


def _stem(file: SessionFile, root: Path) -> Path:
    return root / _name(file)


def _name(file: SessionFile) -> str:
    """Short enough that no line of a paper would break it."""
    return file.pk.hex[-16:]


def _draw(files: list[SessionFile], root: Path) -> dict[str, list[list[Any]]]:
    """Every page of every paper, by the stem of its name."""
    papers = [f for f in files if f.kind == ProofKind.PAPER and _copied(f, root, ".pdf")]
    if not papers:
        return {}
    order = [[f"{_stem(f, root)}.pdf", str(_stem(f, root))] for f in papers]
    done = subprocess.run(  # noqa: S603 - our own program; the papers are its input
        [sys.executable, "-I", "-c", f"LONG_SIDE = {LONG_SIDE}\n{DRAW}"],
        input=json.dumps(order).encode(),
        capture_output=True,
        check=True,
        timeout=LONGEST,
    )
    found: dict[str, list[list[Any]]] = {}
    for stem, *page in json.loads(done.stdout):
        found.setdefault(stem, []).append(page)
    return found


def _copied(file: SessionFile, root: Path, end: str) -> bool:
    """False where the disk has lost it."""
    if not file.file or not file.file.storage.exists(str(file.file.name)):
        return False
    with file.file.open("rb") as kept, Path(f"{_stem(file, root)}{end}").open("wb") as copy:
        copy.writelines(iter(lambda: kept.read(1 << 20), b""))
    return True


def _pictured(section: Section, drawn: dict[str, list[list[Any]]], root: Path) -> Section:
    if section.template != "files":
        return section
    photos: list[Facts] = []
    sheets: list[Facts] = []
    lost: list[str] = []
    for file in section.files:
        if file.kind == ProofKind.PHOTO and _copied(file, root, ".jpg"):
            # A photographed paper is to be read: it has a page of its own.
            of_photos = spj_parts()[file.part].get("photo", False)
            (photos if of_photos else sheets).append(_photo(file))
        elif pages := drawn.get(str(_stem(file, root))):
            sheets += [_sheet(file, n, len(pages), page) for n, page in enumerate(pages, start=1)]
        else:
            lost.append(file.caption or file.name)
    note = f"Tidak dapat ditampilkan di sini: {', '.join(lost)}." if lost else ""
    facts = section.facts | {"photos": photos, "sheets": sheets, "note": note}
    return Section(section.template, facts, section.files, section.name)


def _photo(file: SessionFile) -> Facts:
    when = dates.long_date(file.taken_on) if file.taken_on else ""
    caption = file.caption or file.name or "Foto"
    return {
        "path": f"{_name(file)}.jpg",
        "width": file.width or 4,
        "height": file.height or 3,
        "alt": caption,
        "caption": caption,
        "said": ", ".join(x for x in (when, file.place) if x),
    }


def _sheet(file: SessionFile, number: int, count: int, page: list[Any]) -> Facts:
    path, width, height, text = page
    caption = file.caption or file.name or "Berkas"
    return {
        "path": Path(path).name,
        "width": width,
        "height": height,
        "alt": text or f"{caption}, halaman {number}",
        "caption": caption,
        "said": f"halaman {number} dari {count}" if count > 1 else "",
    }

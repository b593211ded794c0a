"""The minutes as DOCX: the same words as the PDF, well-formed, and inert whatever was typed."""

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from mufakat.meetings.papers.word import minutes_docx
from tests.world import World

from .test_papers import ADDED, DIGEST, in_order, snapshot, squeezed
from .test_typesetting import naughty, with_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(*, addendum: Any = (), paper: str = "a4", **more: Any) -> bytes:
    return minutes_docx(snapshot(**more), digest=DIGEST, addendum=list(addendum), paper=paper)


def body_of(docx: bytes) -> ET.Element:
    with ZipFile(BytesIO(docx)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - our own: every part is well-formed
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314


def text_of(docx: bytes) -> str:
    """Each paragraph as a line."""
    lines = []
    for paragraph in body_of(docx).iter(f"{W}p"):
        told = ("\n" if part.tag == f"{W}br" else part.text or "" for part in paragraph.iter())
        lines.append("".join(told))
    return "\n".join(lines)


def test_reads_as_the_paper_does() -> None:
    text = " ".join(text_of(made(addendum=[ADDED])).split())
    in_order(
        text,
        *("PEMERINTAH KOTA BANDUNG", "KECAMATAN BOJONGLOA KALER", "NOTULEN"),
        *("Hari/tanggal : Jumat, 29 September 2023", "Waktu : 13.00–16.00 WIB"),
        *("Pimpinan rapat : Yayan Sutardja, M.Si.", "Notulis : Sinta Rahmawati"),
        *("I. Kehadiran menurut sektor", "Sektor Diundang Hadir", "Polri 3 3", "Jumlah 3 3"),
        *("II. Rapor janji rapat sebelumnya", "III. Jalannya rapat", "A. Masukan"),
        *("IV. Keputusan", "V. Rencana tindak lanjut (RTL)", "Demikian notulen ini"),
        *("Pimpinan rapat,", "Lampiran: daftar hadir", "Adendum", ADDED["text"]),
    )


def test_the_same_minutes_give_the_same_bytes_on_the_paper_asked_for() -> None:
    assert made() == made()
    sizes = {}
    for paper in ("a4", "f4"):
        size = body_of(made(paper=paper)).find(f".//{W}pgSz")
        assert size is not None
        sizes[paper] = (size.get(f"{W}w"), size.get(f"{W}h"))
    assert sizes == {"a4": ("11907", "16840"), "f4": ("12190", "18711")}
    with pytest.raises(ValueError, match="letter"):
        made(paper="letter")


def test_it_says_that_the_pdf_is_what_was_ratified() -> None:
    assert squeezed(DIGEST) in squeezed(text_of(made()))
    assert "KONSEP" in text_of(made(ratified_at="", ratified_by=""))


def test_naughty_texts_are_text() -> None:
    """Nothing typed becomes markup or a field; what XML cannot hold is named."""
    texts = [*naughty(), "{{ 7*7 }}", "{% raw %}", "<w:p/>", "]]>", "&amp;", "=cmd|'/c calc'!A0"]
    docx = made(**with_text(texts))
    said = squeezed(text_of(docx))
    for text in texts:
        plain = re.sub(
            "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff\u202a-\u202e\u2066-\u2069]",
            "",
            text,
        )
        plain = re.sub("[\u202a-\u202e\u2066-\u2069]", "", plain)
        if plain == text:
            assert squeezed(text) in said, text
    assert "[U+0000]" in said and "49" not in squeezed(text_of(made(title="{{ 7*7 }}")))[:200]
    fields = {each.get(f"{W}instr") for each in body_of(docx).iter(f"{W}fldSimple")}
    assert not fields  # those of the foot stand in a part of their own


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
def test_the_address_gives_minutes_and_drafts(world: World) -> None:
    client = world.client("notulis")
    answer = client.get(f"{world.ratified.get_absolute_url()}notulen.docx")
    assert answer.status_code == 200 and answer.headers["Content-Type"].endswith(".document")
    assert 'filename="notulen-2026-03-27-edisi-1.docx"' in answer.headers["Content-Disposition"]
    assert "V. Rencana tindak lanjut (RTL)" in text_of(answer.content)
    konsep = client.get(f"{world.opened.get_absolute_url()}notulen.docx?kertas=f4")
    assert "KONSEP, belum disahkan" in text_of(konsep.content)
    assert client.get(f"{world.planned.get_absolute_url()}notulen.docx").status_code == 404
    assert client.get(f"{world.ratified.get_absolute_url()}notulen.docx?edisi=9").status_code == 404

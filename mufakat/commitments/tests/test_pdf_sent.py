"""PDFs as people send them pass with their pages: typed, scanned, with links, outlines, metadata, empty forms."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    NameObject,
    StreamObject,
    TextStringObject,
)

from .test_pdf import kept


def written(change: Callable[[PdfWriter], Any]) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def typed() -> bytes:
    """As a word processor writes it: headings in an outline, links, tags, who wrote it."""
    text = b"""
#set document(title: "Notulen", author: "Sekretariat")
#set heading(numbering: "1.")
#outline()
= Pembukaan <awal>
Lihat #link("https://bandung.go.id/lokmin?a=1&b=2")[laman kota] dan @awal.
#link("mailto:puskesmas@bandung.go.id")[surel]
#pagebreak()
= Penutup
MZ Selesai.
"""
    return bytes(typst.compile(text))


def scanned(form: str = "PDF") -> bytes:
    out = BytesIO()
    pages = [Image.effect_noise((300, 400), 60).convert(mode) for mode in ("L", "RGB", "1")]
    pages[0].save(out, form, save_all=True, append_images=pages[1:], title="Scan", producer="HP")
    return out.getvalue()


def office(writer: PdfWriter) -> None:
    """With links to the web and within, an outline, metadata in XML, an empty form, and a page to open at."""
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="http://kemkes.go.id"))
    writer.add_annotation(0, Link(rect=(9, 0, 9, 9), target_page_index=1, fit=Fit.fit()))
    first = writer.add_outline_item(title="Bab I", page_number=0)
    writer.add_outline_item(title="Bab I.1", page_number=1, parent=first)
    writer.add_outline_item(title="Bab II", page_number=1)
    writer.add_metadata({"/Author": "Sekretariat", "/Creator": "Writer"})
    root = writer._root_object
    about = StreamObject()
    about.set_data(b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta/>")
    root[NameObject("/Metadata")] = writer._add_object(about)
    fields = DictionaryObject({NameObject("/Fields"): ArrayObject()})
    root[NameObject("/AcroForm")] = writer._add_object(fields)
    root[NameObject("/Lang")] = TextStringObject("id-ID")
    root[NameObject("/OpenAction")] = ArrayObject([writer.pages[0].indirect_reference])


@pytest.mark.parametrize("data", [typed(), scanned(), written(office)])
def test_what_people_send_passes_with_its_pages(data: bytes) -> None:
    before, after = PdfReader(BytesIO(data)), PdfReader(BytesIO(kept(data)))
    assert len(after.pages) == len(before.pages)
    for was, now in zip(before.pages, after.pages, strict=True):
        assert now.extract_text() == was.extract_text()
        assert [i.data for i in now.images] == [i.data for i in was.images]


@pytest.mark.parametrize(
    ("data", "address"),
    [(typed(), "https://bandung.go.id/lokmin?a=1&b=2"), (written(office), "http://kemkes.go.id")],
)
def test_links_to_the_web_stay(data: bytes, address: str) -> None:
    pages = PdfReader(BytesIO(kept(data))).pages
    laid = [each.get_object() for page in pages for each in page.get("/Annots", [])]
    led = [each["/A"]["/URI"] for each in laid if "/URI" in each.get("/A", {})]
    assert led == [address]

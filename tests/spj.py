"""What lies in the accountability file of the open session of the world: a photo, a receipt with its line, the terms of
reference. Built by actions; put into `world.work` by name."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from mufakat.meetings import actions as meetings
from mufakat.meetings.documents import Document, document_of

from .proofs import photo
from .world import TODAY, World, wib

WIB = ZoneInfo("Asia/Jakarta")
TERMS = {"background": "Cakupan turun.", "aims": "Sepakat.", "target": "46 peserta lintas sektor"}


def document(name: str = "foto.jpg", colour: str = "red") -> Document:
    return document_of(photo(name, colour), zone=WIB)


def pdf(pages: int = 1, name: str = "kuitansi.pdf") -> ContentFile:  # type: ignore[type-arg]
    """A paper of blank pages."""
    from io import BytesIO

    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return ContentFile(out.getvalue(), name)


def put_in(world: World) -> dict[str, Any]:
    meeting, made = world.opened, world.work
    with world.doing("notulis", wib(6, 26, 11)) as open_act:
        made["photo"] = meetings.record_file(
            open_act,
            meeting,
            part="foto",
            document=document(),
            caption="Pembukaan",
            taken_on=TODAY,
            place="Aula Kecamatan",
        )
        made["announced"] = meetings.record_file(
            open_act, meeting, part="materi", sha256="0" * 64, size=1, name="paparan.pdf"
        )
        made["expense"] = meetings.record_expense(
            open_act, meeting, item="transpor", people=9, rate_idr=100_000, recipient="9 peserta"
        )
        made["receipt"] = meetings.record_file(
            open_act,
            meeting,
            part="surat_tugas",
            document=document_of(pdf(2), zone=WIB),
            expenses=[made["expense"]],
        )
        made["terms"] = meetings.record_terms(open_act, meeting, **TERMS)
    return made

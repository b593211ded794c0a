"""What a PDF may be as proof: pages to read; no program, no other file, nothing that starts when it is clicked on."""

import zlib
from datetime import UTC
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader, PdfWriter

from mufakat.commitments import pdf, proofs
from mufakat.core.errors import RuleBroken

MZ = b"MZ\x90\x00" + b"This program cannot be run in DOS mode" * 20


def kept(data: bytes) -> bytes:
    return proofs.proof_of(ContentFile(data, "surat.pdf"), place=False, zone=UTC).content


def refusal(data: bytes) -> str:
    with pytest.raises(RuleBroken) as broken:
        kept(data)
    assert str(broken.value.message).startswith("“surat.pdf”")
    return broken.value.code


def stream(data: bytes, said: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), said) + data + b"\nendstream"


def spelt(catalogue: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page, by hand; `more` are its objects 4, 5 and so on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] %s >>" % page,
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + said + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count + table
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


def link(action: bytes) -> bytes:
    return b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << %s >> >>]" % action


FILE = b"<< /Type /Filespec /F (virus.exe) /EF << /F 5 0 R >> >>"
ATTACHED = b"/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 4 0 R >>]"
PRIVATE = b"/PieceInfo << /X << /Private 4 0 R >> >>"
DEFLATED = b"/Filter /FlateDecode"
REFUSED = {
    "attached to a page": spelt(b"", ATTACHED, FILE, stream(MZ)),
    "attached, no file in it": spelt(b"", ATTACHED, b"<< /Type /Filespec /F (virus.exe) >>"),
    "belongs to the document": spelt(b"/AF [4 0 R]", b"", FILE, stream(MZ)),
    "belongs to a page": spelt(b"", b"/AF [4 0 R]", FILE, stream(b"harmless")),
    "named nowhere": spelt(b"", b"", FILE, stream(b"harmless")),
    "private": spelt(PRIVATE, b"", stream(MZ)),
    "private, packed": spelt(PRIVATE, b"", stream(zlib.compress(MZ), DEFLATED)),
    "private, spelt": spelt(
        PRIVATE, b"", stream(MZ.hex().encode() + b">", b"/Filter /ASCIIHexDecode")
    ),
    "private, of a page": spelt(b"", PRIVATE, stream(b"\x7fELF\x02\x01" + bytes(80))),
    "an archive": spelt(PRIVATE, b"", stream(b"PK\x03\x04" + bytes(80))),
    "as a picture": spelt(
        b"",
        b"/Resources << /XObject << /I 4 0 R >> >>",
        stream(zlib.compress(MZ), DEFLATED + b" /Type /XObject /Subtype /Image /Width 9 /Height 9"),
    ),
    "a link that is a program": spelt(b"", link(b"/S /URI /URI (javascript:alert\\(1\\))")),
    "the same, hidden": spelt(b"", link(b"/S /URI /URI (\\001 Java\\tScript:alert\\(1\\))")),
    "the same, as hex": spelt(b"", link(b"/S /#55RI /#55RI <6A6176617363726970743A31>")),
    "a link to a disk": spelt(b"", link(b"/S /URI /URI (file:///c:/windows/cmd.exe)")),
    "one thing after another": spelt(
        b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (http://evil.example) >> >>"
    ),
    "names as hex": spelt(b"/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"),
    "film": spelt(b"", b"/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
    "screen": spelt(b"", b"/Annots [<< /Type /Annot /Subtype /Screen /Rect [0 0 9 9] >>]"),
    "solid": spelt(b"", b"/Annots [<< /Type /Annot /Subtype /3D /Rect [0 0 9 9] >>]"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_no_programs_and_no_other_files(which: str) -> None:
    assert refusal(REFUSED[which]) == "proof.acts"


def test_also_inside_object_streams() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(REFUSED["attached to a page"])))
    out = BytesIO()
    writer.write(out)
    assert refusal(out.getvalue()) == "proof.acts"
    inside = b"4 0 " + FILE  # object 4, inside object 5
    packed = stream(zlib.compress(inside), DEFLATED + b" /Type /ObjStm /N 1 /First 4")
    start = b"%PDF-1.7\n"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    places, body = [], start
    for number, said in [*enumerate(parts, 1), (5, packed)]:
        places.append(len(body))
        body += b"%d 0 obj\n" % number + said + b"\nendobj\n"
    one, two, three, five = places
    rows = [(0, 0, 0), (1, one, 0), (1, two, 0), (1, three, 0), (2, 5, 0), (1, five, 0)]
    rows.append((1, len(body), 0))
    table = b"".join(bytes([k]) + at.to_bytes(4, "big") + bytes([n]) for k, at, n in rows)
    said = b"/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R"
    body += b"6 0 obj\n" + stream(table, said) + b"\nendobj\n"
    whole = body + b"startxref\n%d\n%%%%EOF\n" % rows[6][1]
    assert refusal(whole) == "proof.acts"


def test_too_deep_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b"[" * 150 + b"]" * 150
    assert refusal(spelt(b"/X " + deep)) == "proof.paper_broken"
    assert refusal(spelt(b"/X " + b"[" * 50_000 + b"]" * 50_000)) == "proof.paper_broken"
    monkeypatch.setattr(pdf, "MOST_PARTS", 50)
    assert refusal(spelt(b"/X [" + b"<< >>" * 60 + b"]")) == "proof.paper_broken"


def test_only_pages_are_copied() -> None:
    data = spelt(
        b"/PieceInfo << /X << /Private 4 0 R >> >> /Metadata 4 0 R /Names << /Dests << >> >>"
        b" /OpenAction [3 0 R /Fit] /Secret 4 0 R",
        b"/PieceInfo << /X << /Private 4 0 R >> >> /Annots ["
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Named /N /Print >> >>"
        b"<< /Type /Annot /Subtype /Other /Rect [0 0 9 9] /Contents (asing) >>"
        b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (catatan) >>]",
        stream(b"@echo off & format c:"),
    )
    content = kept(data)
    for gone in (b"echo off", b"PieceInfo", b"Metadata", b"OpenAction", b"/Named", b"asing"):
        assert gone in data
        assert gone not in content
    assert b"catatan" in content

"""What may be kept as proof: read from bytes, without database and without a browser."""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from mufakat.commitments import proofs
from mufakat.core.errors import RuleBroken

WIB = ZoneInfo("Asia/Jakarta")


def jpeg(size: tuple[int, int] = (640, 480), **saved: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", **saved)
    return out.getvalue()


def told(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Pembuat"
    exif.get_ifd(0x8769)[0x9003] = "2026:06:10 08:15:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (6.0, 55.0, 12.0), "E", (107.0, 36.0, 0.0)
    return exif


def kept(data: bytes, name: str = "foto.jpg", *, place: bool = False) -> proofs.Proof:
    return proofs.proof_of(ContentFile(data, name), place=place, zone=WIB)


def refusal(data: bytes, name: str = "foto.jpg") -> str:
    with pytest.raises(RuleBroken) as broken:
        kept(data, name)
    assert broken.value.field == "photos"
    assert str(broken.value.message).startswith("“")  # names the file
    return broken.value.code


def opened(proof: proofs.Proof) -> Image.Image:
    return Image.open(BytesIO(proof.content))


def test_a_photo_is_small_and_tells_nothing() -> None:
    proof = kept(jpeg((4000, 3000), exif=told(), comment=b"rahasia"))
    image = opened(proof)
    assert (image.format, image.size) == ("JPEG", (1600, 1200))
    assert not image.getexif()
    assert "comment" not in image.info
    assert proof.seen
    assert (proof.seen.width, proof.seen.height) == (1600, 1200)
    assert (proof.seen.latitude, proof.seen.longitude) == (None, None)
    assert proof.seen.taken_at == datetime(2026, 6, 10, 1, 15, tzinfo=UTC)
    assert Image.open(BytesIO(proof.seen.thumb)).size == (320, 240)


def test_the_place_is_kept_when_asked() -> None:
    seen = kept(jpeg(exif=told()), place=True).seen
    assert seen
    assert (seen.latitude, seen.longitude) == (-6.92, 107.6)


@pytest.mark.parametrize("parts", [(95.0, 0.0, 0.0), (1.0,), (89.0, 61.0, 0.0)])
def test_an_impossible_place_is_none(parts: Any) -> None:
    exif = told()
    exif.get_ifd(0x8825)[2] = parts
    seen = kept(jpeg(exif=exif), place=True).seen
    assert seen
    assert seen.latitude is None


def test_a_turned_photo_stands_upright() -> None:
    assert opened(kept(jpeg((640, 480), exif=told(6)))).size == (480, 640)


@pytest.mark.parametrize(
    ("mode", "form"), [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("RGBA", "WEBP")]
)
def test_every_kind_of_colour_becomes_a_plain_photo(mode: str, form: str) -> None:
    out = BytesIO()
    Image.new(mode, (200, 100)).save(out, form)
    image = opened(kept(out.getvalue()))
    assert (image.mode, image.size, image.format) == ("RGB", (200, 100), "JPEG")


def test_what_was_clear_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(kept(out.getvalue())).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04zip", b"MZ\x90\x00"])
def test_what_hangs_on_a_photo_is_dropped(tail: bytes) -> None:
    assert tail not in kept(jpeg() + tail).content


def header(width: int, height: int) -> bytes:
    """A PNG that says how big it is, and hardly has a picture."""
    told = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", told), (b"IDAT", zlib.compress(b"\0" * 99)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))
        for name, said in chunks
    )


@pytest.mark.parametrize("side", [(30_000, 30_000), (12_000, 9_000), (20_000, 10_000)])
def test_a_picture_of_900_megapixels_is_not_even_decoded(
    side: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(Image.Image, "load", never)
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # a server only logs it
    assert refusal(header(*side)) == "proof.too_many_pixels"


def animated(form: str) -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (jpeg((900, 900))[:400], "proof.broken"),
        (b"\xff\xd8\xff\xe0" + b"rubbish" * 50, "proof.broken"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "proof.broken"),
        (animated("PNG"), "proof.moves"),
        (animated("WEBP"), "proof.moves"),
        (animated("GIF"), "proof.unknown"),
        (b"", "proof.unknown"),
        (b"MZ\x90\x00" + b"\0" * 100, "proof.unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "proof.unknown"),
        (b"<html><script>alert(1)</script>%PDF-1.7", "proof.unknown"),
        (b"PK\x03\x04", "proof.unknown"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "proof.heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "proof.heic"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "proof.unknown"),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes, code: str) -> None:
    assert refusal(data, "surat.pdf") == code


# -- Papers ------------------------------------------------------------------------------------


def pdf(change: Callable[[PdfWriter], Any] = lambda writer: None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(100, 100)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_paper_keeps_its_pages() -> None:
    proof = kept(pdf(pages=3), "Surat Edaran.PDF")
    assert (proof.name, proof.seen) == ("Surat Edaran.PDF", None)
    assert len(PdfReader(BytesIO(proof.content)).pages) == 3


def test_what_hides_in_a_paper_is_not_kept() -> None:
    """A PDF and a ZIP in one: the end mark of the PDF stands in the comment of the ZIP, so nothing hangs behind it."""
    hidden = BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("setup.exe", b"MZ rubbish")
        archive.comment = b"startxref\n" + pdf().split(b"startxref")[1].strip()
    sent = pdf() + hidden.getvalue()
    assert zipfile.is_zipfile(BytesIO(sent))
    content = kept(sent, "surat.pdf").content
    assert not zipfile.is_zipfile(BytesIO(content))
    assert b"setup.exe" not in content


def acting(**entries: Any) -> Callable[[PdfWriter], None]:
    """A catalogue that does something on opening."""

    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(acting(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))), "acts"),
        (pdf(acting(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))), "acts"),
        (pdf(acting(S=NameObject("/SubmitForm"), F=TextStringObject("x"))), "acts"),
        (pdf(acting(S=NameObject("/GoToR"), F=TextStringObject("//server/share"))), "acts"),
        (pdf(acting(S=NameObject("/URI"), URI=TextStringObject("x"))), "acts"),
        (pdf(lambda writer: writer.add_attachment("x.exe", b"MZ")), "acts"),
        (pdf(lambda writer: writer.encrypt("rahasia")), "locked"),
        (pdf(lambda writer: writer.encrypt("")), "locked"),
        (pdf(pages=0), "paper_broken"),
        (pdf(pages=301), "paper_broken"),
        (pdf() + b"PK\x03\x04zip", "not_only_paper"),
        (pdf() + b"<script>alert(1)</script>", "not_only_paper"),
        (b"%PDF-1.7\nrubbish\n%%EOF", "paper_broken"),
        (b"%PDF-1.7" + b"0" * proofs.MOST_PAPER, "paper_too_big"),
    ],
)
def test_a_paper_does_nothing_by_itself(data: bytes, code: str) -> None:
    assert refusal(data, "surat.pdf") == f"proof.{code}"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\budi\foto.jpeg", "foto.jpeg"),
        ("a\0b.pdf", "ab.pdf"),
        ("foto\u202efdp.exe", "fotofdp.exe"),
        ("  .. ", "berkas"),
        ("x" * 300 + ".jpg", "x" * 90 + ".jpg"),
        ("x" * 300, "x" * 96),
        ("Foto Posyandu – RW 05.jpg", "Foto Posyandu – RW 05.jpg"),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert proofs.shown_name(name) == shown

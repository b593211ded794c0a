"""What may be kept as proof of a promise: photos drawn anew by us, and papers without anything that acts by itself.

Nothing is believed of what a file calls itself: neither its name nor the type that the browser told. No database.
"""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
from io import BytesIO
from typing import Any
from unicodedata import category

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from mufakat.core.errors import RuleBroken

from . import pdf

LONG_SIDE, SMALL_SIDE = 1600, 320  # pixels of what is kept, and of its small picture
MOST_PIXELS = 100_000_000  # twice what telephones make
MOST_PAPER, MOST_PAGES = 5 * 1024 * 1024, 300
PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
HEIC = {
    b"ftyp" + brand for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
}
ORIGINAL, ZONE_OF_ORIGINAL, EXIF, GPS = 0x9003, 0x9011, 0x8769, 0x8825  # tags of Exif 2.32
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # beyond twice of it Pillow does not even look


@dataclass(frozen=True)
class Seen:
    """What a photo told of itself, as far as it is kept."""

    width: int
    height: int
    thumb: bytes
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


class Proof(ContentFile):  # type: ignore[type-arg]
    """A file that may be kept: its bytes as kept, its name as shown, and of a photo what was seen in it."""

    def __init__(self, content: bytes, name: str, seen: Seen | None = None) -> None:
        super().__init__(content, name)
        self.content, self.seen = content, seen

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def shown_name(name: str) -> str:
    """A name of a file as it may stand on a page: no folders, nothing that cannot be seen, not long."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(c for c in last if category(c)[0] not in "CZ" or c == " ").strip(". ")
    stem, dot, end = plain.rpartition(".")
    if dot and len(end) <= 5:
        return f"{stem[:90]}.{end}"
    return plain[:96] or "berkas"


def refused(code: str, name: str, why: Any) -> RuleBroken:
    return RuleBroken(f"proof.{code}", f"“{shown_name(name)}”: {why}", "photos")


def proof_of(sent: "File[Any]", *, place: bool, zone: tzinfo) -> Proof:
    """What is kept of a file that was sent. `place`: the sender wants the place of the photo known; `zone`: that of
    photos whose clock tells none. Raises `RuleBroken`."""
    name, data = sent.name or "", sent.read()
    if data.startswith(b"%PDF-"):
        return Proof(_paper(data, name), shown_name(name))
    if data[4:12] in HEIC:
        raise refused(
            "heic",
            name,
            _(
                "This photo is in the form of an iPhone (HEIC), which others cannot open. Send it as JPEG: Settings, "
                "Camera, Formats, Most Compatible; or send a picture of the screen."
            ),
        )
    form = next((form for start, form in PICTURES.items() if data.startswith(start)), "")
    if not form:
        raise refused(
            "unknown", name, _("This is neither a photo (JPEG, PNG, WebP) nor a PDF. Send another.")
        )
    return _photo(data, name, form, place=place, zone=zone)


def _photo(data: bytes, name: str, form: str, *, place: bool, zone: tzinfo) -> Proof:
    broken = refused("broken", name, _("This photo is not whole or cannot be read. Take it again."))
    too_many = refused(
        "too_many_pixels", name, _("This picture is too big to be a photo. Send a smaller one.")
    )
    try:
        image: Image.Image = Image.open(BytesIO(data), formats=(form,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many from None
    except Exception:
        raise broken from None
    if image.width * image.height > MOST_PIXELS:  # of the header: nothing has been decoded yet
        raise too_many
    if getattr(image, "is_animated", False):
        raise refused("moves", name, _("This picture moves. Send a photo that stands still."))
    try:
        exif = image.getexif()
        told = _told(exif, place=place, zone=zone)
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG: decoded at the size that is needed
        drawn = _drawn(image, exif.get(0x0112, 1))
        small = drawn.copy()
        small.thumbnail((SMALL_SIDE, SMALL_SIDE))
        thumb, kept = _as_jpeg(small), _as_jpeg(drawn)
    except Exception:
        raise broken from None
    stem = shown_name(name).rpartition(".")[0] or shown_name(name)
    return Proof(kept, f"{stem}.jpg", Seen(drawn.width, drawn.height, thumb, **told))


def _drawn(image: Image.Image, orientation: int) -> Image.Image:
    """The photo upright, on white where it had no colour, with nothing but its pixels."""
    image.load()
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    upright = Image.new("RGB", image.size)
    upright.paste(image.convert("RGB"))
    upright.getexif()[0x0112] = orientation if orientation in range(1, 9) else 1
    return ImageOps.exif_transpose(upright)


def _as_jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _told(exif: Image.Exif, *, place: bool, zone: tzinfo) -> dict[str, Any]:
    """When and, if asked, where the photo was taken, as its camera says; nothing where that cannot be."""
    taken_at = latitude = longitude = None
    inner = exif.get_ifd(EXIF)
    try:
        taken_at = datetime.strptime(str(inner[ORIGINAL]), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
        taken_at = datetime.fromisoformat(f"{taken_at:%Y-%m-%dT%H:%M:%S}{inner[ZONE_OF_ORIGINAL]}")
    except (KeyError, ValueError, OverflowError):
        pass
    try:
        if place:
            where = exif.get_ifd(GPS)
            latitude = _degrees(where[2], 90) * (-1 if where[1] == "S" else 1)
            longitude = _degrees(where[4], 180) * (-1 if where[3] == "W" else 1)
    except (KeyError, ValueError, TypeError, ZeroDivisionError, OverflowError):
        latitude = longitude = None
    return {"taken_at": taken_at, "latitude": latitude, "longitude": longitude}


def _degrees(parts: Any, most: int) -> float:
    """Degrees, minutes and seconds as degrees, to six decimals (some ten centimetres)."""
    degrees, minutes, seconds = (float(part) for part in parts)
    found = round(degrees + minutes / 60 + seconds / 3600, 6)
    if not 0 <= found <= most:
        raise ValueError(found)
    return found


def _paper(data: bytes, name: str) -> bytes:
    """A PDF in which nothing acts by itself, written anew: only what its pages need is kept, so that no other file
    hides before, between or behind them."""
    from pypdf import PdfReader

    if len(data) > MOST_PAPER:
        raise refused("paper_too_big", name, _("A PDF may have 5 MB at most. Send a smaller one."))
    if data.rstrip(b"\0\r\n\t ").rpartition(b"%%EOF")[2]:
        raise refused("not_only_paper", name, _("Something else hangs at the end of this PDF."))
    broken = refused("paper_broken", name, _("This PDF cannot be opened. Save it anew, then send."))
    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted
        pages, acting = (1, False) if locked else (len(reader.pages), pdf.acts(reader))
        anew = b"" if locked or acting else pdf.only_pages(reader)
    except Exception:
        raise broken from None
    if locked:
        raise refused("locked", name, _("This PDF is locked with a password. Unlock it first."))
    if not 1 <= pages <= MOST_PAGES:
        raise broken
    if acting:
        raise refused(
            "acts", name, _("This PDF holds a program or another file. Print it to PDF, then send.")
        )
    return anew

"""Pictures of the demonstration: drawn, of nobody and of nothing, and marked as an example in the picture itself."""

from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from mufakat.meetings.documents import Document, document_of

SIZE = (1200, 900)
GROUND, INK, SOFT, ACCENT = "#f4f1ea", "#22302e", "#c9d3cf", "#0f5c55"
MARK = "CONTOH, gambar rekaan"
Draw = ImageDraw.ImageDraw


def drawn(kind: str, words: str, zone: ZoneInfo) -> Document:
    """A `kind` of picture (hall, list, slide, receipt) with these words on it, as it would be sent."""
    image = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(image)
    KINDS[kind](pen)
    pen.rectangle((0, 800, 1200, 900), fill=INK)
    pen.text((40, 815), MARK, fill="white", font=_font(34))
    pen.text((40, 858), words, fill=SOFT, font=_font(26))
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return document_of(ContentFile(out.getvalue(), f"contoh-{kind}.jpg"), zone=zone)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _hall(pen: Draw) -> None:
    """A room with a table and circles for people."""
    pen.rectangle((0, 0, 1200, 420), fill="#e3ddd0")
    pen.rectangle((420, 60, 780, 300), fill="white", outline=INK, width=4)
    for n in range(5):
        pen.line((450, 110 + 36 * n, 750 - 40 * (n % 3), 110 + 36 * n), fill=ACCENT, width=6)
    for row in range(3):
        for seat in range(8):
            x, y = 90 + 145 * seat + 30 * (row % 2), 430 + 115 * row
            pen.ellipse((x, y, x + 56, y + 56), fill=SOFT, outline=INK, width=3)
            pen.rounded_rectangle((x - 22, y + 62, x + 78, y + 104), 20, fill=ACCENT)


def _list(pen: Draw) -> None:
    """A list with lines that are no signatures."""
    pen.rectangle((240, 30, 960, 780), fill="white", outline=INK, width=3)
    pen.line((280, 110, 920, 110), fill=INK, width=5)
    for n in range(14):
        y = 150 + 44 * n
        pen.line((280, y + 30, 920, y + 30), fill=SOFT, width=2)
        pen.line((290, y + 12, 480 + 9 * (n % 7), y + 12), fill=INK, width=5)
        x = 640 if n % 2 else 780
        pen.arc((x, y, x + 60, y + 26), 20, 320, fill=ACCENT, width=3)
        pen.arc((x + 34, y + 2, x + 110, y + 24), 160, 400, fill=ACCENT, width=3)


def _slide(pen: Draw) -> None:
    """A slide with bars."""
    pen.rectangle((120, 60, 1080, 740), fill="white", outline=INK, width=4)
    pen.line((180, 150, 760, 150), fill=ACCENT, width=16)
    for n, height in enumerate((140, 220, 190, 300, 340)):
        pen.rectangle((220 + 160 * n, 660 - height, 310 + 160 * n, 660), fill=ACCENT)
    pen.line((180, 660, 1020, 660), fill=INK, width=4)


def _receipt(pen: Draw) -> None:
    """A receipt with lines in the place of words."""
    pen.rectangle((180, 120, 1020, 700), fill="white", outline=INK, width=3)
    pen.line((220, 190, 520, 190), fill=INK, width=12)
    for n in range(6):
        y = 260 + 60 * n
        pen.line((220, y, 400, y), fill=INK, width=6)
        pen.line((440, y, 900 - 50 * (n % 4), y), fill=SOFT, width=6)
    pen.rectangle((220, 620, 520, 672), outline=ACCENT, width=4)


KINDS = {"hall": _hall, "list": _list, "slide": _slide, "receipt": _receipt}

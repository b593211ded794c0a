"""What a PDF may be when it is kept as proof: pages to read. A program or another file in it is refused; what else is
no page (attachments' trees, remarks of programs, things that start) is not copied. ISO 32000-1, 7.11 and 12.5–12.6.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

MOST_OBJECTS, MOST_PARTS, MOST_DEEP = 50_000, 400_000, 100
# What makes a paper do something when it is opened or clicked on, or hides another file in it: as a key, as the kind of
# an action (/S), or as the kind of a thing (/Type, /Subtype).
KEYS = {
    *("/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"),
    *("/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/AA"),
    *("/EF", "/AF", "/RichMediaContent", "/3DD"),
}
KINDS = KEYS | {"/FileAttachment", "/Screen", "/3D", "/GoTo3DView", "/RichMediaExecute"}
THINGS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
AT_OPENING = {"/GoTo"}  # what a PDF may do when it is opened: show one of its own pages
SCHEMES, BAD_SCHEMES = ("http:", "https:"), ("javascript:", "vbscript:", "data:", "file:")
PROGRAMS = (b"\x7fELF", b"PK\x03\x04", b"MZ\x90\0")
OF_PICTURES = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCT", "/CCF"}
# What is copied: of the document only this; of everything in it all but that; of what lies on pages these kinds.
OF_DOCUMENT = {"/Type", "/Pages", "/Version", "/Lang", "/PageLabels", "/OCProperties", "/AcroForm"}
DROPPED = ("/PieceInfo", "/Metadata", "/Thumb", "/PA")
ON_PAGES = {
    *("/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink"),
    *("/Popup", "/Widget"),
}


def acts(reader: Any) -> bool:
    """Whether any object of a PDF is a program, starts one, or holds a file."""
    return any(_acts(found) for found in _parts(reader))


def only_pages(reader: Any) -> bytes:
    """A PDF written anew with what its pages need, and nothing else."""
    from pypdf import PdfWriter

    root = reader.trailer["/Root"].get_object()
    for key in [key for key in root if key not in OF_DOCUMENT]:
        del root[key]
    for found in list(_parts(reader)):
        _strip(found)
    anew = BytesIO()
    PdfWriter(clone_from=reader).write(anew)
    return anew.getvalue()


def _parts(reader: Any) -> Iterator[Any]:
    """Every dictionary and stream of a PDF once, also those inside object streams. Raises `ValueError` if there are
    more, or deeper, than a paper needs."""
    from pypdf.generic import IndirectObject

    named = [(number, old) for old, table in reader.xref.items() for number in table]
    named += [(number, 0) for number in reader.xref_objStm]
    if len(named) > MOST_OBJECTS:
        raise ValueError("too many objects")
    waiting: list[tuple[Any, int]] = [(reader.trailer, 0)]
    waiting += [
        (reader.get_object(IndirectObject(number, old, reader)), 0) for number, old in named
    ]
    seen = 0
    while waiting:
        found, deep = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or deep > MOST_DEEP:
            raise ValueError("too many parts")
        inner: list[Any] = []
        if isinstance(found, dict):
            inner = list(dict.values(found))
            yield found
        elif isinstance(found, list):
            inner = list(list.__iter__(found))
        waiting += [(value, deep + 1) for value in inner if isinstance(value, dict | list)]


def _acts(found: Any) -> bool:
    keys, action = {str(key) for key in found}, str(_of(found, "/S"))
    if KEYS & keys or action in KINDS or THINGS & {str(_of(found, "/Type"))}:
        return True
    if THINGS & {str(_of(found, "/Subtype"))} or ("/Next" in keys and "/S" in keys):
        return True
    opening = _of(found, "/OpenAction")
    if isinstance(opening, dict) and str(_of(opening, "/S")) not in AT_OPENING:
        return True
    return _address(found).startswith(BAD_SCHEMES) or _is_program(found)


def _of(found: Any, key: str) -> Any:
    value = dict.get(found, key)
    return value.get_object() if value is not None else None


def _address(found: Any) -> str:
    """Where an action leads, without what readers overlook in it: blanks and signs that cannot be seen."""
    said = _of(found, "/URI")
    text = said.decode("latin-1") if isinstance(said, bytes) else str(said or "")
    return "".join(c for c in text if c > " " and c.isprintable()).lower()


def _is_program(found: Any) -> bool:
    """Whether a stream is a program or an archive. Pictures may begin with any two letters."""
    raw = getattr(found, "_data", None)
    if not isinstance(raw, bytes):
        return False
    head, picture = _head(found, raw), str(_of(found, "/Subtype")) == "/Image"
    return any(
        start.startswith(PROGRAMS) or (not picture and start.startswith(b"MZ"))
        for start in (raw[:8], head)
    )


def _head(found: Any, raw: bytes) -> bytes:
    """How a stream begins once it is unpacked: no more is unpacked than needed."""
    filters = _of(found, "/Filter")
    listed = filters if isinstance(filters, list) else [filters] if filters is not None else []
    names = [str(each.get_object()) for each in listed]
    if not names or OF_PICTURES & set(names):
        return b""
    if names in (["/FlateDecode"], ["/Fl"]):
        try:
            return zlib.decompressobj().decompress(raw, 8)
        except zlib.error:
            return b""
    return bytes(found.get_data()[:8])


def _strip(found: Any) -> None:
    """Take out of one dictionary what is not copied."""
    for key in DROPPED:
        if key in found:
            del found[key]
    action = _of(found, "/A")
    if isinstance(action, dict) and "/S" in action and not _is_harmless(action):
        del found["/A"]
    laid = _of(found, "/Annots")
    if isinstance(laid, list):
        laid[:] = [each for each in list.__iter__(laid) if _may_lie(each.get_object())]


def _is_harmless(action: Any) -> bool:
    kind = str(_of(action, "/S"))
    return kind == "/GoTo" or (kind == "/URI" and _address(action).startswith(SCHEMES))


def _may_lie(on_page: Any) -> bool:
    return isinstance(on_page, dict) and str(_of(on_page, "/Subtype")) in ON_PAGES

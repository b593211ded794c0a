"""The DOCX keeps to the form of ECMA-376: Word refuses a wrong order, LibreOffice takes a table apart for less."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from mufakat.meetings.papers.word import minutes_docx
from tests.world import World

from .test_papers import ADDED
from .test_papers_worked import worked_out
from .test_word import W, body_of, made

# What we write into an element, in the order of ECMA-376 part 1, 17; "a|b" stand in any order. What is new is looked
# up there once and put in here.
ORDER = {
    name: children.split()
    for name, children in {
        "document": "body",
        "body": "p|tbl sectPr",
        "tbl": "tblPr tblGrid tr",
        "tblPr": "tblStyle tblW tblBorders tblLayout tblCellMar",
        "tblBorders": "top left bottom right insideH insideV",
        "tblCellMar": "left right",
        "tblGrid": "gridCol",
        "tr": "trPr tc",
        "trPr": "cantSplit|tblHeader",
        "tc": "tcPr p",
        "tcPr": "tcW shd",
        "p": "pPr r|fldSimple",
        "pPr": "pStyle keepNext pageBreakBefore pBdr tabs spacing ind jc outlineLvl",
        "pBdr": "bottom",
        "tabs": "tab",
        "fldSimple": "r",
        "r": "rPr t|br|tab",
        "rPr": "rFonts b i sz szCs lang",
        "sectPr": "footerReference pgSz pgMar",
        "ftr": "p",
        "styles": "docDefaults style",
        "docDefaults": "rPrDefault pPrDefault",
        "rPrDefault": "rPr",
        "pPrDefault": "pPr",
        "style": "name basedOn next qFormat pPr rPr tblPr",
        "settings": "compat",
        "compat": "compatSetting",
    }.items()
}


def roots(docx: bytes) -> dict[str, ET.Element]:
    with ZipFile(BytesIO(docx)) as archive:
        names = ("document", "styles", "settings", "footer1")
        return {name: ET.fromstring(archive.read(f"word/{name}.xml")) for name in names}  # noqa: S314 - our own


def number(element: ET.Element | None, name: str = "w") -> int:
    assert element is not None
    return int(element.attrib[f"{W}{name}"])


def disorder(root: ET.Element) -> Iterator[str]:
    for parent in root.iter():
        allowed = ORDER.get(name := parent.tag.removeprefix(W), [])
        place = {each: n for n, slot in enumerate(allowed) for each in slot.split("|")}
        found = [child.tag.removeprefix(W) for child in parent]
        yield from (f"{name} holds {each}" for each in found if each not in place)
        places = [place.get(each, 0) for each in found]
        if places != sorted(places):
            yield f"{name}: {' '.join(found)}"


def loose(root: ET.Element) -> Iterator[str]:
    """Tables whose columns are not told three times alike: in the width, in the grid, in the cells of every row."""
    for table in root.iter(f"{W}tbl"):
        grid = [number(column) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        layout = table.find(f"{W}tblPr/{W}tblLayout")
        if layout is None or layout.get(f"{W}type") != "fixed":
            yield "layout"
        if not grid or sum(grid) != number(table.find(f"{W}tblPr/{W}tblW")):
            yield f"grid {grid}"
        for row in table.findall(f"{W}tr"):
            widths = [number(cell.find(f"{W}tcPr/{W}tcW")) for cell in row.findall(f"{W}tc")]
            if widths != grid:
                yield f"cells {widths} in {grid}"


def unnamed(parts: dict[str, ET.Element]) -> set[tuple[str, str]]:
    """Styles asked for that do not exist: LibreOffice 7.4 makes no table of cells in such a style."""
    known = {
        (style.attrib[f"{W}type"], style.attrib[f"{W}styleId"])
        for style in parts["styles"].iter(f"{W}style")
    }
    kinds = {"pStyle": "paragraph", "basedOn": "paragraph", "next": "paragraph"}
    kinds |= {"rStyle": "character", "tblStyle": "table"}
    asked = {
        (kind, each.attrib[f"{W}val"])
        for root in parts.values()
        for name, kind in kinds.items()
        for each in root.iter(f"{W}{name}")
    }
    return asked - known


def well_formed(docx: bytes) -> None:
    parts = roots(docx)
    assert unnamed(parts) == set()
    for name, root in parts.items():
        assert list(disorder(root)) == [], name
    body = parts["document"]
    assert list(loose(body)) == []
    for cell in body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    size, margins = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    room = number(size) - number(margins, "left") - number(margins, "right")
    for width in body.iter(f"{W}tblW"):
        assert number(width) <= room + 2  # millimetres are rounded to twips column by column


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_minutes_and_draft_keep_to_the_form(paper: str) -> None:
    well_formed(made(addendum=[ADDED], paper=paper))
    well_formed(made(ratified_at="", ratified_by="", paper=paper))


def test_minutes_with_everything_keep_to_the_form(world: World) -> None:
    minutes = worked_out(world)
    docx = minutes_docx(minutes.snapshot, digest=minutes.digest, addendum=[ADDED])
    assert len(list(body_of(docx).iter(f"{W}tbl"))) >= 8
    well_formed(docx)

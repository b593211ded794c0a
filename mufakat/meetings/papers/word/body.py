"""Paragraphs and tables of a DOCX. Every text passes `legal` and is escaped: it is data, never markup, and no template
language looks at it."""

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

# XML 1.0, 2.2: what no document may hold. It is named, so that nothing is lost.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Turns the direction of what stands behind it.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
TWIPS = 56.7  # to a millimetre


def legal(text: str) -> str:
    named = ILLEGAL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return TURNS.sub(lambda found: f"[U+{ord(found[0]):04X}]", named)


def run(text: str, *, bold: bool = False, italic: bool = False, size: int = 0) -> str:
    """Text in one look; `size` in half points. A line end breaks the line."""
    look = "<w:b/>" * bold + "<w:i/>" * italic + (f'<w:sz w:val="{size}"/>' if size else "")
    lines = legal(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    told = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{told}</w:r>"


def paragraph(
    *runs: str, style: str = "", align: str = "", keep: bool = False, more: str = ""
) -> str:
    """`more`: further properties, in the order that the standard asks for (between keepNext and jc)."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:keepNext/>" * keep + more + (f'<w:jc w:val="{align}"/>' if align else "")
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(runs)}</w:p>"


def plain(text: str, **more: bool) -> str:
    return paragraph(run(text, **more))


def lead(text: str) -> str:
    """Words that no page parts from the table below them."""
    return paragraph(run(text), keep=True)


def heading(text: str, level: int) -> str:
    return paragraph(run(text), style=f"Heading{level}")


def item(mark: str, *runs: str) -> str:
    """A line of a list, its mark hanging before it."""
    hang = '<w:tabs><w:tab w:val="left" w:pos="340"/></w:tabs><w:ind w:left="340" w:hanging="340"/>'
    return paragraph(run(mark), "<w:r><w:tab/></w:r>", *runs, more=hang)


def items(texts: Iterable[str], mark: str = "–") -> list[str]:
    return [item(mark, run(text)) for text in texts]


def _cell(content: str | Sequence[str], width: int, *, head: bool, right: bool, style: str) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>' if head else ""
    runs = [run(content, bold=head)] if isinstance(content, str) else list(content)
    told = paragraph(*runs, style=style, align="right" if right else "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{told}</w:tc>'


def table(
    widths: Sequence[float],
    head: Sequence[str],
    rows: Iterable[Sequence[str | Sequence[str]]],
    *,
    right: Sequence[int] = (),
    bare: bool = False,
) -> str:
    """`widths` in millimetres; `head` stands again on every page; `right`: columns of numbers; `bare`: no lines."""
    twips = [round(width * TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    look = f'<w:tblStyle w:val="{"Bare" if bare else "Lines"}"/>'
    look += f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    style = "Row" if bare else "Cell"
    made = [_row(head, twips, right, style, head=True)] if head else []
    made += [_row(row, twips, right, style) for row in rows]
    frame = f"<w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{frame}{''.join(made)}</w:tbl>{paragraph(style='Gap')}"


def _row(
    cells: Sequence[str | Sequence[str]],
    widths: Sequence[int],
    right: Sequence[int],
    style: str,
    *,
    head: bool = False,
) -> str:
    look = "<w:cantSplit/>" + "<w:tblHeader/>" * head
    made = (
        _cell(cell, width, head=head, right=n in right, style=style)
        for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(made)}</w:tr>"


def numbered(rows: Iterable[Sequence[str | Sequence[str]]]) -> list[list[str | Sequence[str]]]:
    return [[f"{n}.", *row] for n, row in enumerate(rows, start=1)]

"""The ZIP around a DOCX: its parts, its styles, its foot. The same body gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mufakat.meetings.papers import PAPERS

from .body import TWIPS, legal

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
EARLIEST = (1980, 1, 1, 0, 0, 0)

TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{KIND}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{KIND}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
OF_DOCUMENT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/footer" Target="footer1.xml"/></Relationships>'
)
SETTINGS = (
    f'{HEAD}<w:settings {W}><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def _style(
    name: str, title: str, paragraph: str = "", text: str = "", based: str = "Normal"
) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="{based}"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>'
    )


def _heading(level: int, size: int, look: str = "<w:b/>") -> str:
    space = f'<w:keepNext/><w:spacing w:before="{320 - 60 * level}" w:after="100"/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", space, f'{look}<w:sz w:val="{size}"/>')


def _lines(name: str, title: str, line: str) -> str:
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="969696"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:styleId="{name}"><w:name w:val="{title}"/><w:tblPr>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


STYLES = (
    f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="id-ID"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    + _style(
        "Title",
        "Title",
        '<w:spacing w:before="160" w:after="60"/><w:jc w:val="center"/>',
        '<w:b/><w:sz w:val="30"/>',
    )
    + _heading(1, 24)
    + _heading(2, 22)
    + _heading(3, 22, "<w:i/>")
    + _style(
        "Cell",
        "Isi tabel",
        '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="18"/>',
    )
    # Rows without lines are few and short: the head and the signatures stay whole on their page.
    + _style("Row", "Baris tanpa garis", '<w:keepNext/><w:spacing w:after="20"/>')
    + _style(
        "Gap",
        "Jarak",
        '<w:spacing w:after="0" w:line="160" w:lineRule="exact"/>',
        '<w:sz w:val="8"/>',
    )
    + _lines("Lines", "Bergaris", "single")
    + _lines("Bare", "Tanpa garis", "none")
    + "</w:styles>"
)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _foot(said: str) -> str:
    told = f'<w:r><w:t xml:space="preserve">{escape(legal(said))}   Halaman </w:t></w:r>'
    told += f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> dari </w:t></w:r>{_field("NUMPAGES")}'
    return f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{told}</w:p></w:ftr>'


def _core(title: str, author: str, at: datetime | None) -> str:
    day = (at or datetime(1980, 1, 1, tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(legal(title))}</dc:title><dc:creator>{escape(legal(author))}</dc:creator>"
        f"<dc:language>id-ID</dc:language>{when}</cp:coreProperties>"
    )


def _document(body: list[str], paper: str) -> str:
    wide, high = (round(side * TWIPS) for side in PAPERS[paper])
    section = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="{wide}" w:h="{high}"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1247" w:left="1417" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    return f"{HEAD}<w:document {W} {R}><w:body>{''.join(body)}{section}</w:body></w:document>"


def packed(
    body: list[str], *, title: str, author: str, foot: str, paper: str, at: datetime | None
) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": _document(body, paper),
        "word/_rels/document.xml.rels": OF_DOCUMENT,
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": _foot(foot),
        "docProps/core.xml": _core(title, author, at),
    }
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in parts.items():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            archive.writestr(entry, text.encode())
    return out.getvalue()

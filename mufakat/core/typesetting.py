"""From facts to PDF with typst: text is data, never markup; the same facts give the same bytes everywhere. The
templates are those of a room, in its `reference/`."""

import json
import re
import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

PAPERS = {"a4": (210, 297), "f4": (215, 330)}  # mm; F4 is the folio of Indonesian offices

# What typst's own fonts draw, without the signs that turn the direction of text. The test compares.
DRAWABLE = (
    "\n -~\xa0-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u04ff"
    "\u05d0-\u05ea\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066d\u06f0-\u06f9"
    "\u0900-\u097f\u10d0-\u10ff\u1d00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57"
    "\u2000-\u200d\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20c0"
    "\u2100-\u211e\u2122\u2126\u212b\u2150\u2153-\u2184\u2190-\u23ff\u2460-\u2606\u2610-\u2613"
    "\u2701-\u2704\u2706-\u2709\u270c-\u2714\u2717-\u2726\u2776-\u277f\u2794\u2798-\u27af\u2b00-\u2b4f"
)
UNDRAWABLE = re.compile(f"[^{DRAWABLE}]+")
NOT_LATIN = re.compile("[^\n -~\xa0-\u02af\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac\u2212]+")
NEW_LINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
INVISIBLE = re.compile("[\ufe00-\ufe0f\ufeff]")
LONG_WORD = re.compile("[!-~\xa1-\u024f]{25,}")


def printable(value: Any, undrawable: re.Pattern[str] = UNDRAWABLE) -> Any:
    """Every text of a JSON value so that it can be printed: nothing is lost, what no font draws is named [U+1F600].

    Long words may break anywhere, so that none leaves its column.
    """
    if isinstance(value, dict):
        return {key: printable(v, undrawable) for key, v in value.items()}
    if isinstance(value, list):
        return [printable(v, undrawable) for v in value]
    if not isinstance(value, str):
        return value
    text = INVISIBLE.sub("", NEW_LINE.sub("\n", value).replace("\t", " ")).strip()
    if not any(unicodedata.category(sign)[0] in "LMNPS" for sign in undrawable.sub("?", text)):
        return ""  # spaces that only look like text
    text = undrawable.sub(_named, text)
    return LONG_WORD.sub(lambda word: "\u200b".join(re.findall(".{1,6}", word[0])), text)


def _named(found: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(sign):04X}' for sign in found[0])}]"


# typst keeps what it laid out (over 100 MB after ten papers) and cannot forget it, so papers that are made together
# get a process of their own; that costs a tenth of a second and a worker stays small.
PAPERS_AT_ONCE = """
import json, sys, typst
made = [typst.compile(**order) for order in json.load(sys.stdin)]
print(*map(len, made), flush=True)
for paper in made:
    sys.stdout.buffer.write(paper)
"""
LONGEST = 60  # seconds
Order = tuple[str, dict[str, Any]]  # a template, and its facts


def typeset_all(orders: list[Order], timestamp: int, *, root: Path) -> list[bytes]:
    """Several papers at once, which is far quicker than one after another. `root`: the folder of the templates, with
    `paper.typ` that takes one of them; `timestamp` (seconds) is their day in the metadata.

    Raises CalledProcessError with typst's complaint when a template is wrong.
    """
    try:
        return _compiled(orders, UNDRAWABLE, timestamp, root)
    except subprocess.CalledProcessError:
        # A mark and a letter that come from two fonts: each can be drawn, but not together.
        return _compiled(orders, NOT_LATIN, timestamp, root)


def _compiled(
    orders: list[Order], undrawable: re.Pattern[str], timestamp: int, root: Path
) -> list[bytes]:
    told = [
        {
            "input": str(root / "paper.typ"),
            "root": str(root),
            "ignore_system_fonts": True,  # typst's own fonts: the same paper on every machine
            "sys_inputs": {
                "template": template,
                "facts": json.dumps(printable(facts, undrawable)),
            },
            # Archivable, and readable by screen readers: typst refuses rather than breaks the promise.
            "pdf_standards": ["a-2a", "ua-1"],
            "timestamp": timestamp,
        }
        for template, facts in orders
    ]
    done = subprocess.run(  # noqa: S603 - our own program; what users typed is its input
        [sys.executable, "-I", "-c", PAPERS_AT_ONCE],
        input=json.dumps(told).encode(),
        capture_output=True,
        check=True,
        timeout=LONGEST,
    )
    head, _end, rest = done.stdout.partition(b"\n")
    made = BytesIO(rest)
    return [made.read(int(size)) for size in head.split()]

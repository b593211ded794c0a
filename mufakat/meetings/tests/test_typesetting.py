"""User text is data: whatever was typed comes out on paper as text, and typst's fonts can draw it."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from mufakat.core.typesetting import DRAWABLE, NOT_LATIN, UNDRAWABLE, printable
from mufakat.meetings.papers import minutes_pdf
from mufakat.meetings.papers.minutes import minutes_facts
from mufakat.meetings.papers.typesetting import typeset

from .test_papers import ADDED, DIGEST, judged, opened, participant, promise, snapshot, squeezed

# The big list of naughty strings, where it lies beside the repository; a few of its kind are always tried.
BLNS = Path(__file__).resolve().parents[4] / "shared/data/strings/blns.json"
NAUGHTY = [
    *("#panic()", '#import "/etc/passwd"', "*bold* _it_ `raw` $x^2$ = Heading", "@ref <label>"),
    *("\\", "\\u{41}", "]#[", "*/", "// comment", "https://x.test/" + "a" * 180, "~~ --- ...", "- item"),
    *("<script>alert(1)</script>", "'; DROP TABLE meetings; --", "{{ 7*7 }}", "%s %(n)d", "\u202eterbalik"),
    *("two\nlines\r\nand\u2028three", "tab\there", "\x00\x01\x7f", "\ufeff", "\ue000", "\ud800", "👍🏽", "田中さん"),
    *("السلام عليكم", "T\u0336\u0322a\u0363\u0329l\u0488g\u0489o\u0483", "e\u0301\u0323\u20dd", "ꦲꦏ꧀ꦱꦫ"),
]  # fmt: skip


def naughty() -> list[str]:
    more = json.loads(BLNS.read_text(encoding="utf-8")) if BLNS.exists() else []
    return [text for text in [*NAUGHTY, *more] if text.strip()]


def with_text(texts: list[str]) -> dict[str, Any]:
    """Every text in every place where users write."""
    card = snapshot()["report_card"]
    lines = [
        judged(t, "changed", reason=t, new_what=f"{t}!", made_at=t, owner=f"{t} · {t}")
        for t in texts
    ]
    people = [participant(t, title=t, organisation=t, represents=t) for t in texts]
    return {
        "participants": people,
        "sectors": [{"sector": t, "invited": 1, "present": 1} for t in texts],
        "report_card": {**card, "lines": lines},
        "agenda": [
            {"position": 1, "phase": "input", "role": "plain", "title": t,
             "notes": [{"text": t, "by": t}], "decisions": [t]}
            for t in texts
        ],
        "commitments": [promise(t, owner=t, region=t, funding=t, proof_asked=t) for t in texts],
        "reopenings": [{"edition": 1, "reason": t, "at": ADDED["at"], "by": t} for t in texts],
    }  # fmt: skip


def test_naughty_texts_come_out_as_they_were_typed() -> None:
    texts = naughty()
    frozen = snapshot(**with_text(texts))
    added = [{**ADDED, "text": t, "by": t} for t in texts]
    document = pypdfium2.PdfDocument(minutes_pdf(frozen, digest=DIGEST, addendum=added))
    said = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    printed = {squeezed(printable(t)) for t in texts}
    latin = {t for t in printed if not NOT_LATIN.search(t)}
    assert len(latin) > len(printed) / 2
    assert not [t for t in latin if t not in said]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_in_the_title(text: str) -> None:
    fields = dict.fromkeys(("title", "kind", "forum", "place", "chair", "notulis", "region"), text)
    hosts = [text, text, text]
    assert opened(**fields, hosts=hosts, ratified_by=text)


def test_what_no_font_draws_is_named() -> None:
    assert printable("Setuju 👍🏽") == "Setuju [U+1F44D U+1F3FD]"
    assert printable("a\u202eb\x00") == "a[U+202E]b[U+0000]"
    assert printable({"n": 1, "texts": ["baris\r\nbaru\t", None, True]}) == {
        "n": 1,
        "texts": ["baris\nbaru", None, True],
    }


def test_the_fonts_draw_what_we_think_they_draw() -> None:
    """One strict compile with every sign of DRAWABLE: typst refuses any that it cannot draw."""
    signs = [chr(n) for n in range(0x20, 0x2C00)]
    known = [s for s in signs if not UNDRAWABLE.match(s) and unicodedata.category(s) != "Cn"]
    assert len(known) > 3000 and len(DRAWABLE) < 400
    marks = [s for s in known if unicodedata.category(s).startswith("M")]
    others = "".join(s for s in known if s not in marks)
    facts = minutes_facts(snapshot(place=others), digest=DIGEST, addendum=[])
    facts["short_title"] = " ".join(marks)
    pdf = typeset("notulen.typ", facts | {"width": 210, "height": 297}, 0)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert "[U+" not in text


def test_long_words_stay_in_their_column() -> None:
    document = opened(commitments=[promise("x" * 400, proof_asked="y" * 120, region="z" * 90)])
    for page in document:
        width = page.get_size()[0]
        words = page.get_textpage()
        boxes = [words.get_charbox(n) for n in range(words.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= width - 20 / 25.4 * 72 + 1

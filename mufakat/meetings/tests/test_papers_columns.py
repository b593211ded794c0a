"""The minutes on paper: nothing runs over the border of its column."""

from typing import Any

import pytest

from .test_papers import opened, promise, snapshot

MM = 72 / 25.4
RIGHT = 190  # mm: where the tables end, on A4
PROOF, AMOUNT = RIGHT - 23, RIGHT - 46  # where these columns of the plan begin
LEVEL = RIGHT - 44  # and that of the level of a proposal; the volume stands before it


def edges(document: Any, words: str) -> list[tuple[float, float]]:
    """From where to where a text reaches, in mm, each time it is printed on one line."""
    found = []
    for page in document:
        text = page.get_textpage()
        search = text.search(words)
        while place := search.get_next():
            index, count = place
            boxes = [text.get_charbox(n) for n in range(index, index + count)]
            found.append((min(b[0] for b in boxes) / MM, max(b[2] for b in boxes) / MM))
    return found


def test_an_amount_stays_in_its_column() -> None:
    big = promise("Membuat peta", amount_idr=9_000_000_000_000, funding="BOK Puskesmas")
    # In the row and as the sum; below the table the amounts are text.
    row, total, *_text = edges(opened(commitments=[big]), "9.000.000.000.000")
    for left, right in (row, total):
        assert AMOUNT < left < right < PROOF


@pytest.mark.parametrize("word", ["Penyelenggaraannya", "[U+202E]TXT.exe", "W" * 24])
def test_a_long_word_breaks_in_a_narrow_column(word: str) -> None:
    document = opened(commitments=[promise("Membuat peta", proof_asked=word)])
    found = [edge for part in (word[:6], word[6:12]) for edge in edges(document, part)]
    assert found
    for left, right in found:
        assert PROOF < left < right < RIGHT


def test_the_volume_of_a_proposal_stays_in_its_column() -> None:
    assert "proposals" not in snapshot()
    row = {"rank": 1, "text": "Alat timbang", "level": "kecamatan", "volume": "Penyelenggaraan"}
    row |= {"region": "Kel. Jamika", "amount_idr": 123_456_789_012_345, "problem": ""}
    document = opened(proposals=[row])
    [(_left, right)] = edges(document, "Penyel")
    assert right < LEVEL
    for left, end in edges(document, "123.456.789.012.345")[:2]:
        assert RIGHT - 24 < left < end < RIGHT

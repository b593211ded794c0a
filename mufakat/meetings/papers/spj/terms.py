"""The terms of reference (KAK) as an office writes them: A. Latar belakang, B. Tujuan …"""

from typing import Any

from mufakat.core.numbers import rupiah
from mufakat.meetings.models import Meeting, Terms
from mufakat.meetings.papers.amounts import rupiah_in_words

from .frame import frame_facts, signed_facts

Facts = dict[str, Any]


def terms_facts(terms: Terms, meeting: Meeting) -> Facts:
    costs = _paragraphs(terms.costs)
    if terms.total_idr is not None:
        costs.append(f"Jumlah {rupiah(terms.total_idr)} ({rupiah_in_words(terms.total_idr)}).")
    told = (
        ("Latar belakang", _paragraphs(terms.background)),
        ("Tujuan", _paragraphs(terms.aims)),
        ("Sasaran", _paragraphs(terms.target)),
        ("Biaya", costs),
    )
    filled = [(title, text) for title, text in told if text]
    return {
        **frame_facts(meeting, "Kerangka acuan kegiatan"),
        "sections": [
            {"title": f"{letter}. {title}", "text": text}
            for letter, (title, text) in zip("ABCD", filled, strict=False)
        ],
        **signed_facts(meeting, "kak", None),
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

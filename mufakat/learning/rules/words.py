"""How the library finds a review: the roots of its words, one text that both databases search alike."""

from collections.abc import Iterable

from mufakat.core.words import fold, stems

MOST = 20  # words of a question; nobody types more into a box


def words_of(texts: Iterable[str]) -> str:
    """All roots, each once, between spaces: " kader latih posyandu "."""
    found = sorted({root for text in texts for root in stems(text)})
    return f" {' '.join(found)} " if found else ""


def asked_words(text: str) -> list[str]:
    """What a review must have of what was typed: each root from its beginning, so an unfinished word finds as well."""
    return [f" {root}" for root in dict.fromkeys(stems(fold(text)))][:MOST]

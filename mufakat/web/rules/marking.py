"""Which words of a text answer a question, and the part of a long text that shows them."""

from dataclasses import replace

from mufakat.core.words import WORD, fold, stem

from .asking import Asked

WIDTH = 260  # letters of a text that a result shows
BEFORE = 60  # of them before the first word found


def seen_in(whole: str, asked: Asked) -> Asked:
    """What is marked in a text and in what stands beside it: of an abbreviation spelt out all words that stand there
    together."""
    if not asked.phrases:
        return asked
    there = {stem(fold(m[0])) for m in WORD.finditer(whole)}
    found = [phrase for phrase in asked.phrases if phrase <= there]
    return replace(asked, stems=asked.stems.union(*found), phrases=())


def marked(text: str, asked: Asked) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked; of a long one the part around the first word found."""
    hits = [(m.start(), m.end()) for m in WORD.finditer(text) if _answers(fold(m[0]), asked)]
    start, end = _part(text, hits[0][0] if hits else 0)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for begin, stop in hits:
        if begin >= at and stop <= end:
            pieces += [(text[at:begin], False), (text[begin:stop], True)]
            at = stop
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _part(text: str, first: int) -> tuple[int, int]:
    """From where to where a long text is shown: whole words, the first word found among them."""
    if len(text) <= WIDTH:
        return 0, len(text)
    start = max(0, min(first - BEFORE, len(text) - WIDTH))
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(start + WIDTH, len(text))
    border = text.rfind(" ", first + 1, end) if end < len(text) else -1
    return start, border if border > 0 else end


def _answers(word: str, asked: Asked) -> bool:
    if word in asked.stems or (asked.beginning and word.startswith(asked.beginning)):
        return True
    # A root is found again in its word but for its first letter ("sapu", "menyapu"); only then is it worth a stem.
    near = any(len(root) > 2 and root[1:] in word for root in asked.stems)
    return near and stem(word) in asked.stems

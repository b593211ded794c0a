"""Words that were typed as a sentence, within another sentence."""

import re

# The stop before a remark in brackets at the end: "… malam hari. (rekaan)".
BEFORE_BRACKET = re.compile(r"[.;,]+(?=\s*\([^()]*\)$)")


def without_stop(text: str) -> str:
    """Without the full stop at its end, also where a remark in brackets follows it."""
    return BEFORE_BRACKET.sub("", text.strip().rstrip(".;, "))


def within_sentence(text: str) -> str:
    """As it reads behind other words: without its stop, and without its capital, unless the word is all of them
    (RW, DBD) or holds figures."""
    said = without_stop(text)
    first = said.split(" ", 1)[0]
    return said[:1].lower() + said[1:] if first[1:].islower() or len(first) == 1 else said

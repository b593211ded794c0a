"""Words that were typed as a sentence, within another sentence."""

import re

# The stop before a remark in brackets at the end: "… malam hari. (rekaan)".
BEFORE_BRACKET = re.compile(r"[.;,]+(?=\s*\([^()]*\)$)")


def without_stop(text: str) -> str:
    """Without the full stop at its end, also where a remark in brackets follows it."""
    return BEFORE_BRACKET.sub("", text.strip().rstrip(".;, "))

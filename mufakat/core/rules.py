"""When two spellings are one name: words as they are compared, not as they are printed."""

import unicodedata


def bare(text: str) -> str:
    """What two spellings that look alike have in common: one form of each sign, small letters, single spaces, and no
    signs that nobody sees (such as U+200B, which copies of web pages bring along)."""
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(seen.casefold().split())

"""From a text to the words of the index, the same on every database: small letters without marks, and their stems.

A word of the index is made of ASCII letters and digits, and its first letter says what it is:

    w…  a word of the text, as it stands and as its stem     t…  the same, of the title only
    n…  two neighbours within a number ("005/123-Pkm/2026": n005x123, n123xpkm, npkmx2026)
"""

from collections.abc import Iterable
from itertools import pairwise

from mufakat.core.words import EMPTY, chunks, spelled, stem

MOST = 700  # words of one text


def pairs(parts: list[str]) -> list[str]:
    """Neighbours within a number."""
    spelt = [spelled(part) for part in parts]
    return [f"n{a}x{b}" for a, b in pairwise(spelt)]


def _of(text: str) -> tuple[set[str], set[str]]:
    """Words and pairs of a text."""
    plain: set[str] = set()
    neighbours: set[str] = set()
    for parts in chunks(text):
        plain |= {spelled(part) for part in parts if part not in EMPTY}
        plain |= {stem(part) for part in parts if part not in EMPTY}
        neighbours |= {*pairs(parts)}
        if len(plain) > MOST:
            break
    return plain, neighbours


def words_of(title: str, more: str, scope: Iterable[str] = ()) -> str:
    """What the index keeps of a thing: the words of its title and of what stands beside it, and its `scope`."""
    in_title, numbers = _of(title)
    beside, more_numbers = _of(more)
    found = {f"t{word}" for word in in_title} | {f"w{word}" for word in in_title | beside}
    return " ".join(sorted(found | numbers | more_numbers | set(scope)))


def plain_words(words: str) -> list[str]:
    """The words of an entry as they are typed: without numbers and scope. Figures are not completed."""
    return [word[1:] for word in words.split() if word[0] == "w" and not word[1:].isdigit()]

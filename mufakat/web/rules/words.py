"""From a text to the words of the index, the same on every database: small letters without marks, and their stems.

A word of the index is made of ASCII letters and digits, and its first letter says what it is:

    w…  a word of the text, as it stands and as its stem     t…  the same, of the title only
    n…  two neighbours within a number ("005/123-Pkm/2026": n005x123, n123xpkm, npkmx2026)
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

LONGEST = 30  # letters of a word; nothing longer is typed by a person
MOST = 700  # words of one text
WORD = re.compile(r"[^\W_]+")
CHUNK = re.compile(r"[^\W_]+(?:[/.\-–][^\W_]+)*")
# Words that stand everywhere and tell nothing.
EMPTY = frozenset(
    {"dan", "di", "ke", "dari", "yang", "untuk", "pada", "dengan", "oleh", "atau", "dalam", "agar"}
)

# Roots of our field that a dictionary of Indonesian does not have: "tribulanan" is of the tribulan.
ROOTS = ("tribulan", "triwulan", "stunting", "puskesmas", "posyandu", "lokmin", "notulen")


def fold(text: str) -> str:
    """Small letters without marks: "Rénçana" → "rencana"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def spelled(word: str) -> str:
    """A folded word in ASCII letters and digits, which both databases take as one word."""
    plain = word if word.isascii() else "".join(c if c.isascii() else f"x{ord(c):x}" for c in word)
    return plain[:LONGEST]


@cache
def _stemmer() -> Any:
    # Here and not above: the list of roots takes a while to load. Without the library's own cache, which has no end.
    from Sastrawi.Dictionary.ArrayDictionary import (  # type: ignore[import-untyped]
        ArrayDictionary,
    )
    from Sastrawi.Stemmer.Stemmer import Stemmer  # type: ignore[import-untyped]
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # type: ignore[import-untyped]

    return Stemmer(ArrayDictionary([*StemmerFactory().get_words(), *ROOTS]))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The root of a folded Indonesian word: "perencanaan" → "rencana". Other words and numbers stay as they are."""
    if not word.isascii() or not word.isalpha() or not 3 < len(word) <= LONGEST:
        return spelled(word)
    return str(_stemmer().stem(word)) or word


def chunks(text: str) -> Iterator[list[str]]:
    """The words of a text, folded; the parts of a number ("005/123-Pkm/2026") stay together."""
    for found in CHUNK.finditer(fold(text)):
        parts = WORD.findall(found[0])
        if len(parts) > 1 and any(c.isdigit() for c in found[0]):
            yield parts
        else:
            yield from ([part] for part in parts)


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

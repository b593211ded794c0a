"""Words of a text, folded, and the roots of Indonesian words: so texts are taken apart by search and library."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any

LONGEST = 30  # letters of a word; nothing longer is typed by a person
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


@cache
def function_words() -> frozenset[str]:
    """Words that say how, not what: "belum", "bagaimana", "kurang"."""
    from Sastrawi.StopWordRemover.StopWordRemoverFactory import (  # type: ignore[import-untyped]
        StopWordRemoverFactory,
    )

    return EMPTY | set(StopWordRemoverFactory().get_stop_words())


def stems(text: str, without: Collection[str] = EMPTY) -> list[str]:
    """The roots of the words of a text in their order, without those that tell nothing."""
    return [stem(part) for parts in chunks(text) for part in parts if part not in without]

"""From what somebody typed to what the index is asked, as an expression that both databases can be told.

An expression is a word of the index ("wrencana"; "wrenc*" for its beginning), `True` (everything), `False`
(nothing), or `All`/`Any` of expressions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mufakat.core.words import EMPTY, chunks, fold, spelled, stem

from .words import pairs

MOST_TYPED = 200  # letters
MOST_WORDS = 10
TITLES = frozenset({"bu", "pak", "h", "hj", "dr", "drg", "sdr", "sdri", "yth"})  # anywhere
SPOKEN = TITLES | {"ibu", "bapak"}  # before a name; behind another word they may be what is meant
BEGINNING = 3  # letters from which the last word may be unfinished


@dataclass(frozen=True)
class All:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Any:
    parts: "tuple[Expression, ...]"


type Expression = str | bool | All | Any
Phrase = tuple[str, ...]
Abbreviations = Mapping[Phrase, frozenset[Phrase]]
Completions = Callable[[str], Iterable[str]]


def all_of(parts: Iterable[Expression]) -> Expression:
    kept = dict.fromkeys(part for part in parts if part is not True)
    if False in kept:
        return False
    return next(iter(kept), True) if len(kept) < 2 else All(tuple(kept))


def any_of(parts: Iterable[Expression]) -> Expression:
    kept = dict.fromkeys(part for part in parts if part is not False)
    if True in kept:
        return True
    return next(iter(kept), False) if len(kept) < 2 else Any(tuple(kept))


@dataclass(frozen=True)
class Asked:
    """What was typed, understood: `units` must all be found. `stems` and `beginning` are what a page marks."""

    units: tuple[Expression, ...]
    stems: frozenset[str]
    beginning: str
    phrases: tuple[
        frozenset[str], ...
    ] = ()  # stems of what stands together, each marked where all of it stands

    def within(self, place: str) -> Expression:
        """The same, asked of the title ("t") or of the whole text ("w")."""
        return all_of(_moved(unit, place) for unit in self.units)


def _moved(asked: Expression, place: str) -> Expression:
    if isinstance(asked, str):
        return place + asked[1:] if asked[0] == "w" else asked
    if isinstance(asked, All):
        return All(tuple(_moved(part, place) for part in asked.parts))
    if isinstance(asked, Any):
        return Any(tuple(_moved(part, place) for part in asked.parts))
    return asked


def understood(text: str, abbreviations: Abbreviations, completions: Completions) -> Asked:
    """Every word must be found, as its stem; the last may be unfinished: then also what it may become, of the words
    that are there; an abbreviation also as what it stands for, and the other way round. Without any word nothing is
    asked."""
    typed = _without_titles(list(chunks(text[:MOST_TYPED]))[:MOST_WORDS], abbreviations)
    unfinished = bool(text) and (text[-1].isalnum())
    units: list[Expression] = []
    stems: set[str] = set()
    phrases: list[frozenset[str]] = []
    beginning = ""
    at = 0
    while at < len(typed):
        last = at == len(typed) - 1
        if len(typed[at]) > 1:
            units.append(_number(typed[at], unfinished and last))
            stems |= {stem(part) for part in typed[at]}
            at += 1
            continue
        phrase, taken = _longest(typed, at, abbreviations)
        last = at + taken == len(typed)
        meant = abbreviations.get(phrase, frozenset()) | {phrase}
        for (
            each
        ) in meant:  # of what it stands for several words together would be marked one by one
            if each == phrase or len(each) == 1:
                stems |= {stem(word) for word in each}
            else:
                phrases.append(frozenset(map(stem, each)))
        alternatives = [all_of(f"w{stem(word)}" for word in each) for each in sorted(meant)]
        if last and unfinished and len(phrase) == 1 and len(phrase[0]) >= BEGINNING:
            beginning = phrase[0]
            alternatives += [f"w{word}" for word in completions(spelled(beginning))]
        if len(phrase) > 1 or phrase[0] not in EMPTY:
            units.append(any_of(alternatives))
        at += taken
    return Asked(tuple(dict.fromkeys(units)), frozenset(stems), beginning, tuple(phrases))


def _without_titles(typed: list[list[str]], abbreviations: Abbreviations) -> list[list[str]]:
    """ "Bu Heni" is asked as "Heni": how one speaks to somebody stands in no list. "Ibu hamil" keeps its mother."""
    kept = [
        each
        for at, each in enumerate(typed)
        if len(each) > 1
        or each[0] not in (SPOKEN if at == 0 else TITLES)
        or len(_longest(typed, at, abbreviations)[0]) > 1
    ]
    return kept or typed


def _longest(typed: list[list[str]], at: int, abbreviations: Abbreviations) -> tuple[Phrase, int]:
    """The most words from here on that are an abbreviation or what one stands for; else the one word."""
    for size in range(min(4, len(typed) - at), 0, -1):
        part = typed[at : at + size]
        phrase = tuple(each[0] for each in part)
        if phrase in abbreviations and all(len(each) == 1 for each in part):
            return phrase, size
    return (typed[at][0],), 1


def _number(parts: list[str], unfinished: bool) -> Expression:
    """A number as it is written, whole or a part of it; its parts stand beside each other."""
    asked: list[Expression] = list(pairs(parts))
    if unfinished:
        asked[-1] = f"{asked[-1]}*"
    return all_of(asked)


def for_sqlite(asked: Expression) -> str:
    """As FTS5 is asked. The words are ASCII letters and digits: none needs quotes."""
    if isinstance(asked, All | Any):
        joint = " AND " if isinstance(asked, All) else " OR "
        return "(" + joint.join(for_sqlite(part) for part in asked.parts) + ")"
    return str(asked)


def for_postgresql(asked: Expression) -> str:
    """As tsquery writes it."""
    if isinstance(asked, All | Any):
        joint = " & " if isinstance(asked, All) else " | "
        return "(" + joint.join(for_postgresql(part) for part in asked.parts) + ")"
    return str(asked).replace("*", ":*")


def phrase_of(text: str) -> Phrase:
    """A term of the reference data as its folded words."""
    return tuple(word for parts in chunks(fold(text)) for word in parts)

"""Which texts tell of a situation like this one.

By words: how much two texts share of their roots, rare words weighing more (tf-idf, cosine). Where the extra `similar`
is installed, half by words and half by a small embedding model that ships inside its package (wordllama: 256 numbers a
text, nothing is fetched). On sentence pairs of our field the model alone finds fewer than the words do, both together a
few more (`tests/test_similar.py`): it learnt little Indonesian.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log, sqrt
from pathlib import Path
from typing import Any

from mufakat.core.words import function_words, stems

LEAST = 0.08  # less than that is no likeness that anybody would see
LEAST_WITH_MODEL = 0.18  # the model finds any two texts a little alike
SURE = 0.5  # of the model alone, where no root is shared: what has nothing to do with our field reaches 0.45
Vector = dict[str, float]


@dataclass(frozen=True)
class Near:
    """Which of the texts (its place), and how near it is, in hundredths."""

    at: int
    percent: int
    shared: tuple[str, ...] = ()  # roots that both have, the rarest first


@cache
def uses_model() -> bool:
    return find_spec("wordllama") is not None


def nearest(asked: str, texts: Sequence[str], most: int = 5) -> list[Near]:
    """The texts that are nearest to what is asked, the nearest first; none that have nothing in common with it."""
    if not _counted(asked):
        return []
    near, shared = by_words(asked, texts)
    if uses_model():
        near = by_both(near, by_model(asked, texts))
    least = LEAST_WITH_MODEL if uses_model() else LEAST
    order = sorted(range(len(texts)), key=lambda at: (-near[at], at))
    return [Near(at, round(near[at] * 100), shared[at]) for at in order[:most] if near[at] >= least]


@lru_cache(maxsize=20_000)
def _counted(text: str) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(stems(text, function_words())).items())


def by_words(asked: str, texts: Sequence[str]) -> tuple[list[float], list[tuple[str, ...]]]:
    """How near each text is by its words (0 to 1), and which roots it shares."""
    seen = Counter(word for text in texts for word, _n in _counted(text))

    def rarity(word: str) -> float:
        return log((len(texts) + 1) / (seen[word] + 1)) + 1

    def vector(text: str) -> Vector:
        found = {word: n * rarity(word) for word, n in _counted(text)}
        length = sqrt(sum(value * value for value in found.values())) or 1.0
        return {word: value / length for word, value in found.items()}

    ours = vector(asked)
    near: list[float] = []
    shared: list[tuple[str, ...]] = []
    for text in texts:
        theirs = vector(text)
        both = sorted(ours.keys() & theirs.keys(), key=lambda word: (-rarity(word), word))
        near.append(sum(ours[word] * theirs[word] for word in both))
        shared.append(tuple(both))
    return near, shared


def by_both(words: Sequence[float], model: Sequence[float]) -> list[float]:
    """Half and half; where no root is shared, only what the model is sure of."""
    return [(a + b) / 2 if a or b >= SURE else 0.0 for a, b in zip(words, model, strict=True)]


def by_model(asked: str, texts: Sequence[str]) -> list[float]:
    """How near each text is by the embedding model; needs the extra `similar`."""
    ours = _embedded(asked)
    return [max(0.0, sum(a * b for a, b in zip(ours, _embedded(t), strict=True))) for t in texts]


@cache
def _model() -> Any:
    import wordllama

    # Its own search for the tokenizer looks into a folder of another name; this one it finds. Nothing is downloaded.
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


@lru_cache(maxsize=5_000)
def _embedded(text: str) -> tuple[float, ...]:
    return tuple(_model().embed([text], norm=True)[0].tolist())

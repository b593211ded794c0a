"""A signature drawn with a finger: strokes of whole numbers, nothing else, and not many."""

import json
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

WIDTH, HEIGHT = 600, 200  # the paper on which it is drawn
MOST_STROKES, MOST_POINTS = 40, 800
LONGEST_SIGNATURE = 8_000  # characters of the text that the browser sends

Strokes = list[list[int]]


def strokes_of(text: str) -> Strokes:
    """`[[x, y, x, y, …], …]` of a drawing; none when nothing was drawn. Everything else is refused."""
    if not text.strip():
        return []
    if len(text) > LONGEST_SIGNATURE:
        raise _no_signature()
    try:
        drawn = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_signature() from None
    if not isinstance(drawn, list) or len(drawn) > MOST_STROKES:
        raise _no_signature()
    if not all(_is_stroke(stroke) for stroke in drawn):
        raise _no_signature()
    if sum(len(stroke) for stroke in drawn) > 2 * MOST_POINTS:
        raise _no_signature()
    return drawn


def _is_stroke(stroke: object) -> bool:
    return (
        isinstance(stroke, list)
        and len(stroke) >= 2
        and len(stroke) % 2 == 0
        and all(type(x) is int and 0 <= x <= WIDTH for x in stroke[::2])
        and all(type(y) is int and 0 <= y <= HEIGHT for y in stroke[1::2])
    )


def _no_signature() -> RuleBroken:
    return RuleBroken(
        "signature.unreadable",
        _("This signature cannot be kept. Draw it again, or send without it and sign on paper."),
        "signature",
    )


def path_of(strokes: Sequence[Sequence[int]]) -> str:
    """The strokes as the path of a picture; a dot is a line of no length."""
    return "".join(
        f"M{stroke[0]} {stroke[1]}" + "".join(f"L{x} {y}" for x, y in _after(stroke))
        for stroke in strokes
    )


def _after(stroke: Sequence[int]) -> list[tuple[int, int]]:
    points = list(zip(stroke[::2], stroke[1::2], strict=True))
    return points[1:] or points

"""Every pair of colours that meets on a page keeps 4.5:1, in light and in dark (WCAG 2.2, 1.4.3)."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static/core/css/tokens.css"
STATES = ("kept", "running", "late", "dropped", "waiting")
GROUNDS = ("ground", "paper")
PAIRS = [
    *product(("ink", "ink-2", "accent", *STATES), GROUNDS),
    *((state, f"{state}-soft") for state in STATES),
    *(("ink", f"{state}-soft") for state in STATES),
    ("accent", "accent-soft"),
    ("ink", "accent-soft"),
    ("on-accent", "accent"),
    *(("paper", state) for state in ("kept", "running", "dropped")),
]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme; the dark one lays its own over the light one."""
    light, dark = TOKENS.read_text().split("@media", 1)
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", text)) for text in (light, dark)]
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_pair_can_be_read(scheme: str, front: str, back: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[back]) >= 4.5


def test_dark_scheme_answers_every_colour() -> None:
    light, dark = TOKENS.read_text().split("@media", 1)
    names = [set(re.findall(r"--([\w-]+):\s*#[0-9a-f]{6}", text)) for text in (light, dark)]
    assert names[0] == names[1]

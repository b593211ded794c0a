"""Sources of funds (reference data)."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

REFERENCE = Path(__file__).parents[1] / "reference"


@cache
def _funding() -> list[dict[str, str]]:
    return list(tomllib.loads((REFERENCE / "funding.toml").read_text(encoding="utf-8"))["funding"])


def funding_sources() -> list[tuple[str, str]]:
    """Code and title of every source of funds, in the order of the reference data."""
    title = "title_en" if get_language() == "en" else "title_id"
    return [(f["code"], f[title]) for f in _funding()]


def funding_title(code: str) -> str:
    return dict(funding_sources()).get(code, code)

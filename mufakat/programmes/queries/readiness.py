"""What is looked at before a district is called ready (reference data)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

REFERENCE = Path(__file__).parents[1] / "reference"


@cache
def _items() -> list[dict[str, Any]]:
    file = REFERENCE / "readiness.toml"
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["item"])


def readiness_items() -> list[tuple[str, str]]:
    """Code and title of what is looked at today, in the order of the reference data."""
    title = "title_en" if get_language() == "en" else "title_id"
    return [(item["code"], item[title]) for item in _items() if "until" not in item]


def readiness_title(code: str) -> str:
    """The title of an item, of one that is no longer asked too."""
    title = "title_en" if get_language() == "en" else "title_id"
    return next((item[title] for item in _items() if item["code"] == code), code)

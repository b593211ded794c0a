"""Reference data of the work on problems: indicators, the bones of the fishbone, the methods of putting in order."""

import tomllib
from functools import cache
from typing import Any

from .kinds import REFERENCE, in_language


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / f"{name}.toml").read_text(encoding="utf-8"))


def indicators() -> list[tuple[str, str]]:
    """Code and title of each indicator that a problem may be linked to."""
    return [(row["code"], in_language(row, "title")) for row in _read("indicators")["indicator"]]


def indicators_version() -> str:
    return str(_read("indicators")["version"])


def indicator_title(code: str, otherwise: str = "") -> str:
    return dict(indicators()).get(code, otherwise)


def bones() -> list[tuple[str, str]]:
    """Code and title of each bone of the fishbone."""
    return [(row["code"], in_language(row, "title")) for row in _read("fishbone")["category"]]


def methods() -> list[tuple[str, str]]:
    return [(row["code"], in_language(row, "title")) for row in _newest().values()]


def method_words() -> list[tuple[str, str, str]]:
    """Title, explanation and source of each method."""
    return [
        (in_language(row, "title"), in_language(row, "explain"), row["source"])
        for row in _newest().values()
    ]


def _newest() -> dict[str, dict[str, Any]]:
    rows = sorted(_read("methods")["method"], key=lambda row: str(row["version"]))
    return {row["code"]: row for row in rows}


def method(code: str) -> dict[str, Any]:
    """A method as a round copies it: in Indonesian, as the minutes print it."""
    row = _newest()[code]
    return {
        "version": row["version"],
        "formula": row["formula"],
        "title": row["title_id"],
        "explain": row["explain_id"],
        "source": row["source"],
        "criteria": [
            {
                "key": each["key"],
                "title": each["title_id"],
                "hint": each["hint_id"],
                "low": each["low"],
                "high": each["high"],
                "measured": each.get("measured", False),
            }
            for each in row["criterion"]
        ],
    }

"""The run sheets of each kind of meeting (reference data)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

REFERENCE = Path(__file__).parents[1] / "reference"


@cache
def _protocols() -> list[dict[str, Any]]:
    text = (REFERENCE / "protocols.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["protocol"])


def in_language(row: dict[str, Any], name: str) -> str:
    """A text of reference data in the reader's language."""
    return str(row.get(f"{name}_{'en' if get_language() == 'en' else 'id'}", ""))


def protocol(kind: str, version: str | None = None) -> dict[str, Any]:
    """The run sheet of a kind of meeting: this version, or the newest."""
    found = [p for p in _protocols() if p["kind"] == kind and version in (None, p["version"])]
    return max(found, key=lambda p: str(p["version"]))


def meets_by_tribulan(forum_kind: str) -> bool:
    """Do forums of this kind hold the four sessions of a year (LM-T1 and LM-TR)?"""
    return all(forum_kind in protocol(kind)["forum_kinds"] for kind in ("LM-T1", "LM-TR"))


def kinds() -> list[tuple[str, str]]:
    """Code and title of every kind of meeting."""
    newest = {p["kind"]: p for p in sorted(_protocols(), key=lambda p: str(p["version"]))}
    return [(kind, in_language(p, "title")) for kind, p in newest.items()]


def kind_title(kind: str) -> str:
    return dict(kinds()).get(kind, kind)

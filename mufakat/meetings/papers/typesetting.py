"""The papers of meetings: the templates of this room, set by typst (`core/typesetting.py`)."""

import shutil
from pathlib import Path
from typing import Any

from mufakat.core import typesetting
from mufakat.core.typesetting import Order

REFERENCE = Path(__file__).parent.parent / "reference"


def typeset(
    template: str, facts: dict[str, Any], timestamp: int, *, root: Path = REFERENCE
) -> bytes:
    """A template of `reference/` with its facts as PDF; `timestamp` (seconds) is its day in the metadata. `root`: a
    folder with pictures that the facts name; the templates are copied into it."""
    if root != REFERENCE:
        for each in REFERENCE.glob("*.typ"):
            shutil.copyfile(each, root / each.name)
    return typeset_all([(template, facts)], timestamp, root=root)[0]


def typeset_all(orders: list[Order], timestamp: int, *, root: Path = REFERENCE) -> list[bytes]:
    """Several papers at once, which is far quicker than one after another."""
    return typesetting.typeset_all(orders, timestamp, root=root)

"""The words of all rooms on pages, and the drawers of their templates."""

from typing import Any

from jinja2 import Environment

from mufakat.core import templating as core
from mufakat.directory import templating as directory
from mufakat.journal import templating as journal


def environment(**options: Any) -> Environment:
    """What the pages are drawn with."""
    made = core.environment(**options)
    for room in (journal, directory):
        made.filters |= room.FILTERS
    return made

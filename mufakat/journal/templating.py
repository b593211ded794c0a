"""History on pages."""

from collections.abc import Callable
from typing import Any

from .sentences import sentence

# event|told: an event as a sentence
FILTERS: dict[str, Callable[..., Any]] = {"told": sentence}

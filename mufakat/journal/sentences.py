"""History printed on pages: each event is a sentence in the reader's language."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from .models import Event

_SENTENCES: dict[str, "str | Promise"] = {}
_PLAIN: "Promise" = _("%(who)s: %(verb)s")


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def register(sentences: "Mapping[str, str | Promise]") -> None:
    """A room adds its verbs, each with one sentence: "%(who)s recorded the promise “%(what)s”".

    A verb that reads differently by its data is registered as "verb:form", `form` being a word of the event.
    """
    _SENTENCES.update(sentences)


def known_verbs() -> set[str]:
    return set(_SENTENCES)


class _Told(dict[str, Any]):
    """The words of an event; a word that an old event did not have yet is left blank."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(event: Event) -> SafeString:
    """What happened, in words; user text is escaped, the writer's name stands out."""
    words = _Told({k: _spelt(v) for k, v in event.data.items() if isinstance(v, (str, int))})
    words["who"] = mark_safe(f"<b>{escape(event.by_name)}</b>")  # noqa: S308 - escaped on this line
    words["verb"] = event.verb
    form = f"{event.verb}:{event.data.get('form', '')}"
    told = _SENTENCES.get(form) or _SENTENCES.get(event.verb) or _PLAIN
    return mark_safe(str(told) % words)  # noqa: S308 - words are escaped


def _spelt(value: str | int) -> str:
    """A word of the sentence: days as people write them, everything escaped."""
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):  # somebody typed 2026-02-31
            return date_format(date.fromisoformat(value), "j M Y")
    return escape(value)

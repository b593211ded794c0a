"""How a dated thing ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mufakat.journal.actions import OpenAct, Subject


def close(
    act: OpenAct,
    thing: Any,
    verb: str,
    *,
    on: date,
    base: int | None,
    about: Sequence[Subject],
    **told: Any,
) -> None:
    """The thing ends on a day; one that was to begin only later never begins, and its row goes."""
    told["on"] = on.isoformat()
    if thing.valid_from and thing.valid_from > on:
        act.note(verb, thing, about=about, **told)
        thing.delete()
    else:
        act.change(thing, verb, base=base, valid_to=on, about=about, told=told)

"""Who holds a personal link asks for a new date: this room knows when the next session is."""

from typing import Any

from mufakat.commitments.views.guests import ask_date, of_all, of_one
from mufakat.meetings.pages import wish_told


def _ask(*args: Any, **kwargs: Any) -> Any:
    return ask_date(*args, **kwargs, warning=wish_told)


request_promises_date, request_promise_date = of_all(_ask), of_one(_ask)

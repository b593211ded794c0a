"""By which instruments the units of a cohort may be assessed. Instruments stand in a room above; it says which are
published (`register`), and this one keeps their code."""

from collections.abc import Callable

Choices = list[tuple[str, str]]

_sources: list[Callable[[], Choices]] = []


def register(published: Callable[[], Choices]) -> None:
    """`published`: (code, title) of every instrument that has a published version."""
    _sources[:] = [published]


def published() -> Choices:
    return [each for source in _sources for each in source()]

"""Nobody writes past the actions, seen from the database: `tests/test_writes.py` reads the calls, this the statements.

In every test each INSERT, UPDATE and DELETE on one of our tables is traced to the line of the house that asked for
it. That line must stand in a file that may write, and where an act is needed, an act must be open.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import local
from types import FrameType
from typing import Any

import pytest

HOUSE = f"{Path(__file__).resolve().parent.parent / 'mufakat'}/"
WRITING = re.compile(
    r"""\s*(?:WITH\b.*?\)\s*)?(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+["`]?"""
    r"""(?P<table>\w+)""",
    re.IGNORECASE | re.DOTALL,
)
OURS = re.compile(
    r"(journal|directory|delivery|programmes|commitments|indicators|meetings|learning|exchange|offline|web)_"
)
BY_AN_ACT = re.compile(r"\w+/actions(\.py|/.+)")
WITHOUT_ACT = {
    r"\w+/migrations/.+": "they run before there are acts",
    r"\w+/jobs(\.py|/.+)": "reactions to what an act did, and what can be counted again",
    r"journal/worker\.py": "how far it read, and what failed",
    r"journal/seals\.py": "the seal of a day that is over",
    r"offline/actions/contact\.py": "when a device was last heard from, and how its clock stood",
    r"\w+/actions/reference\.py": "reference data of the repository, not of a person",
    r"indicators/actions/boundaries\.py": "reference data that the operator has, not of a person",
    r"indicators/actions/booking\.py": "figures that follow from what was accepted, and can be made anew",
}
# Signing in is not our field: who signed in when, and a new password.
NOT_OURS = re.compile(r"/(allauth|django/contrib/auth)/")

here = local()  # how many acts are open in this thread


class WrotePastActions(BaseException):
    """Not an Exception, so that no handler takes it for a failure of its own."""


def may_write(file: str, *, act_is_open: bool) -> bool:
    """Whether a line of this file, below mufakat/, may write a row now."""
    if any(re.fullmatch(pattern, file) for pattern in WITHOUT_ACT):
        return True
    return act_is_open and bool(BY_AN_ACT.fullmatch(file))


def asked_by(frame: FrameType | None) -> str:
    """The file of the house that asked the database, below mufakat/; nothing if it was a test or a library."""
    while frame is not None:
        name = frame.f_code.co_filename
        if NOT_OURS.search(name):
            return ""
        if "/tests/" in name or "/bench/" in name or name.endswith("/conftest.py"):
            return ""
        if name.startswith(HOUSE):
            return name.removeprefix(HOUSE)
        frame = frame.f_back
    return ""


def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    found = WRITING.match(sql)
    if found and OURS.match(found["table"]):
        file = asked_by(sys._getframe(1))
        act_is_open = getattr(here, "acts", 0) > 0
        if file and not may_write(file, act_is_open=act_is_open):
            why = "" if act_is_open else ", and no act is open"
            raise WrotePastActions(f"mufakat/{file} writes {found['table']}{why}: {sql[:200]}")
    return execute(sql, params, many, context)


@contextmanager
def counted(turn: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The turn that every act waits for, and has until its end: so long it is open."""
    here.acts = getattr(here, "acts", 0) + 1
    try:
        with turn():
            yield
    finally:
        here.acts -= 1


def watch(connection: Any, **_more: Any) -> None:
    if look not in connection.execute_wrappers:
        connection.execute_wrappers.append(look)


@pytest.fixture(scope="session", autouse=True)
def nobody_writes_past_actions() -> Iterator[None]:
    from django.db import connections
    from django.db.backends.signals import connection_created

    from mufakat.journal.actions import opening
    from mufakat.journal.turns import turn

    patch = pytest.MonkeyPatch()
    patch.setattr(opening, "turn", lambda: counted(turn))
    connection_created.connect(watch)  # those of other threads
    for connection in connections.all():
        watch(connection)
    yield
    connection_created.disconnect(watch)
    patch.undo()

"""Search: what is found by whom, and that the index is what the rows say."""

from datetime import date

import pytest

from mufakat.directory import actions as directory
from mufakat.meetings import actions as meetings
from mufakat.site.server import catch_up
from mufakat.web import jobs
from mufakat.web.models import Kind, SearchEntry
from mufakat.web.queries.searching import search
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(world: World) -> World:
    catch_up()
    return world


def found(world: World, who: str, text: str, kind: Kind | None = None) -> set[str]:
    results = search(world.users[who], text, kind)
    return {entry.title for entries in results.groups.values() for entry in entries}


def test_reactions_keep_what_the_command_would_make(indexed: World) -> None:
    assert SearchEntry.objects.exists()
    assert jobs.differences() == []
    assert jobs.rebuild() == 0

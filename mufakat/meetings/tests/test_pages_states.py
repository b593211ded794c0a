"""What the page of a session says in its rarer states."""

import pytest

from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.world import World

pytestmark = pytest.mark.django_db


def head_of(world: World, who: str, meeting: Meeting) -> str:
    page = world.client(who).get(meeting.get_absolute_url()).content.decode()
    return page[page.index('<header class="head">') :].partition("</header>")[0]


def test_reopened_minutes_say_why_and_which_edition_is_being_drawn_up(world: World) -> None:
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act, world.opened, commitment=world.promise_waiting, verdict="kept"
        )
    with world.doing("chair") as open_act:
        actions.ratify_meeting(open_act, world.opened)
    assert "Edisi" not in head_of(world, "notulis", world.opened)
    with world.doing("chair") as open_act:
        actions.reopen_meeting(open_act, world.opened, reason="Angka hadir 100 % keliru")
    head = head_of(world, "notulis", world.opened)
    assert "Angka hadir 100 % keliru" in head
    assert "Edisi 2 sedang disusun" in head


def test_a_session_without_a_day_cannot_be_opened_and_says_so(world: World) -> None:
    """The chair may open but not set the day: the button does not promise what the rule refuses."""
    head = head_of(world, "chair", world.undated)
    assert "buka/" not in head
    assert 'aria-disabled="true"' in head and 'id="why-not"' in head

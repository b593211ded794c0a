"""What is needed stands at hand: links near the top, a way back, one message to hand on, a warning in time."""

from datetime import timedelta

import pytest
import time_machine

from mufakat.core.ids import new_id
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Decision
from tests.room import work_in_room
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def see(world: World, url: str, who: str = "notulis") -> str:
    answer = world.client(who).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_links_of_session_and_forum_stand_before_the_rest(world: World) -> None:
    here = world.opened.get_absolute_url()
    page = see(world, here)
    assert page.index(f"{here}layar/") < page.index('id="hadir"')
    page = see(world, f"{world.forum.get_absolute_url()}?tahun=2026")
    assert page.index("/kehadiran/?tahun=2026") < page.index('id="kalender"')
    assert f'href="{here}"' in see(world, f"{here}layar/")  # the projector has a way back


def test_a_rater_gets_his_link_as_others_get_theirs(world: World) -> None:
    work_in_room(world)
    opened = world.work["round"]
    url = f"{opened.get_absolute_url()}tautan/"
    world.client("notulis").post(f"{url}catat/", {"act_id": str(new_id())})
    rater = opened.raters.first()
    page = see(world, url)
    assert f"?penilai={rater.pk}" in page and "<svg" not in page.split("<main")[1]
    page = see(world, f"{url}?penilai={rater.pk}")
    assert "https://wa.me/" in page and "/nilai/" in page and "<svg" in page.split("<main")[1]
    for odd in ("x", str(new_id()), ""):
        assert "https://wa.me/" not in see(world, f"{url}?penilai={odd}")


def test_the_chair_is_told_that_the_session_goes_on(world: World) -> None:
    end = world.opened.ends_at
    assert end
    from mufakat.meetings.pages import ratify_page

    user = world.users["chair"]
    with time_machine.travel(end - timedelta(minutes=70), tick=False):
        assert ratify_page(user, world.opened, [])["too_early"]
    with time_machine.travel(end, tick=False):
        assert not ratify_page(user, world.opened, [])["too_early"]


def test_a_decision_that_became_a_promise_is_committed_to_once(world: World) -> None:
    with world.doing("notulis", wib(6, 26, 10)) as act:
        plain = actions.record_decision(
            act, world.opened, agenda_item=world.item, text="Rapat berikut bulan September."
        )
        became = actions.record_decision(
            act, world.opened, agenda_item=world.item, text="Pustu Jamika dibuka sore."
        )
    from mufakat.meetings.models import Resolution

    Resolution.objects.filter(meeting=world.opened).update(decision=became)
    points = queries.sheet_to_begin_with(world.opened)["points"]
    assert plain.text in points and became.text not in points
    assert Decision.objects.filter(pk=became.pk).exists()

"""A session that was cancelled says so on each of its pages, before anything is typed."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Forum, Link
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting
from tests.room import work_in_room
from tests.world import World, ratify_second_session, wib

pytestmark = pytest.mark.django_db
TOLD = "Rapat ini dibatalkan."
FORM = '<form method="post"'


def addresses() -> list[str]:
    """Of each page of a session that needs nothing but the session."""
    found = (str(each.pattern) for each in get_resolver("mufakat.meetings.urls").url_patterns)
    below = [path.removeprefix("rapat/<uuid:pk>/") for path in found if "rapat/<uuid:pk>/" in path]
    return [path for path in below if "<" not in path and "." not in path]


def main_of(page: str) -> str:
    return page[page.index("<main") :].partition("</main>")[0]


def cancelled(world: World) -> Meeting:
    with world.doing("notulis", wib(6, 26, 12)) as act:
        actions.record_participants(act, world.planned)
        actions.record_links(act, world.planned)
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    return world.planned


@pytest.mark.parametrize("who", ["notulis", "chair"])
def test_every_page_of_a_cancelled_session_tells_it_and_asks_for_nothing(
    world: World, who: str
) -> None:
    here, client = cancelled(world).get_absolute_url(), world.client(who)
    assert len(addresses()) > 25
    silent, asking = [], []
    for path in addresses():
        answer = client.get(f"{here}{path}")
        page = answer.content.decode()
        if answer.status_code != 200 or "<main" not in page:
            continue
        silent += [path] * ("dibatalkan" not in main_of(page).lower())
        asking += [path] * (FORM in main_of(page))
    assert (silent, asking) == ([], [])


def test_what_was_typed_when_the_session_was_cancelled_comes_back(world: World) -> None:
    meeting = cancelled(world)
    typed = {"act_id": str(new_id()), "name": "Kelompok Melati"}
    answer = world.client("notulis").post(f"{meeting.get_absolute_url()}kelompok/catat/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and TOLD in page and "Kelompok Melati" in page


def test_the_link_of_a_rater_tells_that_the_session_was_cancelled(world: World) -> None:
    meeting = world.opened
    with time_machine.travel(wib(6, 26, 10), tick=False):
        opened = work_in_room(world)["round"]
        with world.doing("notulis", wib(6, 26, 10)) as act:
            actions.record_rating_links(act, opened)
        link = Link.objects.filter(kind="rating").first()
        assert link is not None
        address = f"/nilai/{token_of(link)}/"
        assert FORM in main_of(Client().get(address).content.decode())
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
        page = main_of(Client().get(address).content.decode())
        assert TOLD in page and FORM not in page and "<select" not in page
        page = world.client("notulis").get(opened.get_absolute_url()).content.decode()
        assert TOLD in page and "/tutup/" not in page


def test_an_ended_forum_tells_it_in_the_place_of_what_would_begin(world: World) -> None:
    ratify_second_session(world)
    forum, last = world.forum.get_absolute_url(), world.opened.get_absolute_url()
    plans = [("notulis", f"{forum}siklus/catat/"), ("notulis", f"{forum}rapat/catat/")]
    asked = [*plans, ("notulis", f"{last}komitmen/catat/"), ("chair", f"{last}buka-kembali/")]
    pages = [main_of(world.client(who).get(url).content.decode()) for who, url in asked]
    assert all(FORM in page for page in pages)
    Forum.objects.filter(pk=world.forum.pk).update(valid_to=date(2026, 7, 1))
    pages = [main_of(world.client(who).get(url).content.decode()) for who, url in asked]
    assert not any(FORM in page for page in pages)
    assert all('class="message warning"' in page for page in pages)
    assert "buka-kembali/" not in world.client("chair").get(last).content.decode()

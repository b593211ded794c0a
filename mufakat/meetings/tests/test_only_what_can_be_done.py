"""A page offers what still can be done, tells what is before it asks, and its filled button is what is awaited."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.meetings import actions, rules
from mufakat.meetings.models import Meeting, Participant
from tests.room import work_in_room
from tests.world import World, wib

pytestmark = pytest.mark.django_db
NOW = wib(6, 26, 9, 25)


@pytest.fixture(autouse=True)
def on_the_day(after_the_year: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def read(world: World, url: str, who: str = "notulis") -> str:
    return world.client(who).get(url).content.decode()


def send(client: Client, url: str, **values: Any) -> Any:
    return client.post(url, {"act_id": str(new_id()), **values}, follow=True)


def ratified(world: World) -> Meeting:
    """The open session, its only promise judged, its minutes ratified."""
    with world.doing("notulis") as act:
        actions.give_verdict(act, world.opened, commitment=world.promise_waiting, verdict="kept")
    with world.doing("chair") as act:
        actions.ratify_meeting(act, world.opened)
    return world.opened


def cancelled(world: World) -> Meeting:
    with world.doing("notulis") as act:
        actions.record_participants(act, world.planned)
        actions.cancel_meeting(act, world.planned, reason="Banjir")
    return world.planned


DOES = ("pendaftaran/", "pintu/", "undangan/catat/", "kehadiran/semua/", "pintu/buat/")


def offers(page: str, meeting: Meeting, *addresses: str) -> list[str]:
    here = meeting.get_absolute_url()
    return [a for a in addresses if f'href="{here}{a}"' in page or f'action="{here}{a}"' in page]


def test_an_open_session_offers_desk_and_code(world: World) -> None:
    page = read(world, world.opened.get_absolute_url())
    assert offers(page, world.opened, *DOES) == ["pendaftaran/", "pintu/"]


@pytest.mark.parametrize("made", [ratified, cancelled])
def test_a_session_that_is_over_offers_neither_desk_nor_code(world: World, made: Any) -> None:
    meeting = made(world)
    here = meeting.get_absolute_url()
    assert offers(read(world, here), meeting, *DOES) == []
    assert offers(read(world, f"{here}pintu/"), meeting, *DOES) == []
    desk = read(world, f"{here}pendaftaran/")
    assert offers(desk, meeting, *DOES[1:]) == []
    assert 'class="message warning"' in desk and 'class="message warning"' in read(
        world, f"{here}pintu/"
    )
    again = send(world.client("notulis"), f"{here}pintu/buat/")
    assert again.status_code == 422 and not Link.objects.filter(kind="door").exists()


def test_after_the_ratification_the_list_grows_by_the_addendum_only(world: World) -> None:
    here = ratified(world).get_absolute_url()
    assert f'href="{here}kehadiran/catat/"' in read(world, here)
    desk = read(world, f"{here}pendaftaran/")
    assert f'action="{here}pendaftaran/' in desk  # who came and was forgotten
    cancelled(world)
    there = world.planned.get_absolute_url()
    assert "<form method=" in read(world, f"{there}pendaftaran/")  # the search
    assert f'action="{there}' not in read(world, f"{there}pendaftaran/")
    assert "tambah/" not in read(world, f"{there}pendaftaran/")


def test_before_its_day_the_desk_says_when_it_opens(world: World) -> None:
    with world.doing("notulis") as act:
        actions.record_participants(act, world.planned)
    here = world.planned.get_absolute_url()
    page = read(world, f"{here}pendaftaran/")
    assert 'class="message warning"' in page and f'action="{here}' not in page
    assert "pintu/" in page  # its poster is printed before
    with time_machine.travel(wib(9, 25, 7), tick=False):
        page = read(world, f"{here}pendaftaran/")
    assert 'class="message warning"' not in page and f'action="{here}' in page


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("planned", ""),
        ("open", ""),
        ("ratified", "door.ratified"),
        ("cancelled", "meeting.cancelled"),
    ],
)
def test_when_a_code_is_made(state: str, code: str) -> None:
    found = ""
    try:
        rules.door_can_be_made(state)
    except RuleBroken as broken:
        found = broken.code
    assert found == code


@pytest.mark.parametrize(
    ("at", "its_day"),
    [
        (wib(6, 26, 0, 1), True),
        (wib(6, 26, 23, 59), True),
        (wib(6, 25, 23), False),
        (wib(6, 27, 0, 30), False),
    ],
)
def test_the_day_of_a_session(at: Any, its_day: bool) -> None:
    zone = "Asia/Jakarta"
    assert rules.is_its_day(at, wib(6, 26, 9), wib(6, 26, 12), zone) is its_day
    assert not rules.is_its_day(at, None, None, zone)


def test_the_desk_does_not_wait_for_who_is_represented(world: World) -> None:
    client, desk = world.client("notulis"), f"{world.opened.get_absolute_url()}pendaftaran/"
    who = world.opened.participants.get(name="Maria Tanudjaja")

    def button() -> str:
        row = read(world, desk).partition(f'action="{desk}{who.pk}/hadir/"')[2]
        return str(re.findall(r'<button class="([^"]*)"', row)[0])

    assert button() == "btn"
    assert f"{desk}{who.pk}/diwakili/" in read(world, desk)
    send(client, f"{desk}{who.pk}/diwakili/", name="Rudi Hartono", title="Staf")
    assert button() == "btn second"
    assert f"{desk}{who.pk}/diwakili/" not in read(world, desk)


def test_who_answered_is_not_pressed_to_come(world: World, invited: Participant) -> None:
    link = Link.objects.get(thing_id=str(invited.pk))
    page, guest = f"/undangan/{token_of(link)}/", Client()
    coming = re.compile(r'<button class="([^"]*)" name="answer" value="coming"')
    with time_machine.travel(wib(8, 21), tick=False):
        assert coming.findall(guest.get(page).content.decode()) == ["btn"]
        sent = {"answer": "represented", "represented_by": "Rudi Hartono"}
        after = send(guest, page, **sent).content.decode()
    assert coming.findall(after) == ["btn second"]


def test_the_meanings_of_the_scores_stand_before_the_choices(world: World) -> None:
    made = work_in_room(world)
    sheet = f"{made['round'].get_absolute_url()}penilai/{made['rater'].pk}/nilai/"
    page = read(world, sheet)
    meaning, choice = page.index('<dl class="facts'), page.index("<select")
    assert meaning < choice < page.rindex('class="btn"')


def test_a_round_is_closed_with_weight_only_when_somebody_has_rated(world: World) -> None:
    made = work_in_room(world)
    here = made["round"].get_absolute_url()
    close = re.compile(rf'<a class="([^"]*)" href="{here}tutup/"')
    assert close.findall(read(world, here)) == ["btn second"]
    keys = [c["key"] for c in made["round"].rule["criteria"]]
    scores = {(str(p.pk), key): 3 for p in (made["problem"], made["other"]) for key in keys}
    with world.doing("notulis") as act:
        actions.record_scores(act, made["rater"], scores=scores)
    assert close.findall(read(world, here)) == ["btn"]


def test_before_it_is_cancelled_one_reads_what_is_in_it(world: World, invited: Participant) -> None:
    with world.doing("notulis", wib(8, 21)) as act:
        actions.record_answer(act, world.planned, invited, answer="coming")
    n = world.planned.participants.filter(invited=True).count()
    url = f"{world.planned.get_absolute_url()}batalkan/"
    page = read(world, url)
    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", page))
    assert str(n) in facts.values()
    assert f"1 akan hadir, {n - 1} belum menjawab" in facts.values()
    assert page.index("</dl>") < page.index("<textarea")
    work_in_room(world)
    told = read(world, f"{world.opened.get_absolute_url()}batalkan/")
    assert "<textarea" not in told and 'role="alert"' in told  # promises were made there
    assert send(world.client("notulis"), url, reason="Banjir").status_code == 200
    assert Meeting.objects.get(pk=world.planned.pk).state == "cancelled"

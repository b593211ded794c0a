"""What the forms of a session say beside their fields, and how a long list is looked through."""

import re
from typing import Any

import pytest

from mufakat.core.ids import new_id
from mufakat.meetings import actions
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_facts_are_the_same_live_and_frozen(world: World) -> None:
    """The same labels, order and names before and after ratification."""

    def facts() -> list[str]:
        page = world.client("notulis").get(world.opened.get_absolute_url()).content.decode()
        return re.findall(r"<d[td]>(.*?)</d[td]>", page.partition("</dl>")[0])

    with world.doing("notulis") as act:
        words: dict[str, Any] = {
            "place": "Aula",
            "chair": "Asep",
            "notulis": "Sinta",
            "funding_source": "bok",
        }
        actions.change_meeting(act, world.opened, hosts=[world.citarip], **words)
        actions.give_verdict(act, world.opened, commitment=world.promise_waiting, verdict="kept")
    live = facts()
    with world.doing("chair") as act:
        actions.ratify_meeting(act, world.opened)
    assert facts() == live
    assert len(live) == 14 and world.citarip.name in live


def test_a_verdict_says_when_its_fields_are_needed(world: World) -> None:
    address = f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"
    page = world.client("notulis").get(address).content.decode()
    for name in ("new_due_on", "new_what", "reason"):
        label = page.partition(f'<label for="id_{name}">')[2].partition("</label>")[0]
        assert "<small>(" in label
        assert "boleh kosong" not in label and "optional" not in label


def test_an_error_that_names_its_field_is_not_labelled_twice(world: World) -> None:
    address = f"{world.opened.get_absolute_url()}komitmen/catat/"
    sent = {"what": "Janji", "owner_organisation": str(world.kua.pk), "due_on": "2026-01-31"}
    page = world.client("notulis").post(address, {"act_id": str(new_id()), **sent})
    summary = page.content.decode().partition('class="summary"')[2].partition("</ul>")[0]
    assert "31 Jan 2026" in summary and "Tenggat: Tenggat" not in summary


@pytest.mark.parametrize("sub", ["kehadiran/catat/", "hadir/"])
def test_the_list_is_grouped_by_sector_with_a_link_to_each(world: World, sub: str) -> None:
    page = world.client("notulis").get(f"{world.opened.get_absolute_url()}{sub}").content.decode()
    links, places = (re.findall(rf'{mark}="#?s-(\w+)"', page) for mark in ("href", "id"))
    assert links == places and len(links) == len(set(links)) > 3
    for participant in world.opened.participants.all():
        section = page.partition(f'id="s-{participant.sector}"')[2].partition("</tbody>")[0]
        assert participant.name in section


def test_saving_the_attendance_is_the_one_main_button(world: World) -> None:
    address = f"{world.opened.get_absolute_url()}kehadiran/catat/"
    page = world.client("notulis").get(address).content.decode()
    main = page[page.index("<main") :]
    assert len(re.findall(r'class="btn"', main)) == 1
    assert 'class="actions reach"' in main

"""A rapporteur without an account writes the report of his group through a personal link."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from mufakat.core.ids import new_id
from mufakat.directory.actions import end_link, end_person
from mufakat.directory.links import spell, token_of
from mufakat.directory.models import Link
from mufakat.journal.models import Act
from mufakat.meetings import actions
from mufakat.meetings.models import Group, Meeting
from tests.room import work_in_room
from tests.world import World, wib

from .test_pages_work import send

ENGLISH = {"accept-language": "en"}  # as it reads before it is translated
pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def link(world: World) -> Link:
    work_in_room(world)
    return give(world)


def give(world: World) -> Link:
    with world.doing("notulis", wib(6, 26, 9)) as act:
        return actions.record_report_link(act, group_of(world))


def group_of(world: World) -> Group:
    return Group.objects.select_related("meeting__forum__region").get(pk=world.work["group"].pk)


def url(link: Link) -> str:
    return f"/kelompok/{token_of(link)}/"


def test_he_reads_and_writes_once(world: World, link: Link) -> None:
    with world.doing("notulis") as act:
        note: dict[str, Any] = {
            "agenda_item": world.item,
            "group": group_of(world),
            "text": "Usul: sore <hari>",
        }
        actions.record_note(act, world.opened, **note)
    client, act_id = Client(), new_id()
    page = client.get(url(link)).content.decode()
    assert "Usul: sore &lt;hari&gt;" in page and world.work["group"].topic in page
    sent: dict[str, Any] = {"report": "Posyandu sore, mulai Juli."}
    assert send(client, url(link), act_id, **sent).headers["Act"] == f"{act_id} done"
    assert send(client, url(link), act_id, **sent).headers["Act"] == f"{act_id} already"
    group = group_of(world)
    assert group.report == sent["report"] and group.presented_at
    assert Act.objects.get(pk=act_id).by_id == str(link.pk)
    assert sent["report"] in client.get(url(link)).content.decode()


@pytest.mark.parametrize("report", ["", "x" * 8001, "a\0b"])
def test_what_is_refused(world: World, link: Link, report: str) -> None:
    assert send(Client(), url(link), report=report).status_code == 422
    assert group_of(world).report == ""


def test_another_with_a_login_only_reads(world: World, link: Link) -> None:
    client = world.client("outsider")
    assert "<textarea" not in client.get(url(link)).content.decode()
    assert send(client, url(link), report="x").status_code == 403


def test_ratified_minutes_take_no_report(world: World, link: Link) -> None:
    Meeting.objects.filter(pk=world.opened.pk).update(state="cancelled")
    assert "<textarea" not in Client().get(url(link)).content.decode()
    assert send(Client(), url(link), report="x").status_code == 422


def test_expired_revoked_and_of_another_kind(world: World, link: Link) -> None:
    assert world.opened.ends_at and link.valid_until == world.opened.ends_at + timedelta(days=2)
    assert Client().get(f"/kelompok/{spell('rating', link.pk)}/").status_code == 404
    assert Client().get(f"/nilai/{token_of(link)}/").status_code == 404
    with time_machine.travel(link.valid_until):
        assert send(Client(), url(link), report="x").status_code == 410
    with world.doing("notulis") as act:
        end_link(act, link)
    assert Client().get(url(link)).status_code == 410
    assert send(Client(), url(link), report="x").status_code == 410
    assert group_of(world).report == ""


def test_it_says_why_when_its_person_has_ended(world: World, link: Link) -> None:
    assert link.person is not None
    why = f"given to {link.person}, who is no longer active in the directory"
    with world.doing("administrator") as act:
        end_person(act, link.person, on=wib(6, 25).date())
    assert Client().get(url(link)).status_code == 410
    with translation.override(translation.get_language()):
        shown = Client().get(url(link), headers=ENGLISH).content.decode()
        assert why in shown
    assert "This link is closed" in shown and "time of this link is over" not in shown
    with world.doing("notulis") as act:
        end_link(act, Link.objects.get(pk=link.pk))
    with translation.override(translation.get_language()):
        shown = Client().get(url(link), headers=ENGLISH).content.decode()
        assert why not in shown  # it was revoked


def test_a_new_link_another_rapporteur_or_no_group_closes_it(world: World, link: Link) -> None:
    second = give(world)
    group = group_of(world)
    members = list(group.members.all())
    other = next(m for m in members if m.pk != group.rapporteur_id)
    with world.doing("notulis") as act:
        actions.change_group(act, group, members=members, rapporteur=other)
    assert not [each for each in (link, second) if Client().get(url(each)).status_code != 410]
    assert give(world).name == other.name


def test_the_office_gives_it(world: World) -> None:
    work_in_room(world)
    here = f"{world.work['group'].get_absolute_url()}tautan/"
    client, act_id = world.client("notulis"), new_id()
    assert here in client.get(world.work["group"].get_absolute_url()).content.decode()
    assert client.get(here).status_code == 200
    for _time in range(2):
        assert send(client, here, act_id).status_code == 303
    page = client.get(here).content.decode()
    link = Link.objects.get(kind="report")
    assert url(link) in page and "https://wa.me/" in page
    assert f"/tautan/{link.pk}/cabut/?kembali={world.work['group'].get_absolute_url()}" in page

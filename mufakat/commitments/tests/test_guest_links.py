"""What a personal link never opens, and how it ends."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments.models import Update
from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.directory.actions import end_link
from mufakat.directory.links import spell, token_of
from mufakat.directory.models import Link, LinkKind
from mufakat.journal.models import Act
from tests.owners import home, report
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


def altered(token: str) -> list[str]:
    return [token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], token + "A", "x" * 42]


def test_a_guessed_altered_or_other_link_is_404(world: World, of_all: Link, of_one: Link) -> None:
    for token in altered(token_of(of_all)):
        assert Client().get(f"/janji/{token}/").status_code == 404
    assert Client().get(f"/janji/{token_of(of_one)}/").status_code == 404
    assert Client().get(f"/janji-satu/{token_of(of_all)}/").status_code == 404
    nobodys = spell(LinkKind.PROMISES, new_id())  # well signed, and never given
    told: Any = Client().get(f"/janji/{nobodys}/")
    assert told.status_code == 404
    assert told.template_name == "directory/link_unknown.html"  # says what to do now
    assert "no-store" in told.headers["Cache-Control"]


def test_an_expired_link_says_so(world: World, of_all: Link) -> None:
    with time_machine.travel("2026-12-31T16:59:00Z"):
        assert Client().get(home(of_all)).status_code == 200
    with time_machine.travel("2026-12-31T17:01:00Z"):  # New Year in Bandung
        gone = Client().get(home(of_all))
        assert gone.status_code == 410
        assert world.promise_continued.what not in gone.content.decode()
        where = f"{home(of_all)}{world.promise_continued.pk}/"
        assert report(Client(), where).status_code == 410


def test_a_revoked_link_says_so(world: World, of_one: Link) -> None:
    with world.doing("notulis") as act:
        end_link(act, of_one)
    before = Update.objects.count()
    assert Client().get(home(of_one)).status_code == 410
    assert report(Client(), home(of_one)).status_code == 410
    assert Update.objects.count() == before


def test_another_who_is_signed_in_only_reads(world: World, of_all: Link) -> None:
    where = f"{home(of_all)}{world.promise_continued.pk}/"
    client = world.client("partner")
    page = client.get(where)
    assert page.status_code == 200
    assert "kabar/" not in page.content.decode()
    assert client.get(f"{where}tanggal/").status_code == 200
    before = Update.objects.count()
    assert report(client, where).status_code == 403
    assert Update.objects.count() == before


def test_a_link_ends_with_its_seat(world: World, of_all: Link) -> None:
    """Who sits in the forum no more reports for nobody: it says so, and nothing is written."""
    assert Client().get(home(of_all)).status_code == 200
    with world.doing("administrator") as act:
        directory.end_membership(act, world.memberships["kua"], on=date(2026, 6, 25))
    before = Act.objects.count()
    assert Client().get(home(of_all)).status_code == 410
    where = f"{home(of_all)}{world.promise_continued.pk}/"
    assert Client().get(where).status_code == 410
    assert report(Client(), where).status_code == 410
    assert Act.objects.count() == before


def test_a_link_ends_with_its_person(world: World, of_all: Link) -> None:
    Link.objects.filter(pk=of_all.pk).update(person=world.people["penghulu"])
    assert Client().get(home(of_all)).status_code == 200
    with world.doing("administrator") as act:
        directory.end_person(act, world.people["penghulu"], on=date(2026, 6, 25))
    assert Client().get(home(of_all)).status_code == 410

"""Where, when and for how much money a promise was made: told alike by each list and to its owner."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from mufakat.commitments.models import Commitment
from mufakat.core.dates import short_date
from mufakat.directory.models import Link
from tests.owners import home
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


def told(page: str) -> str:
    return re.sub(r"\s+", " ", strip_tags(page.replace("<", " <"))).replace(" ,", ",")


@pytest.fixture
def paid(world: World) -> Commitment:
    found = Commitment.objects.filter(pk=world.promise_continued.pk)
    found.update(amount_idr=12_500_000, funding_source="bok", made_on=date(2026, 3, 27))
    return found.get()


def test_the_owner_reads_the_money_and_where_it_was_made(
    paid: Commitment, of_all: Link, of_one: Link
) -> None:
    listed = told(Client().get(home(of_all)).content.decode())
    assert f"{paid.source_label}, 27 Mar 2026 · Rp12.500.000" in listed
    alone = told(Client().get(home(of_one)).content.decode())
    assert "Dana Rp12.500.000 · " in alone
    assert f"{paid.source_label}, Jumat, 27 Maret 2026" in alone


def test_every_list_tells_session_and_short_day(world: World, paid: Commitment) -> None:
    client = world.client("notulis")
    for url in ("/komitmen/", paid.forum.get_absolute_url()):
        assert f"{paid.source_label}, 27 Mar 2026" in told(client.get(url).content.decode())
    waiting = world.promise_waiting
    mine = told(world.client("partner").get("/").content.decode())
    assert f"{waiting.source_label}, {short_date(waiting.made_on)}" in mine


def test_a_session_called_by_its_day_is_not_told_it_again(world: World, paid: Commitment) -> None:
    Commitment.objects.filter(pk=paid.pk).update(source_label="Rakor 27 Maret 2026")
    page = told(world.client("notulis").get("/komitmen/").content.decode())
    assert "Rakor 27 Maret 2026 " in page

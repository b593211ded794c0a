"""Who was announced on the invitation as coming in another's stead is known at the door, and to the office."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from mufakat.directory.models import Link
from mufakat.meetings import actions, rules
from mufakat.meetings.models import Participant
from tests.world import World

from .test_pages_door import NOW, maria, send, url

pytestmark = pytest.mark.django_db
PHONE = "081255550177"
SAID = {
    "answer": "represented",
    "represented_by": "Wulan Ayu",
    "represented_office": "Staf Program",
    "represented_phone": PHONE,
}


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    """In the place of the room's: the day of the session."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def link(world: World) -> Link:
    with world.doing("notulis", NOW) as act:
        return actions.record_door(act, world.opened, name="Pintu")


@pytest.fixture
def announced(world: World) -> Participant:
    Participant.objects.filter(pk=maria(world).pk).update(**SAID)
    return maria(world)


def test_found_by_the_announced_name(world: World, link: Link, announced: Participant) -> None:
    client = Client()
    text = client.get(url(link), {"cari": "wulan"}).content.decode()
    assert "Wulan Ayu" in text and "Staf Program" in text and PHONE not in text
    assert _("in the stead of %(name)s") % {"name": announced.name} in text
    assert f"?mewakili={announced.pk}" in text
    assert _("Nobody of that name is invited.") not in text
    with CaptureQueriesContext(connection) as asked:
        client.get(url(link), {"cari": "wulan"})
    assert len(asked) <= 15


def test_the_form_begins_with_name_and_office(
    world: World, link: Link, announced: Participant
) -> None:
    text = Client().get(url(link), {"mewakili": str(announced.pk)}).content.decode()
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', text))
    assert values["name"] == "Wulan Ayu" and values["title"] == "Staf Program"
    assert PHONE not in text
    code = rules.place_code(world.opened.pk, NOW)
    send(link, f"?mewakili={announced.pk}", name="Wulan Ayu", title="Staf Program", code=code)
    came = world.opened.participants.get(name="Wulan Ayu")
    assert came.present and came.represented == announced
    assert not maria(world).present


@pytest.mark.parametrize("said", ["coming", ""])
def test_who_has_changed_the_answer_is_not_announced(
    world: World, link: Link, announced: Participant, said: str
) -> None:
    Participant.objects.filter(pk=announced.pk).update(answer=said)
    assert "Wulan" not in Client().get(url(link), {"cari": "ayu"}).content.decode().replace(
        'value="ayu"', ""
    )
    text = Client().get(url(link), {"mewakili": str(announced.pk)}).content.decode()
    assert "Wulan Ayu" not in text


def test_the_office_sees_the_telephone_given(world: World, announced: Participant) -> None:
    address = f"{world.opened.get_absolute_url()}undangan/{announced.pk}/"
    text = world.client("notulis").get(address).content.decode()
    assert "Wulan Ayu" in text and PHONE in text
    Participant.objects.filter(pk=announced.pk).update(answer="coming")
    assert PHONE not in world.client("notulis").get(address).content.decode()

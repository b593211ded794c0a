"""Whoever writes down a promise is offered the members of the forum while typing; without a script a part is enough."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from mufakat.commitments.models import Commitment
from tests import world as worlds
from tests.browser import Enter, sign_in
from tests.kept import Kept

pytestmark = pytest.mark.browser

# What Chromium lists below the box for what stands in it (the list itself is no part of the page).
OFFERED = """input => [...input.list.options].map(o => o.value)
  .filter(v => v.toLowerCase().includes(input.value.toLowerCase()))"""


@pytest.fixture
def world(transactional_db: None, kept_world: Kept[worlds.World]) -> worlds.World:
    return kept_world.put_back()


def test_members_are_offered_while_typing(world: worlds.World, page: Page, enter: Enter) -> None:
    enter(world.users["notulis"])
    page.goto(reverse("record_commitment", args=[world.opened.pk]))
    box = page.locator("[name=owner_organisation]")
    box.press_sequentially("kua")
    assert box.evaluate(OFFERED) == ["KUA Bojongloa Kaler — Kec. Bojongloa Kaler"]
    person = page.locator("[name=owner_person]")
    person.press_sequentially("camat")
    assert person.evaluate(OFFERED) == ["Asep Gunawan, S.IP — Camat, Kecamatan Bojongloa Kaler"]
    assert not page.locator("option[value*=Soreang]").count()


def test_without_a_script_a_part_is_asked_and_chosen(
    world: worlds.World, contexts: Callable[..., Page], live_server: LiveServer
) -> None:
    plain = contexts(java_script_enabled=False)
    sign_in(plain, world.users["notulis"], live_server.url)
    plain.goto(reverse("record_commitment", args=[world.opened.pk]))
    plain.fill("[name=what]", "Memasang papan jadwal Posyandu")
    plain.fill("[name=due_on]", "2026-09-30")
    plain.fill("[name=owner_organisation]", "Boj")
    plain.click("main form button.btn")
    choices = plain.locator("[role=radiogroup] label").all_text_contents()
    assert len(choices) == 2  # the office of the kecamatan and the KUA: nothing is guessed
    plain.get_by_label("KUA Bojongloa Kaler").check()
    plain.click("main form button.btn")
    assert Commitment.objects.filter(owner_organisation=world.kua, what__contains="papan").exists()

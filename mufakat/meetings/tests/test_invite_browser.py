"""From the list of members to the answer of one who has no account, in a browser, and what the pages look like."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from mufakat.meetings.models import Participant
from tests.browser import picture, sign_in
from tests.kept import Kept
from tests.test_pages_browser import LOOK
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    """In the place of the room's: here a session is still to come."""
    with time_machine.travel("2026-09-01T05:00:00Z"):
        yield


@pytest.fixture
def district(transactional_db: None, kept_world: Kept[World]) -> World:
    return kept_world.put_back()


def looked_at(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    picture(page, f"{name}-{width}")
    assert page.evaluate(LOOK, width) == []
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = false)")


@pytest.mark.long(12)
def test_invite_and_answer(
    district: World, contexts: Callable[..., Page], live_server: LiveServer
) -> None:
    page = contexts()
    sign_in(page, district.users["notulis"], live_server.url)
    here = district.planned.get_absolute_url()
    page.goto(here)
    page.locator(".act a").click()  # the one next step leads to the invitations
    page.locator(".act button").click()
    page.goto(f"{here}undangan/")
    looked_at(page, "invitations-empty", 1280)
    page.locator(".act a").click()
    looked_at(page, "letter-form", 1280)
    page.fill("[name=number]", "005/12-PKM/2026")
    page.fill("[name=signer_rank]", "Pembina, IV/a")
    page.locator("main .actions button").click()
    page.locator(".act a").click()
    page.locator("main .actions button").click()
    page.locator(".act button").click()
    for width in (1280, 360):
        looked_at(page, "invitations", width)
    page.locator("td a").first.click()
    looked_at(page, "invitation", 360)
    text = page.input_value("#teks")
    link = next(line for line in text.splitlines() if line.startswith("http"))

    phone = contexts(width=360, height=740, has_touch=True, is_mobile=True)
    phone.goto(link)
    looked_at(phone, "invited", 360)
    phone.locator("details:has([value=represented]) summary").click()
    phone.fill("[name=represented_by]", "Ujang Suryana")
    phone.locator("form:has([value=represented]) button").click()
    looked_at(phone, "invited-answered", 360)
    said = Participant.objects.get(answer="represented")
    assert said.represented_by == "Ujang Suryana" and not said.present
    page.goto(f"{here}undangan/")
    looked_at(page, "invitations-answered", 1280)


def test_the_kinds_of_meeting(
    district: World, contexts: Callable[..., Page], live_server: LiveServer
) -> None:
    page: Any = contexts(java_script_enabled=True)
    sign_in(page, district.users["notulis"], live_server.url)
    page.goto("/jenis-rapat/")
    looked_at(page, "kinds", 1280)
    page.goto(f"/jenis-rapat/MMD/?organisasi={district.citarip.pk}")
    for width in (1280, 360):
        looked_at(page, "kind", width)
    page.locator(".act a").click()
    for width in (1280, 360):
        looked_at(page, "kind-form", width)
    page.goto("/kalender/buat/")
    page.locator("main .actions button").click()
    looked_at(page, "feed", 360)

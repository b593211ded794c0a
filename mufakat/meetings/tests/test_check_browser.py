"""A file is compared in the browser: nothing is sent, and without JavaScript it is weighed by the server instead."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import picture
from tests.issued import issue_blank
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_file_is_compared_on_the_spot(
    world: World,
    contexts: Callable[..., Page],
    live_server: LiveServer,
    tmp_path: Path,
    settings: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"
    issued = issue_blank(world, world.ratified)  # of no byte at all
    (tmp_path / "same.pdf").touch()
    (tmp_path / "other.pdf").write_bytes(b"other")
    phone = contexts(width=360, height=740)
    posted: list[str] = []
    phone.on("request", lambda asked: posted.append(asked.method))
    phone.goto(issued.get_absolute_url())
    told = phone.locator("[data-told]")
    for name, state in (("same.pdf", "success"), ("other.pdf", "error")):
        phone.locator("[type=file]").set_input_files(tmp_path / name)
        phone.locator("form[data-check] button").click()
        phone.locator(f"[data-told].{state}").wait_for()
        assert "SHA-256" in told.inner_text()
    picture(phone, "check-file-360")
    assert "POST" not in posted
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

"""The people of seed 4 in front of their browsers."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from .hand import As, Hand
from .story import Story


@pytest.fixture
def story(transactional_db: None, settings: Any) -> Story:
    """The directory as it stood on the first working day of 2023."""
    begun = Story(settings)
    begun.now("2023-01-02T09:00")
    return begun


@pytest.fixture
def as_user(story: Story, contexts: Callable[..., Page], live_server: LiveServer) -> As:
    """Each person has a browser of his own: `as_user("camat")`, `as_user("notulis", width=360)`."""

    def start(username: str, **options: Any) -> Hand:
        return Hand(contexts(**options), story.user(username), live_server.url)

    return start

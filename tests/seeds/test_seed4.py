"""Seed 4 replayed by hand: the lokmin year 2023 of Kecamatan Bojongloa Kaler in a real browser.

The directory comes from the demonstration's data by its own steps. Everything of the year is done on the pages, by
the people of the data, on the days of the data: notulis, camat, cecep (lurah until July), lurah.jamika, lurah.kopo.

Whole: all 30 promises, all 29 verdicts, ratification, addendum, reopening. Cut, to stay short: the list of those
invited is the forum's members (one click) instead of the data's 42 to 45 people, those ticked present are the ones
that the data calls present; of the notes and reports only a handful; verdicts given by one tap carry no reason.
Not typed: nothing else; `work_once` runs in this process instead of in its own.
"""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Locator, expect

from mufakat.commitments.models import Commitment
from mufakat.meetings.models import AgendaItem, Meeting

from .conftest import As
from .hand import Hand, plain_text, words
from .story import Story

pytestmark = pytest.mark.browser

MADE = (9, 9, 7, 5)
VERDICTS = {
    1: (0, 0, 0, 0, 0),
    2: (5, 1, 2, 0, 1),
    3: (6, 2, 1, 1, 1),
    4: (4, 1, 2, 1, 1),
}  # kept, partly, continued, changed, dropped
KINDS = ("kept", "partly", "continued", "changed", "dropped")
# A newcomer's lokmin: tribulan III from "Tugas saya" to the last promise, without typing; see the report of the test.
CLICKS = 110


class Year:
    """One year of lokmin, session by session."""

    def __init__(self, story: Story, as_user: As) -> None:
        self.story = story
        self.notulis = as_user("notulis")
        self.camat = as_user("camat")
        self.as_user = as_user

    def promised(self, key: str) -> Commitment:
        """By its first words: a promise that was reworded keeps its row."""
        row = self.story.promise(key)
        owner = self.story.organisation(row["organisation"])
        made = Commitment.objects.filter(owner_organisation=owner, due_on__isnull=False)
        found = [c for c in made if row["what"] in (c.what, *c.verdicts_before())]
        assert len(found) == 1
        return found[0]

"""On the page of a promise nothing is said twice: the day of its session, who looked at the proof."""

import pytest

from mufakat.commitments.models import Commitment
from mufakat.commitments.pages import story_of
from mufakat.core.dates import day_and_month
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def test_a_title_that_holds_the_day_is_not_followed_by_it(world: World) -> None:
    promise, client = world.promise_continued, world.client("notulis")
    day = day_and_month(promise.made_on)
    page = client.get(promise.get_absolute_url()).content.decode()
    assert f", Jumat, {day}" in page
    Commitment.objects.filter(pk=promise.pk).update(source_label=f"FGD, {day}")
    page = client.get(promise.get_absolute_url()).content.decode()
    assert f"FGD, {day}" in page and f"Jumat, {day}" not in page


def test_who_looked_is_named_once(world: World) -> None:
    promise = world.promise_continued
    looked = promise.checks.create(
        adequate=False, reason="Kurang", at=wib(6, 26, 10), by_id="x", by_name="Sinta Dewi"
    )
    story = story_of(promise, looked.at.date(), files="", linked=False)
    (line,) = [row for row in story["timeline"] if "Sinta" in row["text"]]
    assert not line["by"]
    looked.session_label = "Lokmin II"
    looked.save()
    story = story_of(promise, looked.at.date(), files="", linked=False)
    assert "Lokmin II" in [row.get("by") for row in story["timeline"]]
